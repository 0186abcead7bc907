//! Whether anybody is at the screen. Each tab of a browser knows when *it* was last touched and looked at; what the
//! others know is merged in, newest first, so a tab that crashed needs no goodbye: its word simply ages.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

/// Without input for this long, in seconds, a person is away.
const IDLE: i64 = 5 * 60;
/// With no tab in sight for this long, in seconds, they are away too.
const UNSEEN: i64 = 60;

/// Signs of life in one tab, and what the others told of theirs.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    signs: Signs,
    visible: bool,
}

/// When anybody last did something, and last had the page before them. What tabs tell each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    pub input: Timestamp,
    pub looked: Timestamp,
}

impl Activity {
    /// A page that was just opened is a sign of life, even in a tab behind others.
    pub fn new(now: Timestamp) -> Self {
        Self { signs: Signs { input: now, looked: now }, visible: true }
    }

    /// A key, a pointer, a finger.
    pub fn touched(&mut self, now: Timestamp) {
        self.signs = Signs { input: now, looked: now };
    }

    /// This tab came into sight or went out of it. Coming back is something only a person does.
    pub fn seen(&mut self, visible: bool, now: Timestamp) {
        if visible && !self.visible {
            self.signs.input = now;
        }
        self.signs.looked = self.signs(now).looked;
        self.visible = visible;
    }

    /// The clock was corrected: nothing happened later than now.
    pub fn not_after(&mut self, now: Timestamp) {
        self.signs.input = self.signs.input.min(now);
        self.signs.looked = self.signs.looked.min(now);
    }

    /// What another tab knows.
    pub fn heard(&mut self, signs: Signs) {
        self.signs.input = self.signs.input.max(signs.input);
        self.signs.looked = self.signs.looked.max(signs.looked);
    }

    /// What this tab can tell at this moment.
    pub fn signs(&self, now: Timestamp) -> Signs {
        Signs { looked: if self.visible { now } else { self.signs.looked }, ..self.signs }
    }

    pub fn is_visible(&self) -> bool {
        self.visible
    }

    pub fn is_away(&self, now: Timestamp) -> bool {
        let Signs { input, looked } = self.signs(now);
        now >= input.plus_seconds(IDLE) || now >= looked.plus_seconds(UNSEEN)
    }

    /// When they will be away if nothing happens. `None`: they are.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let unseen = (!self.visible).then(|| self.signs.looked.plus_seconds(UNSEEN));
        let idle = self.signs.input.plus_seconds(IDLE);
        let due = unseen.map_or(idle, |unseen| unseen.min(idle));
        (due > now).then_some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn five_minutes_without_input_are_away_and_one_touch_is_back() {
        let mut activity = Activity::new(at(0));
        assert!(!activity.is_away(at(299)));
        assert_eq!(activity.due(at(1)), Some(at(300)));
        assert!(activity.is_away(at(300)));
        assert_eq!(activity.due(at(300)), None);
        activity.touched(at(301));
        assert!(!activity.is_away(at(301)));
    }

    #[test]
    fn a_minute_out_of_sight_is_away_and_coming_back_is_not() {
        let mut activity = Activity::new(at(0));
        activity.seen(false, at(100));
        assert_eq!(activity.due(at(100)), Some(at(160)));
        assert!(!activity.is_away(at(159)));
        assert!(activity.is_away(at(160)));
        activity.seen(true, at(1000));
        assert!(!activity.is_away(at(1000)));
        assert_eq!(activity.due(at(1000)), Some(at(1300)));
    }

    #[test]
    fn a_glance_elsewhere_changes_nothing() {
        let mut activity = Activity::new(at(0));
        activity.seen(false, at(10));
        activity.seen(true, at(30));
        activity.seen(false, at(40));
        assert!(!activity.is_away(at(99)));
        assert!(activity.is_away(at(100)));
    }

    #[test]
    fn whoever_is_at_another_tab_is_not_away_and_what_a_crashed_one_said_ages() {
        let mut activity = Activity::new(at(0));
        activity.seen(false, at(1));
        activity.heard(Signs { input: at(50), looked: at(55) });
        assert!(!activity.is_away(at(100)));
        assert!(activity.is_away(at(115)));
        // An older word undoes nothing.
        activity.heard(Signs { input: at(90), looked: at(110) });
        activity.heard(Signs { input: at(20), looked: at(20) });
        assert!(!activity.is_away(at(115)));
    }
}
