//! When a label goes away by itself.

use appwrite::Timestamp;

/// What one can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clear {
    #[default]
    Never,
    HalfHour,
    Hour,
    FourHours,
    Today,
}

impl Clear {
    pub const ALL: [Self; 5] = [Self::Never, Self::HalfHour, Self::Hour, Self::FourHours, Self::Today];

    /// The word in a form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::HalfHour => "30m",
            Self::Hour => "1h",
            Self::FourHours => "4h",
            Self::Today => "today",
        }
    }

    /// A word that is none of them asks for nothing.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.word() == word).unwrap_or_default()
    }

    /// The words in the interface.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Never => "Don't clear",
            Self::HalfHour => "Clear in 30 minutes",
            Self::Hour => "Clear in 1 hour",
            Self::FourHours => "Clear in 4 hours",
            Self::Today => "Clear at the end of today",
        }
    }

    /// The moment, given when today ends where the person is.
    pub fn until(self, now: Timestamp, midnight: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Never => None,
            Self::HalfHour => Some(now.plus_seconds(30 * 60)),
            Self::Hour => Some(now.plus_seconds(60 * 60)),
            Self::FourHours => Some(now.plus_seconds(4 * 60 * 60)),
            Self::Today => Some(midnight),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_survives_its_form_and_ends_when_it_says() {
        let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        assert!(Clear::ALL.iter().all(|one| Clear::from_word(one.word()) == *one));
        assert_eq!(Clear::from_word("tomorrow"), Clear::Never);
        let until = |one: Clear| one.until(at(10), at(1440));
        assert_eq!(Clear::ALL.map(until), [None, Some(at(40)), Some(at(70)), Some(at(250)), Some(at(1440))]);
    }
}
