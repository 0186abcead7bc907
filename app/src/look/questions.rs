//! When to ask what has changed, and what to say is known. Plain Rust.

use super::{Known, Part};
use crate::snaps::model::Depth;

/// What one page knows, and the question under way.
pub(super) struct Questions {
    /// On which connection each subscription was last confirmed. Connections are counted from 1.
    confirmed: Vec<u32>,
    known: Known,
    /// Parts that were heard of since the question under way was asked.
    touched: Vec<Part>,
    asking: Asking,
}

/// What a confirmation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmed {
    /// Others are missing on this connection.
    Waits,
    /// It was the last that was missing: it is time to ask.
    All,
    /// It was confirmed on this connection before.
    Again,
}

/// Whether a question is under way, and whether another is due after it.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    No,
    UnderWay,
    Again,
}

impl Questions {
    /// For a page that begins with this.
    pub(super) fn new(known: Known) -> Self {
        Self { confirmed: vec![], known, touched: vec![], asking: Asking::No }
    }

    /// Another subscription to wait for; gives its number.
    pub(super) fn wait_for_another(&mut self) -> usize {
        self.confirmed.push(0);
        self.confirmed.len() - 1
    }

    /// The subscription of this number is confirmed on this connection.
    pub(super) fn confirm(&mut self, number: usize, connection: u32) -> Confirmed {
        match self.confirmed.get_mut(number) {
            Some(known) if *known != connection => *known = connection,
            _ => return Confirmed::Again,
        }
        let all = self.confirmed.iter().all(|known| *known == connection);
        if all { Confirmed::All } else { Confirmed::Waits }
    }

    /// Something was heard of this part: it is not what it was when it was read.
    pub(super) fn touched(&mut self, part: Part) {
        self.known.forget(part);
        if self.asking != Asking::No && !self.touched.contains(&part) {
            self.touched.push(part);
        }
    }

    /// The mailbox is known at least so deep from now on.
    pub(super) fn mail_is(&mut self, depth: Depth) {
        if self.known.depth < depth {
            self.touched(Part::Mail);
            self.known.depth = depth;
        }
    }

    /// What to say is known, unless a question is under way already: then another follows it.
    pub(super) fn ask(&mut self) -> Option<Known> {
        if self.asking != Asking::No {
            self.asking = Asking::Again;
            return None;
        }
        self.asking = Asking::UnderWay;
        self.touched.clear();
        Some(self.known.clone())
    }

    /// The answer came, after which this much is known; or none did. Gives the next question, if one is due.
    pub(super) fn answered(&mut self, known: Option<Known>) -> Option<Known> {
        if let Some(mut known) = known {
            std::mem::take(&mut self.touched).into_iter().for_each(|part| known.forget(part));
            known.depth = known.depth.max(self.known.depth);
            self.known = known;
        }
        let again = self.asking == Asking::Again;
        self.asking = Asking::No;
        if again { self.ask() } else { None }
    }
}

impl Known {
    fn forget(&mut self, part: Part) {
        match part {
            Part::Me => self.me = None,
            Part::Company => self.company = None,
            Part::Circle => self.circle = None,
            Part::Mail => self.mail = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Tag;

    fn known(tag: u64) -> Known {
        let tag = Some(Tag(tag));
        Known { me: tag, company: tag, newest: None, circle: tag, mail: tag, depth: Depth::Waiting }
    }

    #[test]
    fn a_question_waits_for_every_subscription_of_the_connection_there_is() {
        let mut questions = Questions::new(known(1));
        let (a, b) = (questions.wait_for_another(), questions.wait_for_another());
        assert_eq!(questions.confirm(a, 1), Confirmed::Waits);
        assert_eq!(questions.confirm(a, 1), Confirmed::Again);
        assert_eq!(questions.confirm(b, 1), Confirmed::All);
        assert_eq!(questions.confirm(b, 1), Confirmed::Again);
        assert_eq!(questions.confirm(b, 2), Confirmed::Waits, "the connection was lost");
        assert_eq!(questions.confirm(a, 2), Confirmed::All);
    }

    #[test]
    fn what_was_heard_of_is_not_known_any_more_whenever_it_was_heard() {
        let mut questions = Questions::new(known(1));
        questions.touched(Part::Circle);
        assert_eq!(questions.ask(), Some(Known { circle: None, ..known(1) }));
        questions.touched(Part::Company);
        assert_eq!(questions.answered(Some(known(2))), None);
        // The answer may be older than what was heard while it was under way.
        assert_eq!(questions.ask(), Some(Known { company: None, ..known(2) }));
        questions.answered(None);
        assert_eq!(questions.ask(), Some(Known { company: None, ..known(2) }));
    }

    #[test]
    fn one_question_at_a_time_and_one_more_for_all_that_were_due_meanwhile() {
        let mut questions = Questions::new(known(1));
        assert!(questions.ask().is_some());
        assert_eq!((questions.ask(), questions.ask()), (None, None));
        assert_eq!(questions.answered(Some(known(2))), Some(known(2)));
        assert_eq!(questions.answered(Some(known(3))), None);
    }

    #[test]
    fn a_deeper_mailbox_is_asked_for_from_then_on() {
        let mut questions = Questions::new(known(1));
        questions.mail_is(Depth::Waiting);
        assert_eq!(questions.ask(), Some(known(1)));
        questions.mail_is(Depth::Recent);
        questions.answered(Some(known(2)));
        assert_eq!(questions.ask(), Some(Known { mail: None, depth: Depth::Recent, ..known(2) }));
    }
}
