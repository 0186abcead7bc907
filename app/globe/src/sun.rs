use crate::Spot;

/// When the sun rises or sets, its centre is so many degrees under the horizon: half its width, and what the air
/// bends its light.
const RISING: f64 = 0.833;

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

    /// Whether any of it is seen over a level horizon there, as almanacs count the day.
    pub fn is_up(self, there: Spot) -> bool {
        there.angle_to(self.overhead).to_degrees() < 90.0 + RISING
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

    /// London on 2024-06-20, from a published almanac: sunrise 03:43 and sunset 20:21 of world time.
    #[test]
    fn the_sun_is_up_from_sunrise_to_sunset() {
        const MIDNIGHT: f64 = 1_718_841_600_000.0;
        let london = Spot::nearest(51.507, -0.128);
        let up = |hour: f64, minute: f64| Sun::at(MIDNIGHT + (hour * 60.0 + minute) * 60_000.0).is_up(london);
        assert_eq!([up(3.0, 39.0), up(3.0, 47.0), up(12.0, 0.0)], [false, true, true]);
        assert_eq!([up(20.0, 17.0), up(20.0, 25.0), up(24.0, 0.0)], [true, false, false]);
    }

    #[test]
    fn it_does_not_set_in_the_polar_summer_nor_rise_in_the_polar_winter() {
        let june = Sun::at(1_718_916_660_000.0);
        let poles = [80.0, -80.0].map(|lat| Spot::nearest(lat, june.overhead().lng() + 180.0));
        assert_eq!(poles.map(|pole| june.is_up(pole)), [true, false]);
        assert!(!june.is_up(Spot::nearest(-80.0, june.overhead().lng())), "not even at noon");
    }
}
