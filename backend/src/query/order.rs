//! In which order a list comes: what was asked for, then insertion order, so that no two things tie.

use appwrite::wire::{Method, Query};

use super::{Column, ColumnKind, Schema, filter};
use crate::error::Result;

/// One column of an order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) column: Column,
    pub(super) direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

const RANDOM: &str = "random()";

impl Order {
    pub(super) fn compile(query: &Query, schema: &dyn Schema) -> Result<Self> {
        let direction =
            if query.method == Method::OrderDesc { Direction::Descending } else { Direction::Ascending };
        let column = match query.attribute.as_deref() {
            _ if query.method == Method::OrderRandom => Column::new(RANDOM, ColumnKind::Integer),
            None | Some("") => insertion(),
            Some(attribute) => filter::column(attribute, schema)?,
        };
        Ok(Self { column, direction })
    }

    pub(super) fn is_random(&self) -> bool {
        self.column.sql == RANDOM
    }

    pub(super) fn sql(&self, reversed: bool) -> String {
        format!("{} {}", self.column.sql, self.direction.turned(reversed).sql())
    }
}

/// Insertion order decides among equals, in the direction of a leading date of making or of change.
pub(super) fn complete(orders: &mut Vec<Order>) {
    // A schema may write an attribute that never varies as a number, which in ORDER BY would count columns.
    orders.retain(|order| order.column.sql.parse::<i64>().is_err());
    let leading = orders.first().filter(|order| matches!(order.column.sql.as_str(), "created" | "updated"));
    let direction = leading.map_or(Direction::Ascending, |order| order.direction);
    if let Some(at) = orders.iter().position(|order| order.column.sql == insertion().sql) {
        // Nothing ties there, so nothing after it decides.
        orders.truncate(at + 1);
    } else {
        orders.push(Order { column: insertion(), direction });
    }
}

fn insertion() -> Column {
    Column::always("seq", ColumnKind::Sequence)
}

impl Direction {
    pub(super) fn turned(self, turn: bool) -> Self {
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
