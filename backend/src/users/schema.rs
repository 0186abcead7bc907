//! What may be asked about in a list of people.

use crate::{
    params::QueryFamily,
    query::{Column, ColumnKind, Schema},
};

pub(super) struct Users;

impl Schema for Users {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "users"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$sequence" => ("seq", ColumnKind::Integer),
            "$createdAt" | "registration" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "name" => ("name", ColumnKind::Text),
            "email" => ("email", ColumnKind::Text),
            "phone" => ("phone", ColumnKind::Text),
            "status" => ("active", ColumnKind::Boolean),
            "passwordUpdate" => ("password_updated", ColumnKind::Moment),
            "emailVerification" => ("email_verified", ColumnKind::Boolean),
            "phoneVerification" => ("phone_verified", ColumnKind::Boolean),
            "labels" => ("labels", ColumnKind::List),
            "impersonator" => ("0", ColumnKind::Boolean),
            "accessedAt" => ("accessed", ColumnKind::Moment),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }
}
