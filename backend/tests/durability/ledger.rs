//! What must be found after a crash: a thing as its last acknowledged write left it or, if a write was under way, as
//! that would have left it; and nothing else.

use std::{collections::BTreeMap, fmt::Debug};

/// Things by id, and how each may be found.
pub(crate) struct Ledger<T> {
    entries: BTreeMap<String, Entry<T>>,
}

/// A thing is `None` where there is none.
struct Entry<T> {
    acknowledged: Option<T>,
    under_way: Option<Option<T>>,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new() }
    }
}

impl<T: Clone + Debug + PartialEq> Ledger<T> {
    /// A write begins that will leave this thing so.
    pub(crate) fn begin(&mut self, id: &str, after: Option<T>) {
        let entry =
            self.entries.entry(id.to_owned()).or_insert(Entry { acknowledged: None, under_way: None });
        entry.under_way = Some(after);
    }

    /// The write under way was acknowledged.
    pub(crate) fn acknowledge(&mut self, id: &str) {
        let entry = self.entries.get_mut(id).unwrap();
        entry.acknowledged = entry.under_way.take().unwrap();
    }

    /// The thing as it was acknowledged last.
    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.entries.get(id)?.acknowledged.as_ref()
    }

    /// Takes in another's entries: no two writers write the same thing.
    pub(crate) fn merge(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Makes sure that what is found is what may be found. From then on, that is what there is.
    pub(crate) fn settle(&mut self, found: &BTreeMap<String, T>) {
        for id in found.keys() {
            assert!(self.entries.contains_key(id), "{id} was never made, and is there: {:?}", found[id]);
        }
        for (id, entry) in &mut self.entries {
            let found = found.get(id).cloned();
            let finished = entry.under_way.take().is_some_and(|after| after == found);
            assert!(
                finished || found == entry.acknowledged,
                "{id} was acknowledged as {:?} and found as {found:?}",
                entry.acknowledged
            );
            entry.acknowledged = found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(things: &[(&str, i32)]) -> BTreeMap<String, i32> {
        things.iter().map(|(id, thing)| ((*id).to_owned(), *thing)).collect()
    }

    fn settles(found: &BTreeMap<String, i32>) -> bool {
        let mut ledger = Ledger::default();
        ledger.begin("kept", Some(1));
        ledger.acknowledge("kept");
        ledger.begin("changing", Some(1));
        ledger.acknowledge("changing");
        ledger.begin("changing", Some(2));
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ledger.settle(found))).is_ok()
    }

    #[test]
    fn a_ledger_takes_either_end_of_a_write_under_way_and_nothing_else() {
        assert!(settles(&found(&[("kept", 1), ("changing", 1)])));
        assert!(settles(&found(&[("kept", 1), ("changing", 2)])));
        assert!(!settles(&found(&[("changing", 1)])), "lost");
        assert!(!settles(&found(&[("kept", 2), ("changing", 1)])), "changed");
        assert!(!settles(&found(&[("kept", 1), ("changing", 3)])), "by halves");
        assert!(!settles(&found(&[("kept", 1), ("changing", 1), ("new", 1)])), "from nowhere");
    }
}
