//! Pages by cursor: the rows after (or before) one row in the order asked for, found by its values, not by counting.

use appwrite::wire::{Method, Query};
use rusqlite::{Connection, OptionalExtension, types::Value as Sql};
use serde_json::Value;

use super::{
    Schema,
    order::{Direction, Order},
};
use crate::{
    error::{Error, Kind, Result},
    params::QueryFamily,
};

/// The row a page begins after, or ends before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cursor {
    id: String,
    before: bool,
}

/// A condition and its arguments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Condition {
    pub(super) text: String,
    pub(super) arguments: Vec<Sql>,
}

impl Cursor {
    pub(super) fn compile(query: &Query, orders: &[Order], family: QueryFamily) -> Result<Self> {
        if orders.iter().any(Order::is_random) {
            return Err(family.error("Invalid query: a random order has no cursors"));
        }
        let id = query.values.first().and_then(Value::as_str);
        let id = id.ok_or_else(|| family.error("Invalid query: Syntax error"))?.to_owned();
        Ok(Self { id, before: query.method == Method::CursorBefore })
    }

    /// What holds for the rows past this one. Errors: `general_cursor_not_found`, and `database_query_order_null`
    /// when it has no value by which rows are ordered.
    pub(super) fn locate(
        &self,
        conn: &Connection,
        schema: &dyn Schema,
        orders: &[Order],
    ) -> Result<Condition> {
        let columns: Vec<&str> = orders.iter().map(|order| order.column.sql.as_str()).collect();
        let within =
            schema.within().map(|(column, number)| format!(" AND {column} = {number}")).unwrap_or_default();
        let sql = format!("SELECT {} FROM {} WHERE id = ?1{within}", columns.join(", "), schema.table());
        let values = conn
            .prepare_cached(&sql)?
            .query_row([&self.id], |row| (0..columns.len()).map(|at| row.get(at)).collect())
            .optional()?;
        let values: Vec<Sql> = values.ok_or_else(|| {
            Error::new(Kind::CursorNotFound, format!("Cursor '{}' could not be found.", self.id))
        })?;
        if values.contains(&Sql::Null) {
            return Err(Kind::QueryOrderNull.into());
        }
        Ok(past(orders, &values, self.before))
    }
}

/// The rows past these values: past the first of them, or level with it and past the rest.
fn past(orders: &[Order], values: &[Sql], before: bool) -> Condition {
    let mut condition = Condition::default();
    // From the last column, before which all are level, outwards.
    for (order, value) in orders.iter().zip(values).rev() {
        let column = &order.column.sql;
        let inner = std::mem::take(&mut condition);
        // Nothing is less than no value, so those without one stand at the end of a descending order.
        let (sign, or_none) = match order.direction.turned(before) {
            Direction::Ascending => (">", String::new()),
            Direction::Descending if order.column.nullable => ("<", format!(" OR {column} IS NULL")),
            Direction::Descending => ("<", String::new()),
        };
        condition = if inner.text.is_empty() {
            Condition { text: format!("({column} {sign} ?{or_none})"), arguments: vec![value.clone()] }
        } else {
            // The first comparison says nothing new, but an index can begin with it.
            let text =
                format!("(({column} {sign}= ?{or_none}) AND ({column} {sign} ?{or_none} OR {}))", inner.text);
            let mut arguments = vec![value.clone(), value.clone()];
            arguments.extend(inner.arguments);
            Condition { text, arguments }
        };
    }
    condition
}
