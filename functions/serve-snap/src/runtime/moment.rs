//! Moments as Appwrite writes them: `2026-05-26T08:58:37.787+00:00`, always UTC, always milliseconds.

/// Milliseconds since 1970.
pub(super) fn parse(text: &str) -> Option<i64> {
    let at = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let shape = text.char_indices().all(|(place, c)| match place {
        4 | 7 => c == '-',
        10 => c == 'T',
        13 | 16 => c == ':',
        19 => c == '.',
        23.. => true,
        _ => c.is_ascii_digit(),
    });
    if !shape || text.get(23..)? != "+00:00" {
        return None;
    }
    let days = days_since_1970(at(0, 4)?, at(5, 7)?, at(8, 10)?)?;
    let (hour, minute, second, milli) = (at(11, 13)?, at(14, 16)?, at(17, 19)?, at(20, 23)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milli)
}

/// Counted in years that begin in March, so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days_before_month = (153 * month + 2) / 5;
    // 719468 days lie between the first of March of year 0 and the first of January 1970.
    Some(365 * year + leap_days + days_before_month + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn moments_are_read_to_the_millisecond() {
        for (text, millis) in [
            ("1970-01-01T00:00:00.000+00:00", 0),
            ("2000-02-29T12:00:00.000+00:00", 951_825_600_000),
            ("2000-03-01T00:00:00.001+00:00", 951_868_800_001),
            ("2026-05-26T08:58:37.787+00:00", 1_779_785_917_787),
            ("1969-12-31T23:59:59.999+00:00", -1),
        ] {
            assert_eq!(parse(text), Some(millis), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "2026-05-26",
            "2026-05-26T08:58:37.787Z",
            "2026-13-26T08:58:37.787+00:00",
            "2026-05-26T24:58:37.787+00:00",
            "2026-05-26 08:58:37.787+00:00",
            "+026-05-26T08:58:37.787+00:00",
            "2026-05-26T08:58:37.787+02:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
