//! What requests about columns carry: which parameters there are depends on the type in the address.

use appwrite::Id;
use serde_json::{Number, Value};

use crate::{
    config::{ColumnKind, ColumnSpec},
    error::{Error, Kind, Result},
    params::Params,
};

/// A type as addresses name it: a kind, and for narrowed text its format.
pub(super) struct Type {
    pub(super) kind: ColumnKind,
    pub(super) format: Option<&'static str>,
}

impl Type {
    /// Errors: `general_route_not_found` for what is no type.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let (kind, format) = match text {
            "string" => (ColumnKind::String, None),
            "varchar" => (ColumnKind::Varchar, None),
            "text" => (ColumnKind::Text, None),
            "mediumtext" => (ColumnKind::MediumText, None),
            "longtext" => (ColumnKind::LongText, None),
            "integer" => (ColumnKind::Integer, None),
            "bigint" => (ColumnKind::BigInt, None),
            "float" => (ColumnKind::Double, None),
            "boolean" => (ColumnKind::Boolean, None),
            "datetime" => (ColumnKind::Datetime, None),
            "email" => (ColumnKind::String, Some("email")),
            "url" => (ColumnKind::String, Some("url")),
            "ip" => (ColumnKind::String, Some("ip")),
            "enum" => (ColumnKind::String, Some("enum")),
            _ => return Err(Kind::RouteNotFound.into()),
        };
        Ok(Self { kind, format })
    }

    fn is_whole(&self) -> bool {
        matches!(self.kind, ColumnKind::Integer | ColumnKind::BigInt)
    }

    /// The new column a request describes.
    pub(super) fn read(&self, params: &Params) -> Result<ColumnSpec> {
        let spec = ColumnSpec {
            key: params.need::<Id>("key")?,
            kind: self.kind,
            size: self.size(params)?,
            required: params.need("required")?,
            array: params.or("array", false)?,
            default: params.raw("default").cloned().unwrap_or_default(),
            format: self.format.map(str::to_owned),
            elements: params.or("elements", vec![])?,
            min: self.bound(params, "min")?,
            max: self.bound(params, "max")?,
            encrypt: params.get("encrypt")?,
        };
        if matches!(self.kind, ColumnKind::String | ColumnKind::Varchar) && self.format.is_none() {
            params.need::<i64>("size")?;
        }
        Ok(spec)
    }

    /// The column as a request changes it. What it leaves out stays, but for `required` and `default`, which it
    /// must name.
    pub(super) fn change(&self, params: &Params, before: &ColumnSpec) -> Result<ColumnSpec> {
        if before.kind != self.kind || before.format.as_deref() != self.format {
            return Err(Kind::ColumnTypeInvalid.into());
        }
        if !params.0.contains_key("default") {
            return Err(Error::new(Kind::ArgumentInvalid, "Param \"default\" is not optional."));
        }
        Ok(ColumnSpec {
            key: params.or("newKey", before.key.clone())?,
            size: self.size(params)?.or(before.size),
            required: params.need("required")?,
            default: params.raw("default").cloned().unwrap_or(Value::Null),
            elements: params.or("elements", before.elements.clone())?,
            min: self.bound(params, "min")?.or_else(|| before.min.clone()),
            max: self.bound(params, "max")?.or_else(|| before.max.clone()),
            ..before.clone()
        })
    }

    fn size(&self, params: &Params) -> Result<Option<u32>> {
        let size: Option<i64> = params.get("size")?;
        size.map(|size| {
            u32::try_from(size).map_err(|_| Error::param("size", "Value must be a valid positive integer."))
        })
        .transpose()
    }

    fn bound(&self, params: &Params, name: &str) -> Result<Option<Number>> {
        if self.is_whole() { Ok(params.get::<i64>(name)?.map(Number::from)) } else { params.get(name) }
    }
}
