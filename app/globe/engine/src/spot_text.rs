//! A spot as text: the server writes it into an attribute of a person's row, and the module that draws before the app does
//! reads it there.

use globe::Spot;

/// Parts of a degree: about 100 metres. Whole numbers, because the code that reads decimals takes 10 KB of wasm.
const PARTS: f64 = 1000.0;

/// Thousandths of a degree north and east: "47071,15440".
pub fn spot_text(spot: Spot) -> String {
    let [north, east] = [spot.lat(), spot.lng()].map(|degrees| (degrees * PARTS).round() as i32);
    format!("{north},{east}")
}

/// Reads what [`spot_text`] wrote. `None` for anything that is not a place on Earth.
pub fn parse_spot(text: &str) -> Option<Spot> {
    let (north, east) = text.split_once(',')?;
    let degrees = |parts: &str| Some(f64::from(parts.parse::<i32>().ok()?) / PARTS);
    Spot::new(degrees(north)?, degrees(east)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_as_it_was_written_to_a_hundred_metres() {
        for (lat, lng) in [(47.070_71, 15.439_5), (-90.0, 180.0), (0.0, -0.000_4)] {
            let spot = Spot::new(lat, lng).unwrap();
            let read = parse_spot(&spot_text(spot)).unwrap();
            assert!(read.km_to(spot) < 0.1, "{spot:?} {read:?}");
        }
        assert_eq!(spot_text(Spot::new(47.070_71, 15.439_5).unwrap()), "47071,15440");
    }

    #[test]
    fn other_text_is_no_spot() {
        for text in ["", "47", "47,", "a,b", "91000,0", "47.1,0", "0,99999999999", "1,2,3"] {
            assert_eq!(parse_spot(text), None, "{text}");
        }
    }
}
