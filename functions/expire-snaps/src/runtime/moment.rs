//! Moments as Appwrite reads them: `2026-05-26T08:58:37.787+00:00`.

/// A moment, given in milliseconds since 1970.
pub(super) fn write(millis: i64) -> String {
    let (days, in_day) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let (year, month, day) = date(days);
    let (hour, minute) = (in_day / 3_600_000, in_day / 60_000 % 60);
    let (second, milli) = (in_day / 1000 % 60, in_day % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}+00:00")
}

/// Counted in years that begin in March, so that the leap day comes last, and in the 400 years after which the
/// calendar repeats.
fn date(days_since_1970: i64) -> (i64, i64, i64) {
    // 719468 days lie between the first of March of year 0 and the first of January 1970.
    let days = days_since_1970 + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn moments_are_written_to_the_millisecond() {
        for (text, millis) in [
            ("1970-01-01T00:00:00.000+00:00", 0),
            ("2000-02-29T12:00:00.000+00:00", 951_825_600_000),
            ("2000-03-01T00:00:00.001+00:00", 951_868_800_001),
            ("2026-05-26T08:58:37.787+00:00", 1_779_785_917_787),
            ("2026-12-31T23:59:59.999+00:00", 1_798_761_599_999),
            ("1969-12-31T23:59:59.999+00:00", -1),
        ] {
            assert_eq!(write(millis), text);
        }
    }
}
