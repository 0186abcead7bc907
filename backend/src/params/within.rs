//! Whole numbers that must lie in a range.

use std::{fmt::Display, ops::RangeInclusive};

use super::Params;
use crate::error::{Error, Result};

impl Params {
    /// The number, or this one. What lies outside the range is refused, with the range in the words.
    pub(crate) fn within<N>(&self, name: &str, default: N, range: RangeInclusive<N>) -> Result<N>
    where
        N: TryFrom<i64> + PartialOrd + Display,
    {
        let Some(given) = self.get::<i64>(name)? else {
            return Ok(default);
        };
        match N::try_from(given) {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => {
                let (least, most) = range.into_inner();
                Err(Error::param(name, format!("Value must be a valid range between {least} and {most}")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_at_both_ends_of_its_range_and_not_beyond() {
        let asked = |query: &str| Params::from_query(query).within("n", 7u8, 4..=200).ok();
        assert_eq!((asked("n=4"), asked("n=200"), asked("")), (Some(4), Some(200), Some(7)));
        for bad in ["n=3", "n=201", "n=-5", "n=9999", "n=x"] {
            assert_eq!(asked(bad), None, "{bad}");
        }
    }
}
