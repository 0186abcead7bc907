//! Rows of one database's tables. `T` is the shape of a table's own columns.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{Client, Error, Result, query_params};
use crate::{
    transport::Verb,
    wire::{Id, Permission, Query, Row, RowList},
};

pub struct TablesDb<'a> {
    pub(super) client: &'a Client,
    pub(super) database: &'a str,
}

impl TablesDb<'_> {
    fn rows(&self, table: &str) -> String {
        format!("/tablesdb/{}/tables/{table}/rows", self.database)
    }

    fn row(&self, table: &str, id: &Id) -> String {
        format!("{}/{id}", self.rows(table))
    }

    /// The rows the caller may read.
    pub async fn list_rows<T: DeserializeOwned>(&self, table: &str, queries: &[Query]) -> Result<RowList<T>> {
        self.client.get(self.rows(table), query_params(queries)).await
    }

    /// Errors: `row_not_found`, also when the caller may not read it.
    pub async fn get_row<T: DeserializeOwned>(&self, table: &str, id: &Id) -> Result<Row<T>> {
        self.client.get(self.row(table, id), vec![]).await
    }

    /// Errors: `row_already_exists`, `row_unique_constraint_violation`, `row_invalid_structure`.
    pub async fn create_row<T: Serialize + DeserializeOwned>(
        &self,
        table: &str,
        id: &Id,
        data: &T,
        permissions: &[Permission],
    ) -> Result<Row<T>> {
        let data = serde_json::to_value(data).map_err(|cause| Error::Unexpected(cause.to_string()))?;
        let body = json!({ "rowId": id, "data": data, "permissions": permissions });
        self.client.json(Verb::Post, self.rows(table), body).await
    }

    /// Changes the named columns and nothing else. `permissions` of `None` keeps what is stored.
    pub async fn update_row<T: DeserializeOwned>(
        &self,
        table: &str,
        id: &Id,
        changes: Map<String, Value>,
        permissions: Option<&[Permission]>,
    ) -> Result<Row<T>> {
        let body = json!({ "data": changes, "permissions": permissions });
        self.client.json(Verb::Patch, self.row(table, id), body).await
    }

    pub async fn delete_row(&self, table: &str, id: &Id) -> Result<()> {
        self.client.delete(self.row(table, id)).await
    }
}
