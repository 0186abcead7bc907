//! The deployment's functions: defined as described at every start, whatever keys have changed meanwhile. What the
//! description does not name is left alone.

use super::store;
use crate::{
    Backend,
    error::{Kind, Result},
};

pub(crate) async fn provision(backend: &Backend) -> Result<()> {
    let (specs, now) = (backend.config.deployment.functions.clone(), backend.clock.now());
    backend
        .db
        .write(move |tx| {
            for spec in specs {
                match store::find(tx, &spec.id) {
                    Ok(found) if found.spec == spec => {}
                    Ok(_) => store::update(tx, &spec, now)?,
                    Err(error) if error.kind == Kind::FunctionNotFound => store::create(tx, &spec, now)?,
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
        .await
}
