use serde::{Deserialize, Serialize};

use crate::presence::Spot;

/// So many parts of a degree are told apart. A part is some hundred metres: names are no finer, and who follows a
/// moving device need not ask at its every step.
const PARTS: f64 = 1000.0;

/// A place as it is asked what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    lat: i32,
    lon: i32,
    /// It stands for the country it is in: nothing nearer may be said of it.
    whole_country: bool,
}

/// An area, and what it is called.
pub type Named = (Area, String);

impl Area {
    pub fn around(spot: Spot) -> Self {
        let part = |degrees: f64| (degrees * PARTS).round() as i32;
        Self { lat: part(spot.lat()), lon: part(spot.lon()), whole_country: false }
    }

    /// The country `spot` stands for.
    pub fn country_of(spot: Spot) -> Self {
        Self { whole_country: true, ..Self::around(spot) }
    }

    pub fn is_country(self) -> bool {
        self.whole_country
    }
}

#[cfg(feature = "ssr")]
impl Area {
    /// "near Lyon, France", or "in France". `None`: it is nowhere on Earth.
    pub(crate) fn name(self) -> Option<String> {
        let degrees = |part: i32| f64::from(part) / PARTS;
        let spot = crate::globe::model::on_globe(Spot::new(degrees(self.lat), degrees(self.lon))?)?;
        Some(if self.whole_country { atlas::within(spot) } else { atlas::near(spot) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot::new(lat, lon).unwrap()
    }

    #[test]
    fn a_step_in_a_street_changes_no_name_and_a_way_to_the_next_town_may() {
        let here = Area::around(spot(45.7578, 4.8320));
        assert_eq!(Area::around(spot(45.7579, 4.8321)), here);
        assert_ne!(Area::around(spot(45.7719, 4.8902)), here);
        assert_ne!(Area::country_of(spot(45.7578, 4.8320)), here);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn an_area_is_called_by_its_town_and_a_country_by_itself() {
        let lyon = spot(45.7578, 4.8320);
        assert_eq!(Area::around(lyon).name().as_deref(), Some("near Lyon, France"));
        assert_eq!(Area::country_of(lyon).name().as_deref(), Some("in France"));
        assert_eq!(Area { lat: 91_000, lon: 0, whole_country: false }.name(), None);
        assert!(Area::around(spot(90.0, -180.0)).name().is_some());
    }
}
