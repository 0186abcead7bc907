//! How I want to be shown, as opposed to how I am shown: being away is found out, everything else is chosen.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Label, Status};

/// What a person chose. It outlives their absences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub status: Status,
    pub label: Option<Label>,
    /// To be shown at all. `clear` ends it, the next `set` begins it again.
    pub shown: bool,
    /// When it was chosen: of two tabs' or devices' wishes the newer holds.
    pub at: Timestamp,
}

impl Default for Wish {
    fn default() -> Self {
        Self { status: Status::Online, label: None, shown: true, at: Timestamp::from_millis(0) }
    }
}

impl Wish {
    /// The label, as long as its time is not up.
    pub fn label(&self, now: Timestamp) -> Option<&Label> {
        self.label.as_ref().filter(|label| !label.is_over(now))
    }

    /// What to say of somebody who is, or is not, at the screen. What they chose themselves is never overridden.
    pub fn status(&self, away: bool, now: Timestamp) -> Status {
        let chosen = self.status != Status::Online || self.label(now).is_some();
        if away && !chosen { Status::Away } else { self.status }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absence_turns_online_into_away_and_nothing_else() {
        let now = Timestamp::from_millis(1000);
        let chosen = |status, label| Wish { status, label, ..Wish::default() };
        let lunch = Label::new("🍝", "lunch", Some(now)).ok();
        assert_eq!(chosen(Status::Online, None).status(true, now), Status::Away);
        assert_eq!(chosen(Status::Online, None).status(false, now), Status::Online);
        assert_eq!(chosen(Status::Busy, None).status(true, now), Status::Busy);
        assert_eq!(chosen(Status::Away, None).status(false, now), Status::Away);
        let before = Timestamp::from_millis(999);
        assert_eq!(chosen(Status::Online, lunch.clone()).status(true, before), Status::Online);
        // The label's time is up, and with it what it stood for.
        assert_eq!(chosen(Status::Online, lunch).status(true, now), Status::Away);
    }
}
