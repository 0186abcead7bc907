//! `appwrite.config.json`, Appwrite's own format, as types. Unknown members are the tool's business and are skipped.

use appwrite::{Id, Permission, Role};
use serde::Deserialize;
use serde_json::Value;

/// What one project deploys.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    pub project_id: Id,
    #[serde(default)]
    pub project_name: String,
    #[serde(default, rename = "tablesDB")]
    pub databases: Vec<DatabaseSpec>,
    #[serde(default)]
    pub tables: Vec<TableSpec>,
    #[serde(default)]
    pub buckets: Vec<BucketSpec>,
    #[serde(default)]
    pub functions: Vec<FunctionSpec>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct DatabaseSpec {
    #[serde(rename = "$id")]
    pub id: Id,
    pub name: String,
    #[serde(default = "yes")]
    pub enabled: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableSpec {
    #[serde(rename = "$id")]
    pub id: Id,
    pub database_id: Id,
    pub name: String,
    #[serde(default = "yes")]
    pub enabled: bool,
    #[serde(default)]
    pub row_security: bool,
    #[serde(default, rename = "$permissions")]
    pub permissions: Vec<Permission>,
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    #[serde(default)]
    pub indexes: Vec<IndexSpec>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ColumnSpec {
    pub key: String,
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// Characters, for the kinds that have a length.
    #[serde(default)]
    pub size: Option<u32>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub array: bool,
    #[serde(default)]
    pub default: Value,
    /// Narrows a string: `email`, `url`, `ip` or `enum`; empty for none.
    #[serde(default)]
    pub format: Option<String>,
    #[serde(default)]
    pub elements: Vec<String>,
    #[serde(default)]
    pub min: Option<f64>,
    #[serde(default)]
    pub max: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    String,
    Varchar,
    Text,
    MediumText,
    LongText,
    Integer,
    BigInt,
    #[serde(alias = "float")]
    Double,
    Boolean,
    Datetime,
}

impl ColumnKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Varchar => "varchar",
            Self::Text => "text",
            Self::MediumText => "mediumtext",
            Self::LongText => "longtext",
            Self::Integer => "integer",
            Self::BigInt => "bigint",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Datetime => "datetime",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IndexSpec {
    pub key: String,
    #[serde(rename = "type")]
    pub kind: IndexKind,
    #[serde(alias = "attributes")]
    pub columns: Vec<String>,
    #[serde(default)]
    pub orders: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexKind {
    Key,
    Unique,
    Fulltext,
}

impl IndexKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Unique => "unique",
            Self::Fulltext => "fulltext",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BucketSpec {
    #[serde(rename = "$id")]
    pub id: Id,
    pub name: String,
    #[serde(default = "yes")]
    pub enabled: bool,
    #[serde(default)]
    pub file_security: bool,
    #[serde(default, rename = "$permissions")]
    pub permissions: Vec<Permission>,
    /// Bytes.
    #[serde(default = "largest_file")]
    pub maximum_file_size: u64,
    /// Lower case, without the dot. Empty allows all.
    #[serde(default)]
    pub allowed_file_extensions: Vec<String>,
    #[serde(default = "yes")]
    pub encryption: bool,
    #[serde(default = "yes")]
    pub antivirus: bool,
    #[serde(default = "yes")]
    pub transformations: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct FunctionSpec {
    #[serde(rename = "$id")]
    pub id: Id,
    pub name: String,
    #[serde(default)]
    pub runtime: String,
    #[serde(default)]
    pub entrypoint: String,
    #[serde(default, deserialize_with = "roles")]
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
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// The text is not a deployment.
#[derive(Debug, thiserror::Error)]
#[error("appwrite.config.json: {0}")]
pub struct InvalidDeployment(#[from] serde_json::Error);

impl Deployment {
    pub fn parse(text: &str) -> Result<Self, InvalidDeployment> {
        Ok(serde_json::from_str(text)?)
    }
}

fn yes() -> bool {
    true
}

fn fifteen() -> u32 {
    15
}

fn largest_file() -> u64 {
    30_000_000
}

fn roles<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Role>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
}
