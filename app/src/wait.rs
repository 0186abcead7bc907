//! How long somebody who tried too often waits before the next try.

use std::{fmt, num::NonZeroU32, time::Duration};

use serde::{Deserialize, Serialize};

/// A time to wait, in whole seconds. `Display` is its words: "40 s", "6 min".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait(NonZeroU32);

impl Wait {
    /// Where nobody tells how long.
    pub const MINUTE: Self = Self::seconds(NonZeroU32::new(60).unwrap());

    pub const fn seconds(seconds: NonZeroU32) -> Self {
        Self(seconds)
    }

    /// At least as long as this: a part of a second is a whole one.
    pub fn at_least(time: Duration) -> Self {
        let seconds = u32::try_from(time.as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
        Self(NonZeroU32::new(seconds).unwrap_or(NonZeroU32::MIN))
    }

    pub fn as_seconds(self) -> NonZeroU32 {
        self.0
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.get() {
            seconds @ ..=90 => write!(f, "{seconds} s"),
            seconds => write!(f, "{} min", seconds.div_ceil(60)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_to_come_back_before_it_helps() {
        let words = |millis| Wait::at_least(Duration::from_millis(millis)).to_string();
        assert_eq!(words(0), "1 s");
        assert_eq!(words(39_001), "40 s");
        assert_eq!(words(90_001), "2 min");
        assert_eq!(words(360_000), "6 min");
    }
}
