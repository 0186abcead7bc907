//! Queries compiled to SQL. Every value is bound, never written into the text; every attribute is looked up in the
//! list's own [`Schema`], never passed through.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use crate::{
    error::{Error, Kind, Result},
    params::QueryFamily,
};

mod cursor;
mod filter;

/// Rows a list holds when no limit is asked for.
const DEFAULT_LIMIT: i64 = 25;
/// Totals are counted this far.
pub(crate) const MOST_COUNTED: i64 = 5000;

/// What may be asked about in one list.
pub(crate) trait Schema {
    fn family(&self) -> QueryFamily;
    /// The SQL table, whose `id` and `seq` columns give cursors and the default order.
    fn table(&self) -> &str;
    fn column(&self, attribute: &str) -> Option<Column>;
    /// Whether `select` may narrow what comes back.
    fn selectable(&self) -> bool {
        false
    }
}

/// One attribute as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// A column name, already quoted.
    pub(crate) sql: String,
    pub(crate) kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Integer,
    Real,
    Boolean,
    /// Milliseconds since 1970; dates on the wire.
    Moment,
    /// A JSON list.
    List,
    /// A JSON list of moments.
    MomentList,
    /// A row's number, which is text on the wire.
    Sequence,
}

impl Column {
    pub(crate) fn new(sql: impl Into<String>, kind: ColumnKind) -> Self {
        Self { sql: sql.into(), kind }
    }
}

/// A compiled list: a condition, an order and a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    conditions: Vec<String>,
    arguments: Vec<Sql>,
    cursor: Option<(String, Vec<Sql>)>,
    order: String,
    limit: i64,
    offset: i64,
    /// Rows come out of SQL in the opposite of the order asked for: a page before a cursor is read backwards.
    pub(crate) reversed: bool,
    /// The attributes to answer with; all, if none are named.
    pub(crate) select: Vec<String>,
}

impl Plan {
    pub(crate) fn compile(queries: &[Query], schema: &dyn Schema) -> Result<Self> {
        let family = schema.family();
        let mut plan = Self { limit: DEFAULT_LIMIT, ..Self::default() };
        let (mut limit, mut offset, mut cursor) = (None, None, None);
        let mut orders = vec![];
        for query in queries {
            match query.method {
                Method::Limit => limit = limit.or(Some(whole(query, 1, family)?)),
                Method::Offset => offset = offset.or(Some(whole(query, 0, family)?)),
                Method::CursorAfter | Method::CursorBefore => cursor = cursor.or(Some(query)),
                Method::OrderAsc | Method::OrderDesc => orders.push(order(query, schema)?),
                Method::OrderRandom => {
                    orders.push((Column::new("random()", ColumnKind::Integer), Direction::Ascending))
                }
                Method::Select if schema.selectable() => plan.select = selected(query, schema)?,
                Method::Select => return Err(family.error("Invalid query method: select")),
                _ => {
                    let condition = filter::compile(query, schema, &mut plan.arguments)?;
                    plan.conditions.push(condition);
                }
            }
        }
        plan.limit = limit.unwrap_or(DEFAULT_LIMIT);
        plan.offset = offset.unwrap_or(0);
        // Insertion order decides among equals, in the direction of a leading date.
        let tie = orders
            .first()
            .filter(|(column, _)| column.kind == ColumnKind::Moment)
            .map(|(_, direction)| *direction);
        orders.push((Column::new("seq", ColumnKind::Integer), tie.unwrap_or(Direction::Ascending)));
        if let Some(query) = cursor {
            plan.reversed = query.method == Method::CursorBefore;
            let id = query
                .values
                .first()
                .and_then(Value::as_str)
                .ok_or_else(|| family.error("Invalid query: Syntax error"))?;
            plan.cursor = Some(cursor::compile(id, &orders, plan.reversed, schema.table()));
        }
        let direction = |direction: Direction| direction.turned(plan.reversed).sql();
        plan.order = orders
            .iter()
            .map(|(column, d)| format!("{} {}", column.sql, direction(*d)))
            .collect::<Vec<_>>()
            .join(", ");
        Ok(plan)
    }

