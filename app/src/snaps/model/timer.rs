//! For how long a snap stays on screen.

use serde::{Deserialize, Serialize};

/// A time its sender chose: once the photograph can be seen, the viewer closes after it. It can be opened again while its day
/// lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Timer {
    Five,
    Ten,
    Thirty,
}

impl Timer {
    pub const ALL: [Self; 3] = [Self::Five, Self::Ten, Self::Thirty];

    pub fn seconds(self) -> u8 {
        match self {
            Self::Five => 5,
            Self::Ten => 10,
            Self::Thirty => 30,
        }
    }

    /// The one with so many seconds, if there is one.
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|timer| i64::from(timer.seconds()) == seconds)
    }
}

impl From<Timer> for u8 {
    fn from(timer: Timer) -> Self {
        timer.seconds()
    }
}

impl TryFrom<u8> for Timer {
    type Error = &'static str;

    fn try_from(seconds: u8) -> Result<Self, Self::Error> {
        Self::of_seconds(seconds.into()).ok_or("a timer has 5, 10 or 30 seconds")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_travels_as_its_seconds_and_no_others_are_one() {
        for timer in Timer::ALL {
            let text = serde_json::to_string(&timer).unwrap();
            assert_eq!(text, timer.seconds().to_string());
            assert_eq!(serde_json::from_str::<Timer>(&text).unwrap(), timer);
        }
        for bad in ["0", "6", "-5", "3600", "\"5\""] {
            assert!(serde_json::from_str::<Timer>(bad).is_err(), "{bad}");
        }
        assert_eq!(Timer::of_seconds(7), None);
    }
}
