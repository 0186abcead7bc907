//! `appwrite.config.json`, Appwrite's own format, as types. Unknown members are the tool's business and are skipped.

use appwrite::{Id, Permission};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::FunctionSpec;

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

/// One column. The backend keeps it in this form too.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ColumnSpec {
    pub key: Id,
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
    pub min: Option<Number>,
    #[serde(default)]
    pub max: Option<Number>,
    /// Whether it is to be kept encrypted, which this backend does not do for columns and refuses. What was not said
    /// stays unsaid: Appwrite's command line tool makes a column anew when its answer says more than its file.
    #[serde(default)]
    pub encrypt: Option<bool>,
}

impl ColumnSpec {
    /// The same column without what says nothing about its kind, so that equal columns are equal.
    #[must_use]
    pub fn normal(mut self) -> Self {
        let is_text = matches!(
            self.kind,
            ColumnKind::String
                | ColumnKind::Varchar
                | ColumnKind::Text
                | ColumnKind::MediumText
                | ColumnKind::LongText
        );
        let is_number = matches!(self.kind, ColumnKind::Integer | ColumnKind::BigInt | ColumnKind::Double);
        self.size = self.size.filter(|_| matches!(self.kind, ColumnKind::String | ColumnKind::Varchar));
        self.format = self.format.filter(|format| is_text && !format.is_empty());
        self.encrypt = self.encrypt.filter(|_| is_text && self.format.is_none());
        if self.format.as_deref() != Some("enum") {
            self.elements.clear();
        }
        if !is_number {
            (self.min, self.max) = (None, None);
        }
        self
    }

    /// The most characters a text may have here.
    pub fn longest(&self) -> u32 {
        match self.kind {
            ColumnKind::Text => 16_383,
            ColumnKind::MediumText => 4_194_303,
            ColumnKind::LongText => 1_073_741_823,
            _ => self.size.unwrap_or(match self.format.as_deref() {
                Some("email") => 254,
                Some("url") => 2000,
                Some("ip") => 39,
                Some("enum") => 255,
                _ => 1_073_741_823,
            }),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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

/// One index. The backend keeps it in this form too.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct IndexSpec {
    pub key: Id,
    #[serde(rename = "type")]
    pub kind: IndexKind,
    #[serde(alias = "attributes")]
    pub columns: Vec<String>,
    /// One for each column, or none at all.
    #[serde(default)]
    pub orders: Vec<Order>,
    /// How much of each column to index. Kept for its word alone: whole values are indexed.
    #[serde(default)]
    pub lengths: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Order {
    #[serde(alias = "asc")]
    Asc,
    #[serde(alias = "desc")]
    Desc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
    #[serde(default)]
    pub compression: Compression,
    #[serde(default = "yes")]
    pub encryption: bool,
    #[serde(default = "yes")]
    pub antivirus: bool,
    #[serde(default = "yes")]
    pub transformations: bool,
}

/// How a bucket's files are to be compressed. Kept for its word alone: files are stored as they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    #[default]
    None,
    Gzip,
    Zstd,
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

fn largest_file() -> u64 {
    30_000_000
}
