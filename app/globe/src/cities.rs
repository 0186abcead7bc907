//! Cities that have their names on the globe.

use crate::{Spot, land::NotTheAsset};

const HEAD: &[u8] = b"cities\x01";

/// A city, and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    pub spot: Spot,
    pub name: String,
}

/// The world's largest cities, the most populous first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cities(pub Vec<City>);

impl Cities {
    /// Reads the asset made by `generate/cities.mjs`: of each city longitude and latitude in hundredths of a degree
    /// (signed, little-endian), the length of its name in bytes, and the name. Refuses anything else, and never panics.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotTheAsset> {
        let mut rest = bytes.strip_prefix(HEAD).ok_or(NotTheAsset)?;
        let mut cities = Vec::new();
        while !rest.is_empty() {
            let (&[a, b, c, d, length], after) = rest.split_first_chunk::<5>().ok_or(NotTheAsset)?;
            let (name, after) = after.split_at_checked(length.into()).ok_or(NotTheAsset)?;
            let degrees = |low, high| f64::from(i16::from_le_bytes([low, high])) / 100.0;
            let spot = Spot::new(degrees(c, d), degrees(a, b)).ok_or(NotTheAsset)?;
            let name = std::str::from_utf8(name).map_err(|_| NotTheAsset)?.to_owned();
            cities.push(City { spot, name });
            rest = after;
        }
        Ok(Self(cities))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_populous_city_comes_first_and_every_city_has_a_name() {
        let Cities(cities) = Cities::decode(include_bytes!("../../../public/cities.bin")).unwrap();
        assert!((300..600).contains(&cities.len()), "{}", cities.len());
        assert!(cities.iter().take(5).any(|city| city.name == "Shanghai"));
        let tokyo = cities.iter().find(|city| city.name == "Tokyo").expect("Tokyo");
        assert!(tokyo.spot.angle_to(Spot::nearest(35.68, 139.69)) < 0.005);
        assert!(cities.iter().all(|city| !city.name.is_empty()));
    }

    #[test]
    fn another_file_is_no_list_of_cities() {
        for other in [
            &b"<!doctype html>"[..],
            b"cities\x01\0\0\0\0\x05Rom",
            b"cities\x01\0\0",
            b"cities\x01\0\0\0\0\x01\xff",
        ] {
            assert_eq!(Cities::decode(other), Err(NotTheAsset));
        }
        // Latitude 255.
        assert_eq!(Cities::decode(b"cities\x01\0\0\x9c\x63\0"), Err(NotTheAsset));
    }
}
