//! What requests about tables carry.

use serde::de::DeserializeOwned;

use super::store::Settings;
use crate::{
    access::{Grants, Thing},
    error::{Error, Result},
    params::{Name, Params},
    tables::family::Family,
};

/// The settings a request names; what it leaves out is as in `before`, or as a new table has it.
pub(super) fn settings(params: &Params, family: Family, before: Option<Settings>) -> Result<Settings> {
    let name: Option<Name> = params.get("name")?;
    let permissions = params
        .raw("permissions")
        .map(|given| Grants::parse(given, Thing::Container).map_err(|rule| Error::param("permissions", rule)))
        .transpose()?;
    let before = match before {
        Some(before) => before,
        None => Settings {
            name: params.need::<Name>("name")?.0,
            enabled: true,
            row_security: false,
            permissions: Grants::default(),
        },
    };
    Ok(Settings {
        name: name.map_or(before.name, |Name(name)| name),
        enabled: params.or("enabled", before.enabled)?,
        row_security: params.or(family.word("rowSecurity"), before.row_security)?,
        permissions: permissions.unwrap_or(before.permissions),
    })
}

/// Columns or indexes that are made together with their table.
pub(super) fn parts<T: DeserializeOwned>(params: &Params, name: &str) -> Result<Vec<T>> {
    let Some(given) = params.raw(name) else {
        return Ok(vec![]);
    };
    serde_json::from_value(given.clone()).map_err(|cause| Error::param(name, cause))
}
