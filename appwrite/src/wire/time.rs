//! Moments as the wire writes them: `2026-05-26T08:58:37.787+00:00`, always UTC, always milliseconds.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, Time};

/// A moment in UTC with millisecond precision, between the years 0 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

/// The text is not a moment in the form the wire uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a date of the form YYYY-MM-DDTHH:mm:ss.SSS+00:00")]
pub struct InvalidTimestamp;

impl Timestamp {
    /// Milliseconds since 1970 as a moment. Values outside the years 0 to 9999 are brought to the nearest end.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(-62_167_219_200_000, 253_402_300_799_999))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// This moment, `seconds` later (or earlier, when negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .map_err(|_| fmt::Error)?;
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+00:00",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond()
        )
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    /// Reads the wire's own form. `Z` and a missing fraction are accepted as well, since browsers write them.
    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        let local = text.strip_suffix("+00:00").or_else(|| text.strip_suffix('Z')).ok_or(InvalidTimestamp)?;
        let (date, clock) = local.split_once('T').ok_or(InvalidTimestamp)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let [year, month, day] = numbers(date, '-')?;
        let [hour, minute, second] = numbers(clock, ':')?;
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(InvalidTimestamp);
        }
        let millis: u16 = format!("{fraction:0<3.3}").parse().map_err(|_| InvalidTimestamp)?;
        let small = |n: i32| u8::try_from(n).map_err(|_| InvalidTimestamp);
        let month = Month::try_from(small(month)?).map_err(|_| InvalidTimestamp)?;
        let date = Date::from_calendar_date(year, month, small(day)?).map_err(|_| InvalidTimestamp)?;
        let clock = Time::from_hms_milli(small(hour)?, small(minute)?, small(second)?, millis)
            .map_err(|_| InvalidTimestamp)?;
        let nanos = date.with_time(clock).assume_utc().unix_timestamp_nanos();
        i64::try_from(nanos / 1_000_000).map(Self).map_err(|_| InvalidTimestamp)
    }
}

fn numbers(text: &str, separator: char) -> Result<[i32; 3], InvalidTimestamp> {
    let mut parts = text.splitn(3, separator).map(|part| match part.bytes().all(|b| b.is_ascii_digit()) {
        true => part.parse().map_err(|_| InvalidTimestamp),
        false => Err(InvalidTimestamp),
    });
    let mut next = || parts.next().unwrap_or(Err(InvalidTimestamp));
    Ok([next()?, next()?, next()?])
}

impl TryFrom<String> for Timestamp {
    type Error = InvalidTimestamp;
    fn try_from(text: String) -> Result<Self, InvalidTimestamp> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(at: Timestamp) -> Self {
        at.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_form_is_always_milliseconds_and_plus_zero() {
        assert_eq!(Timestamp::from_millis(0).to_string(), "1970-01-01T00:00:00.000+00:00");
        let at: Timestamp = "2026-05-26T08:58:37.787Z".parse().unwrap();
        assert_eq!(at.to_string(), "2026-05-26T08:58:37.787+00:00");
    }

    #[test]
    fn half_dates_and_impossible_dates_are_refused() {
        for bad in [
            "",
            "2026-05-26",
            "2026-02-30T00:00:00.000+00:00",
            "2026-05-26T24:00:00Z",
            "2026-05-26T08:58:37.+00:00",
        ] {
            assert_eq!(bad.parse::<Timestamp>(), Err(InvalidTimestamp), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_survives_the_wire(millis in -62_167_219_200_000i64..=253_402_300_799_999) {
            let at = Timestamp::from_millis(millis);
            prop_assert_eq!(at.to_string().parse::<Timestamp>(), Ok(at));
        }

        #[test]
        fn no_text_makes_parsing_panic(text in "\\PC{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}
