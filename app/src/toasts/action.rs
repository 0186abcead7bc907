use std::{fmt, sync::Arc};

/// A button on a toast. Two are the same when they are copies of one.
#[derive(Clone)]
pub struct Action {
    pub words: String,
    act: Arc<dyn Fn() + Send + Sync>,
}

impl Action {
    pub(super) fn new(words: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { words: words.into(), act: Arc::new(act) }
    }

    /// Does it.
    pub fn run(&self) {
        (self.act)();
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && Arc::ptr_eq(&self.act, &other.act)
    }
}

impl Eq for Action {}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({})", self.words)
    }
}
