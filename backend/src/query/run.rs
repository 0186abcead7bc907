//! A plan as one SQL statement, and what it finds.

use rusqlite::{Connection, types::Value as Sql};

use super::{DEFAULT_LIMIT, Plan, Schema, cursor::Condition};
use crate::error::Result;

/// Totals are counted this far.
const MOST_COUNTED: i64 = 5000;

/// SQL with an argument for each `?`.
pub(super) struct Statement {
    pub(super) text: String,
    pub(super) arguments: Vec<Sql>,
}

impl Plan {
    /// Runs the list: rows in the order asked for, and the total if it is wanted (else 0).
    pub(crate) fn run<T>(
        &self,
        conn: &Connection,
        columns: &str,
        schema: &dyn Schema,
        total: bool,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<(Vec<T>, i64)> {
        let past = match &self.cursor {
            Some(cursor) => Some(cursor.locate(conn, schema, &self.orders)?),
            None => None,
        };
        let list = self.statement(columns, schema, past);
        let mut statement = conn.prepare_cached(&list.text)?;
        let rows = statement.query_map(rusqlite::params_from_iter(list.arguments), read)?;
        let mut rows = rows.collect::<rusqlite::Result<Vec<T>>>()?;
        if self.reversed {
            rows.reverse();
        }
        if !total {
            return Ok((rows, 0));
        }
        let count = self.count(schema);
        let arguments = rusqlite::params_from_iter(count.arguments);
        let total = conn.prepare_cached(&count.text)?.query_row(arguments, |row| row.get(0))?;
        Ok((rows, total))
    }

    /// The list itself, from past the cursor on.
    pub(super) fn statement(&self, columns: &str, schema: &dyn Schema, past: Option<Condition>) -> Statement {
        let mut conditions = self.conditions.clone();
        let mut arguments = self.arguments.clone();
        if let Some(past) = past {
            conditions.push(past.text);
            arguments.extend(past.arguments);
        }
        let orders: Vec<String> = self.orders.iter().map(|order| order.sql(self.reversed)).collect();
        // The sign keeps SQLite from reading the whole table only because it lies in that order.
        let sign = if self.ranged { "+" } else { "" };
        let text = format!(
            "SELECT {columns} FROM {}{} ORDER BY {sign}{} LIMIT {} OFFSET {}",
            schema.table(),
            all(&conditions),
            orders.join(", "),
            self.limit.unwrap_or(DEFAULT_LIMIT),
            self.offset
        );
        Statement { text, arguments }
    }

    /// How many there are: cursors and windows do not change a total.
    fn count(&self, schema: &dyn Schema) -> Statement {
        let text = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {}{} LIMIT {MOST_COUNTED})",
            schema.table(),
            all(&self.conditions)
        );
        Statement { text, arguments: self.arguments.clone() }
    }

    /// How SQLite would go about it, a line a step: the list, or the count.
    #[cfg(test)]
    pub(crate) fn explain(&self, conn: &Connection, schema: &dyn Schema) -> [Vec<String>; 2] {
        let past = self.cursor.as_ref().map(|cursor| cursor.locate(conn, schema, &self.orders).unwrap());
        [self.statement("*", schema, past), self.count(schema)].map(|Statement { text, arguments }| {
            let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
            let steps = statement.query_map(rusqlite::params_from_iter(arguments), |row| row.get(3)).unwrap();
            steps.collect::<rusqlite::Result<_>>().unwrap()
        })
    }
}

fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
}
