//! Brings the instance up to its deployment description: makes what is missing and changes what can be changed
//! without losing a row. What would lose data is refused by name, and nothing is changed then; what the description
//! does not mention is left alone.

use appwrite::Timestamp;
use rusqlite::Connection;

use crate::{
    Backend,
    config::Deployment,
    error::{Kind, Result},
    functions, storage,
    tables::Catalog,
};

mod table;

/// Errors: what cannot be carried out, in words that name it.
pub(crate) async fn provision(backend: &Backend) -> Result<()> {
    let home = backend.clone();
    let now = backend.clock.now();
    backend.db.write(move |tx| tables(tx, &home.catalog, &home.config.deployment, now)).await?;
    storage::provision(backend).await?;
    functions::provision(backend).await
}

/// Databases and their tables, as part of one write.
pub(crate) fn tables(
    tx: &Connection,
    catalog: &Catalog,
    deployment: &Deployment,
    now: Timestamp,
) -> Result<()> {
    use crate::tables::database::store;
    for spec in &deployment.databases {
        match store::find(tx, &spec.id) {
            Ok(found) if found.name == spec.name && found.enabled == spec.enabled => {}
            Ok(_) => drop(store::update(tx, &spec.id, &spec.name, spec.enabled, now)?),
            Err(error) if error.kind == Kind::DatabaseNotFound => {
                drop(store::create(tx, &spec.id, &spec.name, spec.enabled, now)?);
            }
            Err(error) => return Err(error),
        }
    }
    deployment.tables.iter().try_for_each(|spec| table::provision(tx, catalog, spec, now))
}

#[cfg(test)]
mod tests;
