//! `expire-snaps` in this process.

use appwrite::{
    Client, Id, Query, Timestamp,
    client::{Credential, Error},
    wire::Row,
};
use backend::functions::{Function, Request, Running};
use expire_snaps::{Api, BUCKET, DATABASE, Fault, PAGE, TABLE, expire};
use serde_json::{Map, Value, json};

pub(super) struct ExpireSnaps;

impl Function for ExpireSnaps {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async move {
            let key = Credential::Key(request.header("x-appwrite-key").unwrap_or_default().into());
            let api = Home(super::client(&request.environment, key));
            match expire(request.environment.now.millis(), &api).await {
                Ok(expired) => {
                    expired.faults.iter().for_each(|fault| request.log.error(fault.to_string()));
                    super::json(expired.status(), &expired.body())
                }
                Err(fault) => {
                    request.log.error(fault.to_string());
                    super::json(500, &json!({ "message": "Something broke on our side." }))
                }
            }
        })
    }
}

/// The API, as the function.
struct Home(Client);

impl Home {
    async fn rows(&self, queries: &[Query]) -> Result<Vec<Row<Map<String, Value>>>, Fault> {
        Ok(self.0.tables_db(DATABASE).list_rows(TABLE, queries).await.map_err(fault)?.rows)
    }
}

impl Api for Home {
    async fn snaps_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let rows = self.rows(&oldest_until(moment, skip)?).await?;
        Ok(rows.into_iter().map(|row| row.id.into()).collect())
    }

    async fn photographs_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let found = self.0.storage(BUCKET).list_files(&oldest_until(moment, skip)?).await.map_err(fault)?;
        Ok(found.files.into_iter().map(|file| file.id.into()).collect())
    }

    async fn still_shown(&self, photographs: &[String]) -> Result<Vec<String>, Fault> {
        let mut shown = vec![];
        // Several snaps may show one photograph, so a page of rows could leave out another's: page on until the end.
        loop {
            let any_of = Query::one_of("fileId", photographs.iter().map(String::as_str));
            let window = [Query::order_asc("$createdAt"), limit()?, offset(shown.len())?];
            let page = self.rows(&[&[any_of][..], &window].concat()).await?;
            if page.is_empty() {
                return Ok(shown);
            }
            let shows = |row: Row<Map<String, Value>>| {
                let id = row.data.get("fileId").and_then(Value::as_str).map(str::to_owned);
                id.ok_or_else(|| Fault("a row is not of the form it should have".into()))
            };
            shown.extend(page.into_iter().map(shows).collect::<Result<Vec<_>, _>>()?);
        }
    }

    async fn delete_snap(&self, id: &str) -> Result<(), Fault> {
        gone(self.0.tables_db(DATABASE).delete_row(TABLE, &self::id(id)?).await)
    }

    async fn delete_photograph(&self, id: &str) -> Result<(), Fault> {
        gone(self.0.storage(BUCKET).delete_file(&self::id(id)?).await)
    }
}

fn oldest_until(moment: i64, skip: usize) -> Result<[Query; 4], Fault> {
    let moment = Timestamp::from_millis(moment).to_string();
    let until = Query::less_than_equal("$createdAt", moment);
    Ok([until, Query::order_asc("$createdAt"), limit()?, offset(skip)?])
}

fn limit() -> Result<Query, Fault> {
    u32::try_from(PAGE).map(Query::limit).map_err(|cause| Fault(cause.to_string()))
}

fn offset(skip: usize) -> Result<Query, Fault> {
    u32::try_from(skip).map(Query::offset).map_err(|cause| Fault(cause.to_string()))
}

fn id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|invalid| Fault(format!("an id {invalid}")))
}

/// Somebody else was quicker: that is a success too.
fn gone(answer: Result<(), Error>) -> Result<(), Fault> {
    match answer {
        Err(refused) if refused.status() == Some(404) => Ok(()),
        answer => answer.map_err(fault),
    }
}

fn fault(cause: Error) -> Fault {
    Fault(cause.to_string())
}
