//! When somebody was last here, in words.

use appwrite::Timestamp;

/// "2 min ago", for a day; after that it is nobody's business any more.
pub fn seen_words(at: Timestamp, now: Timestamp) -> Option<String> {
    let minutes = (now.millis() - at.millis()).max(0) / 60_000;
    Some(match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..1440 => format!("{} h ago", minutes / 60),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_seen_is_said_for_a_day_and_then_no_more() {
        let words =
            |minutes: i64| seen_words(Timestamp::from_millis(0), Timestamp::from_millis(minutes * 60_000));
        assert_eq!(words(-5).as_deref(), Some("just now"));
        assert_eq!(words(2).as_deref(), Some("2 min ago"));
        assert_eq!(words(59).as_deref(), Some("59 min ago"));
        assert_eq!(words(60).as_deref(), Some("1 h ago"));
        assert_eq!(words(24 * 60 - 1).as_deref(), Some("23 h ago"));
        assert_eq!(words(24 * 60), None);
    }
}
