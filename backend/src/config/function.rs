//! One function of `appwrite.config.json`: everything about it but its code.

use appwrite::{Id, Role};
use serde::{Deserialize, Serialize};

/// One function. The backend keeps it in this form too.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionSpec {
    #[serde(rename = "$id")]
    pub id: Id,
    pub name: String,
    #[serde(default)]
    pub runtime: String,
    #[serde(default)]
    pub entrypoint: String,
    #[serde(default)]
    pub commands: String,
    /// Who may run it.
    #[serde(default, with = "roles")]
    pub execute: Vec<Role>,
    #[serde(default)]
    pub events: Vec<String>,
    /// Cron, five fields; empty for none.
    #[serde(default)]
    pub schedule: String,
    /// Seconds.
    #[serde(default = "fifteen")]
    pub timeout: u32,
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Whether what it writes down is kept.
    #[serde(default = "yes")]
    pub logging: bool,
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The size of the machine that builds it. Kept for its word alone, as the next one: nothing is built here, and
    /// native handlers share this process.
    #[serde(default = "smallest")]
    pub build_specification: String,
    #[serde(default = "smallest", alias = "specification")]
    pub runtime_specification: String,
    /// Days that old deployments are kept; 0 for ever.
    #[serde(default)]
    pub deployment_retention: u32,
}

impl FunctionSpec {
    /// A function of which nothing but this is known.
    pub(crate) fn new(id: Id, name: String, runtime: String) -> Self {
        Self {
            id,
            name,
            runtime,
            entrypoint: String::new(),
            commands: String::new(),
            execute: vec![],
            events: vec![],
            schedule: String::new(),
            timeout: fifteen(),
            enabled: true,
            logging: true,
            scopes: vec![],
            build_specification: smallest(),
            runtime_specification: smallest(),
            deployment_retention: 0,
        }
    }
}

fn yes() -> bool {
    true
}

fn fifteen() -> u32 {
    15
}

fn smallest() -> String {
    "s-1vcpu-512mb".into()
}

/// Roles are text on the wire.
mod roles {
    use appwrite::Role;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(roles: &[Role], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(roles.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Role>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}