    /// Only rows for which this holds as well. Arguments are written `?` in the text.
    pub(crate) fn and(&mut self, condition: impl Into<String>, arguments: impl IntoIterator<Item = Sql>) {
        self.conditions.push(condition.into());
        self.arguments.extend(arguments);
    }

    /// `WHERE … ORDER BY … LIMIT … OFFSET …` with its arguments.
    pub(crate) fn tail(&self) -> (String, Vec<Sql>) {
        let mut conditions = self.conditions.clone();
        let mut arguments = self.arguments.clone();
        if let Some((condition, values)) = &self.cursor {
            conditions.push(condition.clone());
            arguments.extend(values.iter().cloned());
        }
        let text = format!(
            "{} ORDER BY {} LIMIT {} OFFSET {}",
            all(&conditions),
            self.order,
            self.limit,
            self.offset
        );
        (text, arguments)
    }

    /// `WHERE …` for counting: cursors and windows do not change a total.
    pub(crate) fn count_tail(&self) -> (String, Vec<Sql>) {
        (all(&self.conditions), self.arguments.clone())
    }

    /// Runs the list: rows in the order asked for, and the total if it is wanted (else 0).
    pub(crate) fn run<T>(
        &self,
        conn: &rusqlite::Connection,
        columns: &str,
        schema: &dyn Schema,
        total: bool,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<(Vec<T>, i64)> {
        let table = schema.table();
        if let Some((_, values)) = &self.cursor
            && let Some(Sql::Text(id)) = values.first()
        {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)");
            let known: bool = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
            if !known {
                let message = format!("Cursor '{id}' could not be found.");
                return Err(Error::new(Kind::CursorNotFound, message));
            }
        }
        let (tail, arguments) = self.tail();
        let mut statement = conn.prepare_cached(&format!("SELECT {columns} FROM {table} {tail}"))?;
        let rows = statement.query_map(rusqlite::params_from_iter(arguments), read)?;
        let mut rows = rows.collect::<rusqlite::Result<Vec<T>>>()?;
        if self.reversed {
            rows.reverse();
        }
        if !total {
            return Ok((rows, 0));
        }
        let (tail, arguments) = self.count_tail();
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} {tail} LIMIT {MOST_COUNTED})");
        let count =
            conn.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(arguments), |row| row.get(0))?;
        Ok((rows, count))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    fn turned(self, turn: bool) -> Self {
        match (self, turn) {
            (Self::Ascending, true) => Self::Descending,
            (Self::Descending, true) => Self::Ascending,
            (same, false) => same,
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        }
    }
}

fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) }
}

fn whole(query: &Query, least: i64, family: QueryFamily) -> Result<i64> {
    let number = query.values.first().and_then(Value::as_i64).filter(|number| *number >= least);
    number.ok_or_else(|| {
        family
            .error(format!("Invalid {}: Value must be a valid range of at least {least}", name(query.method)))
    })
}

fn name(method: Method) -> String {
    serde_json::to_value(method).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn order(query: &Query, schema: &dyn Schema) -> Result<(Column, Direction)> {
    let direction =
        if query.method == Method::OrderAsc { Direction::Ascending } else { Direction::Descending };
    match query.attribute.as_deref() {
        None | Some("") => Ok((Column::new("seq", ColumnKind::Integer), direction)),
        Some(attribute) => Ok((filter::column(attribute, schema)?, direction)),
    }
}

fn selected(query: &Query, schema: &dyn Schema) -> Result<Vec<String>> {
    let names: Vec<String> =
        query.values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect();
    for name in &names {
        if name != "*" && !name.starts_with('$') && schema.column(name).is_none() {
            return Err(schema.family().error(format!("Invalid query: Cannot select attributes: {name}")));
        }
    }
    Ok(if names.iter().any(|name| name == "*") { vec![] } else { names })
}

#[cfg(test)]
mod tests;
