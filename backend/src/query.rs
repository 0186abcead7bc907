//! Queries compiled to SQL. Every value is bound, never written into the text; every attribute is looked up in the
//! list's own [`Schema`], never passed through.
//!
//! [`filter`] makes conditions, [`words`] those that a fulltext index answers, [`select`] narrows what comes back,
//! [`order`] an order without ties, [`cursor`] finds where a page begins, and [`run`] puts them together. [`listing`] is
//! what requests for lists of anything but rows have in common.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use crate::{error::Result, params::QueryFamily};

mod cursor;
mod filter;
mod likeness;
mod listing;
mod order;
mod run;
mod select;
mod words;

use cursor::Cursor;
pub(crate) use likeness::teach;
pub(crate) use listing::Listing;
use order::Order;
pub(crate) use select::Select;
pub(crate) use words::Words;

/// Rows a list holds when no limit is asked for.
const DEFAULT_LIMIT: i64 = 25;

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
    /// What all things of this list have in common, where their SQL table holds those of others too: a column and
    /// its number. Ids are then unique only within it.
    fn within(&self) -> Option<(&str, i64)> {
        None
    }
    /// Whether the rows with one value of this attribute are found without looking at others.
    fn indexed(&self, _attribute: &str) -> bool {
        false
    }
    /// Where the words of this attribute are indexed, if they are.
    fn words(&self, _attribute: &str) -> Option<Words> {
        None
    }
}

/// One attribute as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// A column name, already quoted.
    pub(crate) sql: String,
    pub(crate) kind: ColumnKind,
    /// Whether a row may have no value there.
    pub(crate) nullable: bool,
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
        Self { sql: sql.into(), kind, nullable: true }
    }

    /// A column in which every row has a value: pages in its order are found faster.
    pub(crate) fn always(sql: impl Into<String>, kind: ColumnKind) -> Self {
        Self { nullable: false, ..Self::new(sql, kind) }
    }
}

/// A compiled list: a condition, an order and a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    conditions: Vec<String>,
    arguments: Vec<Sql>,
    orders: Vec<Order>,
    cursor: Option<Cursor>,
    limit: Option<i64>,
    offset: i64,
    /// Rows come out of SQL in the opposite of the order asked for: a page before a cursor is read backwards.
    pub(crate) reversed: bool,
    /// The attributes to answer with.
    pub(crate) select: Select,
    /// Whether an index finds few rows that can fit, before anything else is asked of them.
    pub(crate) narrow: bool,
    /// Whether an index finds the rows that can fit, be they few or many.
    ranged: bool,
}

impl Plan {
    pub(crate) fn compile(queries: &[Query], schema: &dyn Schema) -> Result<Self> {
        let family = schema.family();
        let mut plan = Self::default();
        let (mut limit, mut offset, mut cursor) = (None, None, None);
        plan.conditions.extend(schema.within().map(|(column, number)| format!("{column} = {number}")));
        for query in queries {
            match query.method {
                Method::Limit => limit = limit.or(Some(whole(query, 1, family)?)),
                Method::Offset => offset = offset.or(Some(whole(query, 0, family)?)),
                Method::CursorAfter | Method::CursorBefore => cursor = cursor.or(Some(query)),
                Method::OrderAsc | Method::OrderDesc | Method::OrderRandom => {
                    plan.orders.push(Order::compile(query, schema)?);
                }
                Method::Select if schema.selectable() => plan.select.add(query, schema)?,
                Method::Select => return Err(family.error("Invalid query method: select")),
                _ => {
                    let condition = filter::compile(query, schema, &mut plan.arguments)?;
                    plan.conditions.push(condition);
                    plan.narrow |= filter::is_narrow(query, schema);
                    plan.ranged |= filter::is_range(query, schema);
                }
            }
        }
        plan.limit = limit;
        plan.offset = offset.unwrap_or(0);
        // Nobody who asks for a range and no order means to read everything that is not in it.
        plan.ranged &= plan.orders.is_empty() && !plan.narrow;
        order::complete(&mut plan.orders);
        if let Some(query) = cursor {
            plan.reversed = query.method == Method::CursorBefore;
            plan.cursor = Some(Cursor::compile(query, &plan.orders, family)?);
        }
        Ok(plan)
    }

    /// All rows, unless a limit is asked for.
    pub(crate) fn without_default_limit(mut self) -> Self {
        // What SQLite takes for no limit.
        self.limit.get_or_insert(-1);
        self
    }

    /// Only rows for which this holds as well. Arguments are written `?` in the text.
    pub(crate) fn and(&mut self, condition: impl Into<String>, arguments: impl IntoIterator<Item = Sql>) {
        self.conditions.push(condition.into());
        self.arguments.extend(arguments);
    }
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

#[cfg(test)]
mod tests;
