//! What a request says about a variable.

use crate::{
    error::{Error, Result},
    params::Params,
};

const LONGEST_KEY: usize = 255;
const LONGEST_VALUE: usize = 8192;

/// Its name, if it is given.
pub(super) fn key(params: &Params) -> Result<Option<String>> {
    let key: Option<String> = params.get("key")?;
    if key.as_ref().is_some_and(|key| key.is_empty() || key.chars().count() > LONGEST_KEY) {
        let rule = format!(
            "Value must be a valid string and at least 1 chars and no longer than {LONGEST_KEY} chars."
        );
        return Err(Error::param("key", rule));
    }
    Ok(key)
}

/// Its value, if it is given.
pub(super) fn value(params: &Params) -> Result<Option<String>> {
    let value: Option<String> = params.get("value")?;
    if value.as_ref().is_some_and(|value| value.chars().count() > LONGEST_VALUE) {
        let rule = format!("Value must be a valid string and no longer than {LONGEST_VALUE} chars.");
        return Err(Error::param("value", rule));
    }
    Ok(value)
}
