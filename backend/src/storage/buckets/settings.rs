//! What a request says about a bucket. What it leaves out is as it was, or as a new bucket has it.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    access::{Grants, Thing},
    config::Compression,
    error::{Error, Result},
    params::{Name, Param, Params},
    storage::bucket::{LARGEST_FILE, Settings},
};

/// A new bucket's settings, under this name.
fn fresh(name: String) -> Settings {
    Settings {
        name,
        file_security: false,
        enabled: true,
        maximum_file_size: LARGEST_FILE,
        extensions: vec![],
        compression: Compression::None,
        encryption: true,
        antivirus: true,
        transformations: true,
    }
}

/// Reads the settings; `before` are those that hold now, for a bucket that there is.
pub(super) fn read(params: &Params, before: Option<Settings>) -> Result<Settings> {
    let Name(name) = params.need("name")?;
    let before = before.unwrap_or_else(|| fresh(String::new()));
    let size = i64::try_from(before.maximum_file_size).unwrap_or(i64::MAX);
    let size = u64::try_from(params.or("maximumFileSize", size)?).unwrap_or_default();
    if !(1..=LARGEST_FILE).contains(&size) {
        let rule = format!("Value must be a valid range between 1 and {LARGEST_FILE}.");
        return Err(Error::param("maximumFileSize", rule));
    }
    let mut extensions: Vec<String> = params.or("allowedFileExtensions", before.extensions)?;
    if extensions.len() > 100 || extensions.iter().any(|one| one.is_empty() || one.chars().count() > 64) {
        let rule = "At most 100 extensions of 1 to 64 characters.";
        return Err(Error::param("allowedFileExtensions", rule));
    }
    extensions.iter_mut().for_each(|extension| *extension = extension.to_lowercase());
    Ok(Settings {
        name,
        file_security: params.or("fileSecurity", before.file_security)?,
        enabled: params.or("enabled", before.enabled)?,
        maximum_file_size: size,
        extensions,
        compression: params.or("compression", before.compression)?,
        encryption: params.or("encryption", before.encryption)?,
        antivirus: params.or("antivirus", before.antivirus)?,
        transformations: params.or("transformations", before.transformations)?,
    })
}

/// The permissions that are named, if any are.
pub(super) fn permissions(params: &Params) -> Result<Option<Grants>> {
    let parse = |given: &Value| Grants::parse(given, Thing::Container);
    params
        .raw("permissions")
        .map(|given| parse(given).map_err(|rule| Error::param("permissions", rule)))
        .transpose()
}

impl Param for Compression {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        Self::deserialize(value).map_err(|_| "Value must be one of (none, gzip, zstd).".into())
    }
}
