//! Colours as addresses name them: hex digits, without the sign that would end the address.

use serde_json::Value;

use super::{Param, Params};
use crate::error::Result;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Colour(pub(crate) [u8; 3]);

impl Param for Colour {
    /// From three or six hex digits.
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let digits: Option<Vec<u8>> = value.as_str().and_then(|text| {
            let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            text.chars().map(digit).collect()
        });
        match digits.as_deref() {
            Some([r, g, b]) => Ok(Self([r * 17, g * 17, b * 17])),
            Some([r, rr, g, gg, b, bb]) => Ok(Self([r * 16 + rr, g * 16 + gg, b * 16 + bb])),
            _ => Err("Value must be a valid Hex color code.".into()),
        }
    }
}

impl Params {
    /// The colour, if one is named: SDKs send the empty text for none.
    pub(crate) fn colour(&self, name: &str) -> Result<Option<Colour>> {
        match self.raw(name).and_then(Value::as_str) {
            Some("") => Ok(None),
            _ => self.get(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn colours_are_three_or_six_hex_digits() {
        assert_eq!(Colour::parse(&json!("f0A")), Ok(Colour([0xFF, 0x00, 0xAA])));
        assert_eq!(Colour::parse(&json!("0102fe")), Ok(Colour([1, 2, 254])));
        for bad in ["", "#fff", "ff", "ggg", "1234567"] {
            assert!(Colour::parse(&json!(bad)).is_err(), "{bad}");
        }
    }
}
