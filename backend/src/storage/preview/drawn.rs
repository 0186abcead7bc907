//! Previews that were drawn, kept in memory for whoever asks next. Pure state with a ceiling: what was not asked for
//! the longest time goes first. Who may see a file is asked before this is.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;

use super::look::Look;

/// All that is kept, in bytes of pictures.
const MOST: usize = 32 * 1024 * 1024;

type Key = (String, Look);

#[derive(Default)]
pub(crate) struct Drawn(Mutex<State>);

#[derive(Default)]
struct State {
    /// Each picture, and when it was asked for last.
    pictures: HashMap<Key, (Bytes, u64)>,
    by_use: BTreeMap<u64, Key>,
    /// Counts uses.
    clock: u64,
    size: usize,
}

impl Drawn {
    /// The preview of this blob with this look, if it is kept.
    pub(super) fn find(&self, blob: &str, look: &Look) -> Option<Bytes> {
        let key = (blob.to_owned(), look.clone());
        let mut state = self.lock();
        let picture = state.take(&key)?;
        state.put(key, picture.clone());
        Some(picture)
    }

    /// Keeps it, and lets go of what there is no more room for.
    pub(super) fn keep(&self, blob: String, look: Look, picture: Bytes) {
        let mut state = self.lock();
        let key = (blob, look);
        state.take(&key);
        if picture.len() <= MOST {
            state.put(key, picture);
        }
        while state.size > MOST
            && let Some((_, oldest)) = state.by_use.pop_first()
        {
            state.take(&oldest);
        }
    }

    /// Lets go of every preview of these blobs: what is deleted is to be gone. One that is being drawn meanwhile
    /// stays until its turn comes; nobody is shown it, for it is of a file that is not there.
    pub(in crate::storage) fn forget(&self, blobs: &[String]) {
        let mut state = self.lock();
        let gone: Vec<Key> =
            state.pictures.keys().filter(|(blob, _)| blobs.contains(blob)).cloned().collect();
        gone.iter().for_each(|key| drop(state.take(key)));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, key: &Key) -> Option<Bytes> {
        let (picture, used) = self.pictures.remove(key)?;
        self.by_use.remove(&used);
        self.size -= picture.len();
        Some(picture)
    }

    fn put(&mut self, key: Key, picture: Bytes) {
        self.clock += 1;
        self.size += picture.len();
        self.by_use.insert(self.clock, key.clone());
        self.pictures.insert(key, (picture, self.clock));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn look() -> Look {
        Look::read(&Params::default()).unwrap()
    }

    fn keep(drawn: &Drawn, blob: &str, size: usize) {
        drawn.keep(blob.to_owned(), look(), vec![0; size].into());
    }

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let drawn = Drawn::default();
        keep(&drawn, "cat", MOST / 2);
        keep(&drawn, "dog", MOST / 2);
        assert!(drawn.find("cat", &look()).is_some());
        keep(&drawn, "bird", MOST / 2);
        assert!(drawn.find("dog", &look()).is_none(), "cat was asked for after dog");
        assert!(drawn.find("cat", &look()).is_some() && drawn.find("bird", &look()).is_some());
        keep(&drawn, "whale", MOST + 1);
        assert!(drawn.find("whale", &look()).is_none() && drawn.find("cat", &look()).is_some());
    }

    #[test]
    fn what_is_forgotten_is_gone_in_every_look() {
        let drawn = Drawn::default();
        keep(&drawn, "cat", 10);
        drawn.keep("cat".into(), Look { width: 7, ..look() }, vec![0; 10].into());
        keep(&drawn, "dog", 10);
        drawn.forget(&["cat".into()]);
        assert!(drawn.find("cat", &look()).is_none() && drawn.find("dog", &look()).is_some());
        let state = drawn.lock();
        assert_eq!((state.size, state.pictures.len(), state.by_use.len()), (10, 1, 1));
    }

    proptest::proptest! {
        #[test]
        fn what_is_kept_is_what_is_counted(steps in proptest::collection::vec((0u8..9, 0usize..MOST / 2), 1..60)) {
            let drawn = Drawn::default();
            for (blob, size) in steps {
                if drawn.find(&blob.to_string(), &look()).is_none() {
                    keep(&drawn, &blob.to_string(), size);
                }
                let state = drawn.lock();
                let sum: usize = state.pictures.values().map(|(picture, _)| picture.len()).sum();
                proptest::prop_assert_eq!(sum, state.size);
                proptest::prop_assert!(sum <= MOST);
                proptest::prop_assert_eq!(state.pictures.len(), state.by_use.len());
            }
        }
    }
}
