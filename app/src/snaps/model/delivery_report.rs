//! Which snaps a page reports as delivered, and when. One request at a time: what changes during a request is reported after
//! it.

use std::collections::BTreeSet;

use appwrite::Id;

/// What a page has reported. It holds ids of snaps that came during the life of the page.
#[derive(Default)]
pub struct DeliveryReport {
    /// Reported, and marked as far as known here.
    told: BTreeSet<Id>,
    /// The ids of the request under way. `None`: no request is.
    asked: Option<Vec<Id>>,
    /// Something changed during the request.
    again: bool,
}

impl DeliveryReport {
    /// Something changed: takes every snap that is not marked and returns those to report now. Empty: there is nothing to
    /// report, or a request is under way, and [`Self::answered`] says when to call this again.
    pub fn begin(&mut self, undelivered: Vec<Id>) -> Vec<Id> {
        if self.asked.is_some() {
            self.again = true;
            return vec![];
        }
        let untold: Vec<Id> = undelivered.into_iter().filter(|id| !self.told.contains(id)).collect();
        if !untold.is_empty() {
            self.asked = Some(untold.clone());
        }
        untold
    }

    /// The request is over. `unmarked` are the ids that the server left unmarked, `None` if it marked nothing because of an
    /// error. Returns whether something changed meanwhile, so that [`Self::begin`] must be called again.
    pub fn answered(&mut self, unmarked: Option<&[Id]>) -> bool {
        if let (Some(asked), Some(unmarked)) = (self.asked.take(), unmarked) {
            self.told.extend(asked.into_iter().filter(|id| !unmarked.contains(id)));
        }
        std::mem::take(&mut self.again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<Id> {
        ids.iter().map(|id| id.parse().unwrap()).collect()
    }

    #[test]
    fn a_snap_is_reported_once() {
        let mut report = DeliveryReport::default();
        assert_eq!(report.begin(ids(&["a"])), ids(&["a"]));
        assert!(!report.answered(Some(&[])));
        assert_eq!(report.begin(ids(&["a"])), ids(&[]), "no event has marked it here yet");
        assert_eq!(report.begin(ids(&["a", "b"])), ids(&["b"]));
    }

    #[test]
    fn ghost_mode_that_ends_during_a_request_is_followed_by_another_request() {
        let mut report = DeliveryReport::default();
        report.begin(ids(&["a"]));
        assert_eq!(report.begin(ids(&["a"])), ids(&[]), "one request at a time");
        assert!(report.answered(Some(&ids(&["a"]))), "something changed meanwhile");
        assert_eq!(report.begin(ids(&["a"])), ids(&["a"]));
        assert!(!report.answered(Some(&[])), "nothing has changed since");
    }

    #[test]
    fn a_snap_that_comes_during_a_request_is_reported_after_it() {
        let mut report = DeliveryReport::default();
        report.begin(ids(&["a"]));
        assert_eq!(report.begin(ids(&["a", "b"])), ids(&[]));
        assert!(report.answered(Some(&[])));
        assert_eq!(report.begin(ids(&["a", "b"])), ids(&["b"]));
    }

    #[test]
    fn many_changes_during_a_request_are_one_request_after_it() {
        let mut report = DeliveryReport::default();
        report.begin(ids(&["a"]));
        (0..3).for_each(|_| drop(report.begin(ids(&["a"]))));
        assert!(report.answered(Some(&ids(&["a"]))));
        assert_eq!(report.begin(ids(&["a"])), ids(&["a"]));
        assert!(!report.answered(Some(&ids(&["a"]))));
    }

    #[test]
    fn what_stays_unmarked_is_reported_with_the_next_change_and_not_before() {
        for unmarked in [Some(ids(&["a"])), None] {
            let mut report = DeliveryReport::default();
            report.begin(ids(&["a", "b"]));
            assert!(!report.answered(unmarked.as_deref()), "no change, no request");
            let next = if unmarked.is_some() { ids(&["a"]) } else { ids(&["a", "b"]) };
            assert_eq!(report.begin(ids(&["a", "b"])), next);
        }
    }
}
