//! `expire-snaps` in this process.

use appwrite::{
    Client, Id, Permission, Query, Role, Timestamp,
    client::{Credential, Error},
    wire::Row,
};
use backend::functions::{Function, Request, Running};
use expire_snaps::{Api, BUCKET, DATABASE, Fault, Gone, Left, PAGE, REMNANTS, Snap, TABLE, expire};
use serde_json::{Map, Value, json};

type Columns = Map<String, Value>;

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
    async fn rows(&self, table: &str, queries: &[Query]) -> Result<Vec<Row<Columns>>, Fault> {
        Ok(self.0.tables_db(DATABASE).list_rows(table, queries).await.map_err(fault)?.rows)
    }

    async fn delete(&self, table: &str, row: &str) -> Result<Gone, Fault> {
        gone(self.0.tables_db(DATABASE).delete_row(table, &id(row)?).await)
    }
}

impl Api for Home {
    async fn snaps_sent(&self, after: Option<i64>, until: i64, skip: usize) -> Result<Vec<Snap>, Fault> {
        let mut queries = oldest_until("$createdAt", until, skip)?.to_vec();
        let moment = |millis| Timestamp::from_millis(millis).to_string();
        queries.extend(after.map(|after| Query::greater_than("$createdAt", moment(after))));
        self.rows(TABLE, &queries).await?.into_iter().map(snap).collect()
    }

    async fn photographs_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let found = self
            .0
            .storage(BUCKET)
            .list_files(&oldest_until("$createdAt", moment, skip)?)
            .await
            .map_err(fault)?;
        Ok(found.files.into_iter().map(|file| file.id.into()).collect())
    }

    async fn remnants_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        let rows = self.rows(REMNANTS, &oldest_until("sentAt", moment, skip)?).await?;
        Ok(rows.into_iter().map(|row| row.id.into()).collect())
    }

    async fn still_shown(&self, photographs: &[String]) -> Result<Vec<String>, Fault> {
        let mut shown = vec![];
        // Several snaps may show one photograph, so a page of rows could leave out another's: page on until the end.
        loop {
            let any_of = Query::one_of("fileId", photographs.iter().map(String::as_str));
            let window = [Query::order_asc("$createdAt"), limit()?, offset(shown.len())?];
            let page = self.rows(TABLE, &[&[any_of][..], &window].concat()).await?;
            if page.is_empty() {
                return Ok(shown);
            }
            let shows = page.iter().map(|row| required(&row.data, "fileId"));
            shown.extend(shows.collect::<Result<Vec<_>, _>>()?);
        }
    }

    async fn leave_remnant(&self, snap: &Snap) -> Result<Left, Fault> {
        let columns = json!({
            "senderId": snap.sender,
            "recipientId": snap.recipient,
            "sentAt": snap.sent,
            "openedAt": snap.opened,
        });
        let readers = [Permission::read(Role::user(&id(&snap.recipient)?))];
        match self.0.tables_db(DATABASE).create_row(REMNANTS, &id(&snap.id)?, &columns, &readers).await {
            Ok(_) => Ok(Left::Now),
            Err(refused) if refused.status() == Some(409) => Ok(Left::Before),
            Err(cause) => Err(fault(cause)),
        }
    }

    async fn delete_snap(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(TABLE, id).await
    }

    async fn delete_photograph(&self, id: &str) -> Result<Gone, Fault> {
        gone(self.0.storage(BUCKET).delete_file(&self::id(id)?).await)
    }

    async fn delete_remnant(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(REMNANTS, id).await
    }
}

fn snap(row: Row<Columns>) -> Result<Snap, Fault> {
    Ok(Snap {
        sender: required(&row.data, "senderId")?,
        recipient: required(&row.data, "recipientId")?,
        sent: row.created_at.to_string(),
        opened: text(&row.data, "viewedAt"),
        removed: text(&row.data, "removedAt").is_some(),
        id: row.id.into(),
    })
}

fn text(columns: &Columns, name: &str) -> Option<String> {
    columns.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn required(columns: &Columns, name: &str) -> Result<String, Fault> {
    text(columns, name).ok_or_else(|| Fault("a row is not of the form it should have".into()))
}

fn oldest_until(column: &str, moment: i64, skip: usize) -> Result<[Query; 4], Fault> {
    let moment = Timestamp::from_millis(moment).to_string();
    let until = Query::less_than_equal(column, moment);
    Ok([until, Query::order_asc(column), limit()?, offset(skip)?])
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
fn gone(answer: Result<(), Error>) -> Result<Gone, Fault> {
    match answer {
        Ok(()) => Ok(Gone::Now),
        Err(refused) if refused.status() == Some(404) => Ok(Gone::Before),
        Err(cause) => Err(fault(cause)),
    }
}

fn fault(cause: Error) -> Fault {
    Fault(cause.to_string())
}
