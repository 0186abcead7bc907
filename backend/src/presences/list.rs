//! `GET /presences`: everybody whose presence the caller may read, in the order they came.

use appwrite::{
    Timestamp,
    wire::{Method, Query},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};
use rusqlite::{Connection, types::Value as Sql};
use serde_json::{Value, json};

use super::{get, pages::Key, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    params::{Params, QueryFamily},
    query::{Column, ColumnKind, Plan, Schema},
};

/// The longest a page may be kept, in seconds.
const LONGEST_TTL: i64 = 86_400;
/// Tells whether the page was a kept one, when the caller allowed for that.
const CACHE: HeaderName = HeaderName::from_static("x-appwrite-cache");

pub(super) async fn list(State(backend): State<Backend>, caller: Caller, params: Params) -> Result<Response> {
    caller.need(Scope::PresencesRead)?;
    let asked =
        Asked { queries: params.queries(QueryFamily::Others)?, total: params.or("total", true)?, caller };
    let ttl: i64 = params.or("ttl", 0)?;
    if !(0..=LONGEST_TTL).contains(&ttl) {
        let rule = format!("Value must be a valid range between 0 and {LONGEST_TTL}");
        return Err(Error::param("ttl", rule));
    }
    if ttl == 0 {
        let (presences, total) = asked.fresh(&backend).await?;
        return Ok(body(&presences, &total).into_response());
    }
    let (presences, total, met) = asked.kept(&backend, ttl).await?;
    Ok(([(CACHE, HeaderValue::from_static(met))], body(&presences, &total)).into_response())
}

fn body(presences: &Value, total: &Value) -> Json<Value> {
    Json(json!({ "total": total, "presences": presences }))
}

/// Who asks for what.
struct Asked {
    caller: Caller,
    queries: Vec<Query>,
    /// Whether they want to know how many there are.
    total: bool,
}

impl Asked {
    /// The page and the total, as they are now.
    async fn fresh(&self, backend: &Backend) -> Result<(Value, Value)> {
        let (caller, queries, total) = (self.caller.clone(), self.queries.clone(), self.total);
        let now = backend.clock.now();
        let (presences, total) =
            backend.db.read(move |conn| read(conn, &caller, &queries, total, now)).await?;
        Ok((presences.into(), total.into()))
    }

    /// The page and the total, perhaps `ttl` seconds old, and whether they were a `hit` or a `miss`. What is kept is
    /// not kept past the end of any record: who is gone is in no list.
    async fn kept(&self, backend: &Backend, ttl: i64) -> Result<(Value, Value, &'static str)> {
        let pages = &backend.presences.pages;
        let (page, count) = (Key::page(&self.caller, &self.queries), Key::total(&self.caller, &self.queries));
        let now = backend.clock.now();
        let known = if self.total { pages.get(&count, now) } else { Some(0.into()) };
        if let (Some(presences), Some(total)) = (pages.get(&page, now), known) {
            return Ok((presences, total, "hit"));
        }
        let edition = pages.edition();
        let (presences, total) = self.fresh(backend).await?;
        let until = now.plus_seconds(ttl).min(backend.presences.deadline.next());
        pages.keep(edition, page, presences.clone(), now, until);
        if self.total {
            pages.keep(edition, count, total.clone(), now, until);
        }
        Ok((presences, total, "miss"))
    }
}

fn read(
    conn: &Connection,
    caller: &Caller,
    queries: &[Query],
    total: bool,
    now: Timestamp,
) -> Result<(Vec<Value>, i64)> {
    check_cursor(conn, caller, queries, now)?;
    let mut plan = Plan::compile(queries, &Presences)?;
    plan.and("expires > ?", [Sql::Integer(now.millis())]);
    if !caller.is_key() {
        let (condition, roles) = readable(caller, queries);
        plan.and(condition, roles);
    }
    plan.run(conn, store::COLUMNS, &Presences, total, |row| Ok(store::read(row)?.to_json()))
}

/// Only what some role of the caller's may read. Where the queries name records or people, those are looked up and each is
/// checked: what strangers let everybody read is not touched. Elsewhere the readers are looked up by role.
fn readable(caller: &Caller, queries: &[Query]) -> (String, Vec<Sql>) {
    let marks = vec!["?"; caller.roles().len()].join(", ");
    let roles = caller.roles().iter().map(|role| Sql::Text(role.to_string())).collect();
    let condition = if queries.iter().any(names_records) {
        format!(
            "EXISTS (SELECT 1 FROM presence_readers WHERE presence = presences.seq AND role IN ({marks}))"
        )
    } else {
        format!("seq IN (SELECT presence FROM presence_readers WHERE role IN ({marks}))")
    };
    (condition, roles)
}

/// Whether the query leaves no records but those it names.
fn names_records(query: &Query) -> bool {
    query.method == Method::Equal && matches!(query.attribute.as_deref(), Some("$id" | "userId"))
}

/// A cursor at what the caller may not read is as unknown as one at nothing.
fn check_cursor(conn: &Connection, caller: &Caller, queries: &[Query], now: Timestamp) -> Result<()> {
    let cursor = queries
        .iter()
        .find(|query| matches!(query.method, Method::CursorAfter | Method::CursorBefore))
        .and_then(|query| query.values.first()?.as_str());
    let Some(text) = cursor else { return Ok(()) };
    let unknown =
        || Error::new(Kind::CursorNotFound, format!("Presence '{text}' for the 'cursor' value not found."));
    let id = text.parse().map_err(|_| unknown())?;
    get::live(conn, caller, &id, now).map(drop).map_err(|_| unknown())
}

/// What a list of presences may ask about. What they say of themselves is not among it.
struct Presences;

impl Schema for Presences {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "presences"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "userId" => ("user", ColumnKind::Text),
            "userInternalId" => ("CAST(owner AS TEXT)", ColumnKind::Text),
            "status" => ("status", ColumnKind::Text),
            "source" => ("source", ColumnKind::Text),
            "expiresAt" => ("expires", ColumnKind::Moment),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "$sequence" => ("seq", ColumnKind::Integer),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the database finds a list and its total.
    fn steps(queries: &[Query]) -> [Vec<String>; 2] {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../account/schema.sql")).unwrap();
        conn.execute_batch(include_str!("schema.sql")).unwrap();
        let mut plan = Plan::compile(queries, &Presences).unwrap();
        plan.and("expires > ?", [Sql::Integer(0)]);
        let (condition, roles) = readable(&Caller::guest(), queries);
        plan.and(condition, roles);
        plan.explain(&conn, &Presences)
    }

    #[test]
    fn a_list_looks_at_what_the_caller_may_read_and_at_nothing_else() {
        let [steps, _] = steps(&[Query::limit(100)]);
        assert!(!steps.is_empty() && steps.iter().all(|step| !step.starts_with("SCAN")), "{steps:?}");
    }

    #[test]
    fn a_list_that_names_people_reads_their_records_and_no_others() {
        let ids = || (0..100).map(|number| format!("u{number}"));
        for (named, column) in [(Query::one_of("userId", ids()), "user"), (Query::one_of("$id", ids()), "id")]
        {
            for steps in steps(&[named, Query::limit(100)]) {
                let found = |what: String| steps.iter().any(|step| step.contains(&what));
                assert!(
                    found("SEARCH presences USING INDEX sqlite_autoindex_presences_".into()),
                    "{steps:?}"
                );
                assert!(
                    found(format!("({column}=?)")) && found("(presence=? AND role=?)".into()),
                    "{steps:?}"
                );
                assert!(!found("SCAN presence".into()) && !found("LIST SUBQUERY".into()), "{steps:?}");
            }
        }
    }
}
