//! How much of a snap's day is left, and how long ago something was: numbers and the words for them.

use appwrite::Timestamp;

use super::{LIFETIME_SECONDS, Snap};

/// What is left of a snap's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remaining {
    seconds: i64,
}

/// How soon it will be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Under a quarter of an hour.
    Last,
    /// Under two hours.
    Soon,
    Calm,
}

impl Remaining {
    /// What is left of `snap` at `now`: nothing once it has closed, a whole day at most.
    pub fn of(snap: &Snap, now: Timestamp) -> Self {
        let millis = snap.closes_at().millis().saturating_sub(now.millis());
        Self { seconds: millis.div_euclid(1000).clamp(0, LIFETIME_SECONDS) }
    }

    /// Whole hours, from one hour up; whole minutes below; both rounded down, so that no more is promised than is there.
    pub fn words(self) -> String {
        match (self.seconds / 3600, self.seconds / 60) {
            (1.., _) => format!("{} h left", self.seconds / 3600),
            (_, 1..) => format!("{} min left", self.seconds / 60),
            _ if self.seconds > 0 => "Under a minute left".into(),
            _ => "Gone".into(),
        }
    }

    pub fn urgency(self) -> Urgency {
        match self.seconds {
            ..900 => Urgency::Last,
            900..7200 => Urgency::Soon,
            _ => Urgency::Calm,
        }
    }

    /// What is left as a part of the whole day, 0 to 1.
    pub fn fraction(self) -> f64 {
        self.seconds as f64 / LIFETIME_SECONDS as f64
    }
}

impl Urgency {
    /// The word the stylesheet knows it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Soon => "soon",
            Self::Calm => "calm",
        }
    }
}

/// How long ago `then` was: "now", "12 min ago", "3 h ago", "2 days ago". A future moment, from a clock that is
/// ahead, is "now".
pub fn age_words(then: Timestamp, now: Timestamp) -> String {
    match now.millis().saturating_sub(then.millis()).max(0) / 60_000 {
        0 => "now".into(),
        minutes @ 1..60 => format!("{minutes} min ago"),
        minutes @ 60..1440 => format!("{} h ago", minutes / 60),
        minutes @ 1440..2880 => format!("{} day ago", minutes / 1440),
        minutes => format!("{} days ago", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::snaps::model::mailbox::tests::snap;

    const DAY: i64 = 86_400_000;

    fn left_after(millis: i64) -> Remaining {
        Remaining::of(&snap("s1", "maya", "noor", 0), Timestamp::from_millis(millis))
    }

    #[test]
    fn hours_become_minutes_under_one_hour_and_nothing_at_the_end() {
        assert_eq!(left_after(0).words(), "24 h left");
        assert_eq!(left_after(DAY - 5 * 3_600_000 - 59 * 60_000).words(), "5 h left");
        assert_eq!(left_after(DAY - 3_600_000).words(), "1 h left");
        assert_eq!(left_after(DAY - 3_599_000).words(), "59 min left");
        assert_eq!(left_after(DAY - 30_000).words(), "Under a minute left");
        assert_eq!(left_after(DAY).words(), "Gone");
    }

    #[test]
    fn it_turns_amber_under_two_hours_and_coral_under_a_quarter() {
        assert_eq!(left_after(DAY - 7_200_000).urgency(), Urgency::Calm);
        assert_eq!(left_after(DAY - 7_199_000).urgency(), Urgency::Soon);
        assert_eq!(left_after(DAY - 900_000).urgency(), Urgency::Soon);
        assert_eq!(left_after(DAY - 899_000).urgency(), Urgency::Last);
    }

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        let at =
            |minutes: i64| age_words(Timestamp::from_millis(0), Timestamp::from_millis(minutes * 60_000));
        assert_eq!(
            [at(0), at(59), at(60), at(1439), at(1440), at(2880)],
            ["now", "59 min ago", "1 h ago", "23 h ago", "1 day ago", "2 days ago"]
        );
        assert_eq!(at(-5), "now", "a clock that is ahead tells no tales of the future");
    }

    proptest! {
        #[test]
        fn what_is_left_never_grows(a in -DAY..2 * DAY, b in -DAY..2 * DAY) {
            let (early, late) = (a.min(b), a.max(b));
            prop_assert!(left_after(late) <= left_after(early));
            prop_assert!((0.0..=1.0).contains(&left_after(a).fraction()));
        }

        #[test]
        fn something_is_left_exactly_while_a_snap_is_open(at in 0i64..2 * DAY) {
            let open = snap("s1", "maya", "noor", 0).is_open(Timestamp::from_millis(at));
            // The last second rounds down to nothing.
            prop_assert!(open || left_after(at).words() == "Gone");
            prop_assert!(!open || at > DAY - 1000 || left_after(at).words() != "Gone");
        }
    }
}
