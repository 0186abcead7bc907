//! `serve-snap` in this process.

use app::snaps::model::SnapColumns;
use appwrite::{
    Client, Id,
    client::{Credential, Error},
};
use backend::functions::{Function, Request, Running};
use serve_snap::{Answer, Api, BUCKET, DATABASE, Fault, Snap, TABLE, serve};

pub(super) struct ServeSnap;

impl Function for ServeSnap {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async move {
            let header = |name| request.header(name).unwrap_or_default();
            let jwt = header("x-appwrite-user-jwt");
            let api = Home {
                caller: super::client(&request.environment, Credential::Jwt(jwt.into())),
                function: super::client(
                    &request.environment,
                    Credential::Key(header("x-appwrite-key").into()),
                ),
            };
            let asked = serve_snap::Request {
                method: &request.method,
                path: &request.path,
                jwt,
                user: header("x-appwrite-user-id"),
                now: request.environment.now.millis(),
            };
            let answer = serve(asked, &api).await.unwrap_or_else(|fault| {
                request.log.error(fault.to_string());
                Answer::fault()
            });
            super::json(answer.status, &answer.body)
        })
    }
}

/// The API, as the caller and as the function.
struct Home {
    caller: Client,
    function: Client,
}

impl Api for Home {
    async fn snap(&self, id: &str) -> Result<Option<Snap>, Fault> {
        let rows = self.caller.tables_db(DATABASE);
        let row = found(rows.get_row::<SnapColumns>(TABLE, &self::id(id)?).await)?;
        Ok(row.map(|row| Snap {
            recipient: row.data.recipient_id.to_string(),
            photograph: row.data.file_id.to_string(),
            sent: row.created_at.millis(),
            removed: row.data.removed_at.is_some(),
            once: row.data.view_once.unwrap_or_default(),
        }))
    }

    async fn photograph(&self, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        let files = self.function.storage(BUCKET);
        match files.get_file_view(&self::id(id)?).await {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(gone) if gone.status() == Some(404) => Ok(None),
            // A key that may not read photographs is our own fault, not the photograph's end.
            Err(cause) => Err(Fault(cause.to_string())),
        }
    }

    async fn claim(&self, id: &str) -> Result<bool, Fault> {
        let rows = self.function.tables_db(DATABASE);
        match rows.count_up::<SnapColumns>(TABLE, &self::id(id)?, "openings", 1).await {
            Ok(_) => Ok(true),
            Err(refused) if refused.is("column_limit_exceeded") => Ok(false),
            Err(cause) => Err(Fault(cause.to_string())),
        }
    }
}

fn id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|invalid| Fault(format!("an id {invalid}")))
}

/// What there is; nothing, where the asker may not have it or it is not there.
fn found<T>(answer: Result<T, Error>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(refused) if matches!(refused.status(), Some(401 | 404)) => Ok(None),
        Err(cause) => Err(Fault(cause.to_string())),
    }
}
