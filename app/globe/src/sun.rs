use crate::Spot;

/// Where the sun stands, by the Astronomical Almanac's low-precision formula: good to about a minute of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sun {
    overhead: Spot,
}

impl Sun {
    /// `now` in milliseconds since 1970, as browsers count.
    pub fn at(now: f64) -> Self {
        // Days since noon of the first day of 2000.
        let days = now / 86_400_000.0 - 10_957.5;
        let anomaly = (357.528 + 0.985_600_3 * days).to_radians();
        let longitude =
            (280.460 + 0.985_647_4 * days + 1.915 * anomaly.sin() + 0.020 * (2.0 * anomaly).sin())
                .to_radians();
        let tilt = (23.439 - 0.000_000_4 * days).to_radians();
        let ascension = (tilt.cos() * longitude.sin()).atan2(longitude.cos()).to_degrees();
        let declination = (tilt.sin() * longitude.sin()).asin().to_degrees();
        let sidereal = 280.460_62 + 360.985_647_37 * days;
        Self { overhead: Spot::nearest(declination, (ascension - sidereal).rem_euclid(360.0)) }
    }

    /// The spot that has it in the zenith.
    pub fn overhead(self) -> Spot {
        self.overhead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Solstices, equinoxes and the two ends of the equation of time, from published almanacs.
    #[test]
    fn the_sun_stands_where_the_almanac_has_it() {
        for (moment, unix, lat, lng) in [
            ("equinox, 2024-03-20 03:06", 1_710_903_960_000.0, 0.0, 135.4),
            ("solstice, 2024-06-20 20:51", 1_718_916_660_000.0, 23.44, -132.3),
            ("solstice, 2024-12-21 09:20", 1_734_772_800_000.0, -23.44, 39.5),
            ("latest sun, 2024-02-11 12:00", 1_707_652_800_000.0, -14.1, 3.55),
            ("earliest sun, 2024-11-03 12:00", 1_730_635_200_000.0, -15.2, -4.11),
        ] {
            let sun = Sun::at(unix).overhead();
            assert!((sun.lat() - lat).abs() < 0.15 && (sun.lng() - lng).abs() < 0.3, "{moment}: {sun:?}");
        }
    }
}
