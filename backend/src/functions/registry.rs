//! Which functions there are: what the deployment says of each, and the native handler it has here, if any.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use appwrite::Id;
use tokio::task::JoinHandle;

use super::Function;
use crate::{
    Config,
    caller::Caller,
    config::FunctionSpec,
    error::{Kind, Result},
};

pub(crate) struct Registry {
    functions: HashMap<Id, Arc<Deployed>>,
    /// Tasks that end with the backend.
    timers: Mutex<Vec<JoinHandle<()>>>,
}

/// One function of the deployment.
pub(super) struct Deployed {
    pub(super) spec: FunctionSpec,
    handler: Option<Arc<dyn Function>>,
}

impl Registry {
    /// Every function the deployment names. A handler whose id it does not name is never called.
    pub(crate) fn new(config: &Config) -> Self {
        let mut handlers: HashMap<_, _> = config.functions.iter().cloned().collect();
        let deployed = config.deployment.functions.iter().map(|spec| {
            let handler = handlers.remove(&spec.id);
            (spec.id.clone(), Arc::new(Deployed { spec: spec.clone(), handler }))
        });
        Self { functions: deployed.collect(), timers: Mutex::default() }
    }

    /// The function, as far as this caller may know of it. Errors: `function_not_found`.
    pub(super) fn find(&self, id: &Id, caller: &Caller) -> Result<&Arc<Deployed>> {
        let found = self.functions.get(id).filter(|function| function.spec.enabled || caller.is_key());
        found.ok_or_else(|| Kind::FunctionNotFound.into())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Deployed>> {
        self.functions.values()
    }

    /// Keeps a task for as long as the backend runs.
    pub(super) fn hold(&self, timer: JoinHandle<()>) {
        if let Ok(mut timers) = self.timers.lock() {
            timers.push(timer);
        }
    }

    /// Starts nothing more by the clock.
    pub(crate) fn stop(&self) {
        if let Ok(mut timers) = self.timers.lock() {
            timers.drain(..).for_each(|timer| timer.abort());
        }
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Deployed {
    /// What runs it. Errors: `deployment_not_found` for a function that has no handler in this process.
    pub(super) fn handler(&self) -> Result<&Arc<dyn Function>> {
        self.handler.as_ref().ok_or_else(|| Kind::DeploymentNotFound.into())
    }

    /// Refuses a caller who holds none of the roles that may execute it.
    pub(super) fn check_execute(&self, caller: &Caller) -> Result<()> {
        let held = |role| caller.roles().contains(role);
        if caller.is_key() || self.spec.execute.iter().any(held) {
            return Ok(());
        }
        Err(Kind::UserUnauthorized.into())
    }
}
