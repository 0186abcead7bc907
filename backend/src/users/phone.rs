//! Phone numbers as the world writes them.

use serde_json::Value;

use crate::params::Param;

/// `+` and up to 15 digits, the first of which is not zero.
pub(super) struct Phone(pub(super) String);

impl Param for Phone {
    fn parse(value: &Value) -> Result<Self, String> {
        let text = value.as_str().unwrap_or_default();
        let digits = text.strip_prefix('+').unwrap_or_default();
        let well_formed = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit());
        if !well_formed {
            return Err("Phone number must start with a '+' and can have a maximum of fifteen digits.".into());
        }
        Ok(Self(text.to_owned()))
    }
}
