//! Cities as the night shows them: where they are and how bright.

use crate::{Spot, Vector, land::NotTheAsset};

const HEAD: &[u8] = b"lights\x01";
/// Longitude and latitude in hundredths of a degree (signed, little-endian), and brightness in 255ths.
const CITY: usize = 5;

/// The world's large cities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lights {
    /// Where, and how bright: 0 to 1.
    pub cities: Vec<(Vector, f64)>,
}

impl Lights {
    /// Reads the asset made by `generate/lights.mjs`. Refuses anything else, and never panics.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotTheAsset> {
        let (cities, rest) = bytes.strip_prefix(HEAD).ok_or(NotTheAsset)?.as_chunks::<CITY>();
        if !rest.is_empty() {
            return Err(NotTheAsset);
        }
        let city = |&[a, b, c, d, bright]: &[u8; CITY]| {
            let degrees = |low, high| f64::from(i16::from_le_bytes([low, high])) / 100.0;
            let spot = Spot::new(degrees(c, d), degrees(a, b)).ok_or(NotTheAsset)?;
            Ok((spot.vector(), f64::from(bright) / 255.0))
        };
        Ok(Self { cities: cities.iter().map(city).collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_city_is_the_brightest_and_every_city_is_on_earth() {
        let lights = Lights::decode(include_bytes!("../../../public/lights.bin")).unwrap();
        assert!((1_000..3_000).contains(&lights.cities.len()), "{}", lights.cities.len());
        let tokyo = Spot::nearest(35.68, 139.69).vector();
        let near = lights.cities.iter().find(|(place, _)| place.angle_to(tokyo) < 0.005).expect("Tokyo");
        assert!(near.1 > 0.7, "{}", near.1);
        assert!(
            lights.cities.iter().all(|(place, bright)| {
                (place.length() - 1.0).abs() < 1e-9 && (0.0..=1.0).contains(bright)
            })
        );
    }

    #[test]
    fn another_file_is_no_light() {
        assert_eq!(Lights::decode(b"<!doctype html>"), Err(NotTheAsset));
        assert_eq!(Lights::decode(b"lights\x01\0\0"), Err(NotTheAsset));
        // Latitude 255.
        assert_eq!(Lights::decode(b"lights\x01\0\0\x9c\x63\xff"), Err(NotTheAsset));
    }
}
