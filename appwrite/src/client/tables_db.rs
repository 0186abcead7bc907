//! Rows of one database's tables. `T` is the shape of a table's own columns.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{Client, Error, Result, query_params};
use crate::{
    transport::{Body, Verb},
    wire::{Id, Permission, Query, Row, RowList},
};

/// One of several rows that are made together.
#[derive(Clone, Debug, Serialize)]
pub struct NewRow<T> {
    #[serde(rename = "$id")]
    pub id: Id,
    #[serde(rename = "$permissions")]
    pub permissions: Vec<Permission>,
    #[serde(flatten)]
    pub data: T,
}

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

    /// Many rows at once, each with its id and permissions: all of them are made, or none is. For keys.
    /// Errors: as [`create_row`](Self::create_row).
    pub async fn create_rows<T: Serialize + DeserializeOwned>(
        &self,
        table: &str,
        rows: &[NewRow<T>],
    ) -> Result<RowList<T>> {
        self.client.json(Verb::Post, self.rows(table), json!({ "rows": rows })).await
    }

    /// The same change to every row that the queries find: all are changed, or none is. For keys. Answers with the
    /// changed rows.
    pub async fn update_rows<T: DeserializeOwned>(
        &self,
        table: &str,
        queries: &[Query],
        changes: Map<String, Value>,
    ) -> Result<RowList<T>> {
        let queries: Vec<String> = queries.iter().map(Query::to_string).collect();
        let body = json!({ "data": changes, "queries": queries });
        self.client.json(Verb::Patch, self.rows(table), body).await
    }

    /// Adds one to a number, whoever else does so meanwhile.
    /// Errors: `column_limit_exceeded` where it would pass `most`.
    pub async fn count_up<T: DeserializeOwned>(
        &self,
        table: &str,
        id: &Id,
        column: &str,
        most: u32,
    ) -> Result<Row<T>> {
        let path = format!("{}/{column}/increment", self.row(table, id));
        self.client.json(Verb::Patch, path, json!({ "value": 1, "max": most })).await
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

    /// Deletes every row that the queries find: all of them, or none. For keys.
    pub async fn delete_rows(&self, table: &str, queries: &[Query]) -> Result<()> {
        let queries: Vec<String> = queries.iter().map(Query::to_string).collect();
        let body = Body::json(&json!({ "queries": queries }));
        self.client.send(Verb::Delete, self.rows(table), vec![], body).await.map(drop)
    }

    pub async fn delete_row(&self, table: &str, id: &Id) -> Result<()> {
        self.client.delete(self.row(table, id)).await
    }
}
