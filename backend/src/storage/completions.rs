//! Uploads whose chunks are being put together just now: one at a time each, however often the last chunk is sent.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

/// Uploads by their rows. In memory, because what puts them together ends with the process.
#[derive(Clone, Default)]
pub(crate) struct Completions(Arc<Mutex<HashSet<i64>>>);

/// The right to complete one upload, until it is dropped.
pub(super) struct Claim {
    completions: Completions,
    upload: i64,
}

impl Completions {
    /// None while somebody else has it.
    pub(super) fn claim(&self, upload: i64) -> Option<Claim> {
        let is_free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(upload);
        is_free.then(|| Claim { completions: self.clone(), upload })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.completions.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.upload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_completed_by_one_at_a_time() {
        let completions = Completions::default();
        let first = completions.claim(1);
        assert!(first.is_some() && completions.claim(1).is_none() && completions.claim(2).is_some());
        drop(first);
        assert!(completions.claim(1).is_some());
    }
}
