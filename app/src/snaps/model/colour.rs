//! The colour a photograph has on the whole: all there is to see of it until it is here.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Red, green and blue, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// It is not written as a colour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #rrggbb")]
pub struct NoColour;

impl Colour {
    /// The mean of pixels, three bytes each. `None` where there are none. The bytes are taken as they are and not as
    /// light, as a browser does that blurs: what it shows first and the photograph belong together.
    pub fn mean(rgb: &[u8]) -> Option<Self> {
        let (mut sums, mut pixels) = ([0_u64; 3], 0_u64);
        for pixel in rgb.chunks_exact(3) {
            for (sum, channel) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(*channel);
            }
            pixels += 1;
        }
        let mean = |sum: u64| sum.checked_add(pixels / 2)?.checked_div(pixels);
        let [red, green, blue] = sums.map(|sum| mean(sum).and_then(|mean| u8::try_from(mean).ok()));
        Some(Self([red?, green?, blue?]))
    }
}

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(NoColour)?;
        let digit = |at: usize| char::from(digits.as_bytes()[at]).to_digit(16);
        let channel = |at: usize| u8::try_from(digit(2 * at)? * 16 + digit(2 * at + 1)?).ok();
        match (channel(0), channel(1), channel(2)) {
            (Some(red), Some(green), Some(blue)) => Ok(Self([red, green, blue])),
            _ => Err(NoColour),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, NoColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_mean_is_of_every_channel_by_itself_and_rounded() {
        let mean = |rgb: &[u8]| Colour::mean(rgb).map(|colour| colour.to_string());
        assert_eq!(mean(&[255, 0, 10, 0, 255, 11]).as_deref(), Some("#80800b"));
        assert_eq!(mean(&[255; 3 * 1000]).as_deref(), Some("#ffffff"));
        assert_eq!(mean(&[]), None, "of nothing there is no mean");
    }

    #[test]
    fn what_is_not_written_as_a_colour_is_none() {
        assert_eq!("#0a1B2c".parse(), Ok(Colour([0x0a, 0x1b, 0x2c])));
        for no in [
            "", "#", "red", "#fff", "0a1b2c", "#0a1b2", "#0a1b2c0", "#0a1b2g", "#+a1b2c", "#é1b2c", "#;x:url",
        ] {
            assert_eq!(no.parse::<Colour>(), Err(NoColour), "{no}");
        }
    }

    proptest! {
        #[test]
        fn a_colour_survives_its_way_to_the_browser(rgb: [u8; 3]) {
            let text = serde_json::to_string(&Colour(rgb)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Colour>(&text).unwrap(), Colour(rgb));
        }

        #[test]
        fn no_text_makes_reading_it_panic(text in ".{0,9}") {
            let _ = text.parse::<Colour>();
        }
    }
}
