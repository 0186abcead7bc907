//! Being there without being seen, for a while.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use crate::presence::model::Ghost;

/// For how long to be a ghost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    Hour,
    EightHours,
    UntilTurnedOff,
    /// Not at all: seen from now on.
    Off,
}

/// "Until I turn it off" on record: the last moment there is.
const FOREVER: i64 = i64::MAX;

impl Length {
    pub const ON: [Self; 3] = [Self::Hour, Self::EightHours, Self::UntilTurnedOff];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::EightHours => "eight-hours",
            Self::UntilTurnedOff => "until-turned-off",
            Self::Off => "off",
        }
    }

    /// What it is called where it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Hour => "For 1 hour",
            Self::EightHours => "For 8 hours",
            Self::UntilTurnedOff => "Until I turn it off",
            Self::Off => "Off",
        }
    }

    /// Until when that is, as it is kept. `None`: not a ghost.
    pub fn until(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Hour => Some(now.plus_seconds(60 * 60)),
            Self::EightHours => Some(now.plus_seconds(8 * 60 * 60)),
            Self::UntilTurnedOff => Some(Timestamp::from_millis(FOREVER)),
            Self::Off => None,
        }
    }
}

impl Ghost {
    /// What is kept, read back. A time that has passed is no ghost any more.
    pub fn kept(until: Option<Timestamp>, now: Timestamp) -> Option<Self> {
        let until = until.filter(|until| *until > now)?;
        Some(Self { until: (until < Timestamp::from_millis(FOREVER)).then_some(until) })
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

/// What stands on the pill: "Ghost · 42 min", "Ghost · 7 h", "Ghost".
pub fn left_words(ghost: &Ghost, now: Timestamp) -> String {
    let Some(until) = ghost.until else { return "Ghost".to_owned() };
    // A minute that has begun still counts.
    let minutes = ((until.millis() - now.millis()).max(1) + 59_999) / 60_000;
    match minutes {
        ..=60 => format!("Ghost · {minutes} min"),
        _ => format!("Ghost · {} h", (minutes + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(minutes * 60_000)
    }

    #[test]
    fn a_ghost_ends_by_itself_or_when_turned_off() {
        let hour = Length::Hour.until(at(0));
        assert_eq!(Ghost::kept(hour, at(59)), Some(Ghost { until: Some(at(60)) }));
        assert_eq!(Ghost::kept(hour, at(60)), None);
        assert_eq!(
            Ghost::kept(Length::UntilTurnedOff.until(at(0)), at(1_000_000_000)),
            Some(Ghost { until: None })
        );
        assert_eq!(Ghost::kept(Length::Off.until(at(0)), at(0)), None);
    }

    #[test]
    fn until_turned_off_survives_the_wire() {
        let kept: Timestamp = Length::UntilTurnedOff.until(at(0)).unwrap().to_string().parse().unwrap();
        assert_eq!(Ghost::kept(Some(kept), at(0)), Some(Ghost { until: None }));
    }

    #[test]
    fn the_pill_says_how_long_it_lasts() {
        let until = |minutes| Ghost { until: Some(at(minutes)) };
        assert_eq!(left_words(&until(42), Timestamp::from_millis(1)), "Ghost · 42 min");
        assert_eq!(left_words(&until(60), at(0)), "Ghost · 60 min");
        assert_eq!(left_words(&until(480), at(0)), "Ghost · 8 h");
        assert_eq!(left_words(&until(0), at(5)), "Ghost · 1 min");
        assert_eq!(left_words(&Ghost { until: None }, at(0)), "Ghost");
    }
}
