//! The snaps one looks through in one go: those that waited when the first was opened, and whatever comes meanwhile.

use appwrite::Id;

/// Which stand in line, in the order they are looked at. Who was in it stays in it, opened or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue(Vec<Id>);

impl Queue {
    /// With what waits now at its end, and what is being looked at somewhere in it.
    #[must_use]
    pub fn with(mut self, waiting: impl IntoIterator<Item = Id>, looked_at: &Id) -> Self {
        let first = (!self.0.contains(looked_at)).then(|| looked_at.clone());
        let waiting: Vec<Id> = waiting.into_iter().collect();
        for id in first.into_iter().filter(|id| !waiting.contains(id)).chain(waiting.clone()) {
            if !self.0.contains(&id) {
                self.0.push(id);
            }
        }
        self
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where this one stands, from 0.
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.0.iter().position(|one| one == id)
    }

    /// The one that stands this many places further on: `-1` is the one before.
    pub fn step(&self, id: &Id, by: isize) -> Option<&Id> {
        self.0.get(self.place(id)?.checked_add_signed(by)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn ids(texts: &[&str]) -> Vec<Id> {
        texts.iter().map(|text| id(text)).collect()
    }

    #[test]
    fn what_waits_is_looked_through_from_wherever_one_began() {
        let queue = Queue::default().with(ids(&["c", "b", "a"]), &id("b"));
        assert_eq!((queue.len(), queue.place(&id("b"))), (3, Some(1)));
        assert_eq!((queue.step(&id("b"), 1), queue.step(&id("b"), -1)), (Some(&id("a")), Some(&id("c"))));
        assert_eq!((queue.step(&id("a"), 1), queue.step(&id("c"), -1)), (None, None));
    }

    #[test]
    fn an_old_one_stands_before_what_waits() {
        let queue = Queue::default().with(ids(&["a"]), &id("old"));
        assert_eq!((queue.place(&id("old")), queue.step(&id("old"), 1)), (Some(0), Some(&id("a"))));
    }

    #[test]
    fn what_was_opened_stays_in_line_and_what_comes_stands_behind() {
        let queue = Queue::default().with(ids(&["b", "a"]), &id("b")).with(ids(&["new", "a"]), &id("b"));
        assert_eq!(queue, Queue(ids(&["b", "a", "new"])));
        assert_eq!(queue.step(&id("nowhere"), 1), None);
    }
}
