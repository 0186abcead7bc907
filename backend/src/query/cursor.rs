//! Pages by cursor: the rows after (or before) one row in the order asked for, found by its values, not by counting.

use rusqlite::types::Value as Sql;

use super::{Column, Direction};

/// The condition that a row stands past the row with this id. Each order column decides where all before it tie.
pub(super) fn compile(
    id: &str,
    orders: &[(Column, Direction)],
    before: bool,
    table: &str,
) -> (String, Vec<Sql>) {
    let mut alternatives = vec![];
    let mut arguments = vec![];
    for (at, (column, direction)) in orders.iter().enumerate() {
        let of_cursor = |column: &Column| format!("(SELECT {} FROM {table} WHERE id = ?)", column.sql);
        let mut parts = vec![];
        for (earlier, _) in &orders[..at] {
            parts.push(format!("{} IS {}", earlier.sql, of_cursor(earlier)));
            arguments.push(Sql::Text(id.to_owned()));
        }
        let sign = if direction.turned(before) == Direction::Ascending { ">" } else { "<" };
        parts.push(format!("{} {sign} {}", column.sql, of_cursor(column)));
        arguments.push(Sql::Text(id.to_owned()));
        alternatives.push(format!("({})", parts.join(" AND ")));
    }
    (format!("({})", alternatives.join(" OR ")), arguments)
}
