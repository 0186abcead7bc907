//! What a column may be, whoever asks for it.

use crate::{
    config::{ColumnKind, ColumnSpec},
    error::{Error, Kind, Result},
    tables::{definition::Table, row},
};

/// The widest all columns together may be, in bytes, as upstream counts them.
pub(crate) const WIDEST: u64 = 65_535;
/// The most columns of one table.
const MOST: usize = 1000;
/// What upstream counts for what every row has.
const BASE: u64 = 1_067;

/// Refuses a column that could not work. Errors: `column_default_unsupported`, `column_value_invalid`,
/// `general_argument_invalid`.
pub(crate) fn check(spec: &ColumnSpec) -> Result<()> {
    if spec.encrypt == Some(true) {
        return Err(Error::param("encrypt", "Encrypted columns are not available on this backend."));
    }
    if let Some(format) = spec.format.as_deref().filter(|format| !format.is_empty())
        && row::structure::Format::of(spec).is_none()
        && !(spec.kind == ColumnKind::Datetime && format == "datetime")
    {
        return Err(Error::param("format", "Value must be one of (email, url, ip, enum)"));
    }
    let longest = match spec.kind {
        ColumnKind::Varchar => 16_381,
        ColumnKind::String => 1_073_741_823,
        _ => u32::MAX,
    };
    let sized =
        matches!(spec.kind, ColumnKind::Varchar) || (spec.kind == ColumnKind::String && !is_formatted(spec));
    if sized && !spec.size.is_some_and(|size| (1..=longest).contains(&size)) {
        return Err(Error::param("size", format!("Value must be a valid range between 1 and {longest}")));
    }
    let is_enum = spec.format.as_deref() == Some("enum");
    if is_enum && (spec.elements.is_empty() || spec.elements.len() > 100) {
        return Err(Error::param("elements", "Value must be an array of 1 to 100 strings."));
    }
    if spec.elements.iter().any(|element| element.is_empty() || element.chars().count() > 255) {
        return Err(Error::param("elements", "Each element must be a string of 1 to 255 chars."));
    }
    if let (Some(min), Some(max)) = (&spec.min, &spec.max)
        && row::structure::compare(&min.clone().into(), max).is_gt()
    {
        return Err(Error::new(Kind::ColumnValueInvalid, "Minimum value must be lesser than maximum value"));
    }
    if spec.default.is_null() {
        return Ok(());
    }
    if spec.required || spec.array {
        return Err(Kind::ColumnDefaultUnsupported.into());
    }
    row::structure::fit(spec, &spec.default)
        .map(drop)
        .map_err(|misfit| Error::new(Kind::ColumnValueInvalid, misfit.rule()))
}

/// Whether the table has room for one more of these. Errors: `column_limit_exceeded`.
pub(crate) fn check_room(table: &Table, spec: &ColumnSpec) -> Result<()> {
    if table.columns.len() >= MOST || width(table) + width_of(spec) > WIDEST {
        return Err(Kind::ColumnLimitExceeded.into());
    }
    Ok(())
}

/// Whether the table has room for one of its columns in another size. Errors: `column_limit_exceeded`.
pub(crate) fn check_growth(table: &Table, before: &ColumnSpec, after: &ColumnSpec) -> Result<()> {
    if width_of(after) > width_of(before) && width(table) - width_of(before) + width_of(after) > WIDEST {
        return Err(Kind::ColumnLimitExceeded.into());
    }
    Ok(())
}

/// How wide the table's columns are together, in bytes, as upstream counts them.
pub(crate) fn width(table: &Table) -> u64 {
    BASE + table.columns.iter().map(|column| width_of(&column.spec)).sum::<u64>()
}

fn width_of(spec: &ColumnSpec) -> u64 {
    const POINTER: u64 = 20;
    match spec.kind {
        _ if spec.array => POINTER,
        ColumnKind::String | ColumnKind::Varchar => match u64::from(spec.longest()) {
            // Longer text stands outside the row.
            size if size > 16_383 => POINTER,
            size if size > 255 => size * 4 + 2,
            size => size * 4 + 1,
        },
        ColumnKind::Text | ColumnKind::MediumText | ColumnKind::LongText => POINTER,
        ColumnKind::Integer | ColumnKind::BigInt | ColumnKind::Double => 8,
        ColumnKind::Boolean => 1,
        ColumnKind::Datetime => 7,
    }
}

fn is_formatted(spec: &ColumnSpec) -> bool {
    row::structure::Format::of(spec).is_some()
}
