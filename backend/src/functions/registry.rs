//! The native handlers this process carries, by the id of the function they run. A handler whose id no definition
//! names is never called.

use std::{collections::HashMap, sync::Arc};

use appwrite::Id;
use tokio::sync::Notify;

use super::{
    Function,
    asker::Asker,
    running::{Place, Running},
};
use crate::{Config, error::Result};

pub(crate) struct Registry {
    handlers: HashMap<Id, Arc<dyn Function>>,
    /// Rung when what is to run by the clock may have changed.
    bell: Arc<Notify>,
    /// `None` while limits are switched off.
    running: Option<Arc<Running>>,
}

impl Registry {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            handlers: config.functions.iter().cloned().collect(),
            bell: Arc::default(),
            running: config.limits.then(Arc::default),
        }
    }

    /// A place for one more run of this caller. Errors: `general_rate_limit_exceeded`.
    pub(super) fn enter(&self, asker: &Asker) -> Result<Option<Place>> {
        self.running.as_ref().map_or(Ok(None), |running| running.enter(asker))
    }

    pub(super) fn handler(&self, id: &Id) -> Option<Arc<dyn Function>> {
        self.handlers.get(id).cloned()
    }

    /// The ids that have a handler, as a list in SQL: an id has no character that means anything there.
    pub(super) fn handled(&self) -> String {
        self.handlers.keys().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ")
    }

    /// Says that a function was defined, changed or removed.
    pub(super) fn definitions_changed(&self) {
        self.bell.notify_one();
    }

    /// Says that an execution was put off until later.
    pub(super) fn execution_delayed(&self) {
        self.bell.notify_one();
    }

    /// What rings on either.
    pub(super) fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }
}
