//! Which functions there are: what the deployment says of each, and the native handler it has here, if any.

use std::{collections::HashMap, sync::Arc};

use appwrite::Id;

use super::Function;
use crate::{
    Config,
    caller::Caller,
    config::FunctionSpec,
    error::{Kind, Result},
};

pub(crate) struct Registry(HashMap<Id, Arc<Deployed>>);

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
        Self(deployed.collect())
    }

    /// The function, as far as this caller may know of it. Errors: `function_not_found`.
    pub(super) fn find(&self, id: &Id, caller: &Caller) -> Result<&Arc<Deployed>> {
        let found = self.0.get(id).filter(|function| function.spec.enabled || caller.is_key());
        found.ok_or_else(|| Kind::FunctionNotFound.into())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Deployed>> {
        self.0.values()
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
