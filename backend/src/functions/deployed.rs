//! A function as it stands: what is defined of it, the values it is given, and the native handler it has here, if any.

use std::sync::Arc;

use appwrite::Id;
use rusqlite::Connection;

use super::{
    Function,
    definitions::store::{self, Definition},
    model::DEPLOYMENT,
    variables::{self, Variable},
};
use crate::{
    Backend,
    caller::Caller,
    error::{Kind, Result, VERSION},
};

#[derive(Clone)]
pub(super) struct Deployed {
    pub(super) definition: Definition,
    pub(super) variables: Vec<Variable>,
    handler: Option<Arc<dyn Function>>,
}

impl Deployed {
    /// The function, as far as this caller may know of it. Errors: `function_not_found`.
    pub(super) async fn find(backend: &Backend, id: &Id, caller: &Caller) -> Result<Self> {
        let found = Self::of_id(backend, id).await?;
        if !found.definition.spec.enabled && !caller.is_key() {
            return Err(Kind::FunctionNotFound.into());
        }
        Ok(found)
    }

    /// The function, for a run that nobody asks for now. Errors: `function_not_found`.
    pub(super) async fn of_id(backend: &Backend, id: &Id) -> Result<Self> {
        let (home, id) = (backend.clone(), id.clone());
        backend.db.read(move |conn| Self::of(&home, conn, store::find(conn, &id)?)).await
    }

    /// What belongs to a definition.
    pub(super) fn of(backend: &Backend, conn: &Connection, definition: Definition) -> Result<Self> {
        let variables = variables::store::of_function(conn, definition.seq)?;
        let handler = backend.functions.handler(&definition.spec.id);
        Ok(Self { definition, variables, handler })
    }

    /// What runs it. Errors: `deployment_not_found` for a function that has no handler in this process.
    pub(super) fn handler(&self) -> Result<&Arc<dyn Function>> {
        self.handler.as_ref().ok_or_else(|| Kind::DeploymentNotFound.into())
    }

    /// What a run finds in its environment: the function's own variables first, so that they are found first.
    pub(super) fn environment(&self, project: &Id) -> Vec<(String, String)> {
        let spec = &self.definition.spec;
        let (language, version) = spec.runtime.rsplit_once('-').unwrap_or((&spec.runtime, ""));
        let own = self.variables.iter().map(|variable| (variable.key.clone(), variable.value.clone()));
        let said = [
            ("ID", spec.id.as_str()),
            ("NAME", &spec.name),
            ("DEPLOYMENT", DEPLOYMENT),
            ("PROJECT_ID", project.as_str()),
            ("RUNTIME_NAME", language),
            ("RUNTIME_VERSION", version),
        ];
        let said = said.map(|(name, value)| (format!("APPWRITE_FUNCTION_{name}"), value.to_owned()));
        own.chain(said).chain([("APPWRITE_VERSION".to_owned(), VERSION.to_owned())]).collect()
    }

    /// Refuses a caller who holds none of the roles that may execute it.
    pub(super) fn check_execute(&self, caller: &Caller) -> Result<()> {
        let held = |role| caller.roles().contains(role);
        if caller.is_key() || self.definition.spec.execute.iter().any(held) {
            return Ok(());
        }
        Err(Kind::UserUnauthorized.into())
    }
}
