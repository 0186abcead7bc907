//! A colour for a person: the same for the same person everywhere, because it is made from their id alone.

use appwrite::Id;

/// `hsl(H, 70%, 50%)`, where `H` is a hash of the id by 31, as the `$presence` plugin makes it.
pub fn color(user: &Id) -> String {
    format!("hsl({}, 70%, 50%)", hue(user.as_str()))
}

/// The hash is the plugin's own: JavaScript's `<<` cuts what it shifts to 32 bits, and nothing else is cut.
fn hue(id: &str) -> u64 {
    let hash = id.encode_utf16().fold(0_i64, |hash, unit| {
        let shifted = i64::from((hash as i32).wrapping_shl(5));
        i64::from(unit) + shifted - hash
    });
    hash.unsigned_abs() % 360
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_is_the_one_the_plugin_gives() {
        for (id, expected) in [("alice", 0), ("bob", 157), ("user_alice", 188), ("674af8f3e12a5f9ac0be", 329)]
        {
            assert_eq!(hue(id), expected, "{id}");
        }
        assert_eq!(color(&"bob".parse().unwrap()), "hsl(157, 70%, 50%)");
    }
}
