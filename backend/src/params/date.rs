//! Dates as people and programs write them.

use appwrite::Timestamp;
use time::{
    Date, OffsetDateTime, PrimitiveDateTime,
    format_description::{BorrowedFormatItem, well_known::Iso8601},
    macros::format_description,
};

const SPACED: &[BorrowedFormatItem<'_>] = format_description!(
    "[year]-[month]-[day] [hour]:[minute]:[second][optional [.[subsecond]]][optional [[offset_hour sign:mandatory]:[offset_minute]]]"
);

/// A moment from an ISO date, with or without a clock, a `T` and a zone; without a zone it is UTC. Needs a year of
/// four digits.
pub(crate) fn parse_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if !text.get(..5)?.bytes().enumerate().all(
        |(at, byte)| {
            if at < 4 { byte.is_ascii_digit() } else { byte == b'-' }
        },
    ) {
        return None;
    }
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT)
        .or_else(|_| OffsetDateTime::parse(text, SPACED))
        .or_else(|_| PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc))
        .or_else(|_| PrimitiveDateTime::parse(text, SPACED).map(PrimitiveDateTime::assume_utc))
        .or_else(|_| Date::parse(text, &Iso8601::DEFAULT).map(|date| date.midnight().assume_utc()))
        .ok()?;
    let millis = i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
    Some(Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_upstream_reads_them() {
        let read = |text| parse_date(text).map(|at| at.to_string());
        assert_eq!(read("2024-06-12").as_deref(), Some("2024-06-12T00:00:00.000+00:00"));
        assert_eq!(read("1975-06-12 14:12:55+02:00").as_deref(), Some("1975-06-12T12:12:55.000+00:00"));
        assert_eq!(read("2026-05-26T08:58:37.787Z").as_deref(), Some("2026-05-26T08:58:37.787+00:00"));
        assert_eq!(read("2026-05-26T08:58:37.787+00:00").as_deref(), Some("2026-05-26T08:58:37.787+00:00"));
        assert_eq!(read("2026-05-26T08:58:37").as_deref(), Some("2026-05-26T08:58:37.000+00:00"));
        assert_eq!(read("2026-05-26 08:58:37.5").as_deref(), Some("2026-05-26T08:58:37.500+00:00"));
        for bad in ["16/01/2024 12:00:00AM", "", "soon", "99-01-01", "2024-13-01", "2024"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
