//! Whether it is day somewhere.

use appwrite::Timestamp;

use super::on_globe;
use crate::presence::Spot;

/// By the sun, not by the clock: a summer night in the far north is bright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Daylight {
    Day,
    Night,
}

impl Daylight {
    /// What it is at this place at this moment.
    pub fn at(spot: Spot, now: Timestamp) -> Option<Self> {
        let sun = globe::Sun::at(now.millis() as f64);
        Some(if sun.is_up(on_globe(spot)?) { Self::Day } else { Self::Night })
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Day => "daytime",
            Self::Night => "night",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-06-21, at this hour of London's old clock.
    fn midsummer(hour: i64) -> Timestamp {
        Timestamp::from_millis((1_782_000_000 + hour * 3600) * 1000)
    }

    #[test]
    fn it_is_day_where_the_sun_is_up_whatever_the_clock_says() {
        let at = |lat, lon, hour| Daylight::at(Spot::new(lat, lon).unwrap(), midsummer(hour));
        let (graz, kyoto, tromso) = ((47.07, 15.44), (35.01, 135.77), (69.65, 18.96));
        assert_eq!(at(graz.0, graz.1, 11), Some(Daylight::Day));
        assert_eq!(at(graz.0, graz.1, 23), Some(Daylight::Night));
        assert_eq!(at(kyoto.0, kyoto.1, 15), Some(Daylight::Night), "midnight there");
        assert_eq!(at(tromso.0, tromso.1, 23), Some(Daylight::Day), "the sun does not set");
    }
}
