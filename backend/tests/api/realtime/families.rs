//! What each family of changes is called and where it is published, as it arrives.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::socket::Socket;
use crate::{
    functions, storage,
    town::{PASSWORD, Town},
};

/// All names are there, each once and the concrete one first, and so are all channels, in their order.
#[track_caller]
fn check<S: AsRef<str>>(event: &Value, names: &[S], channels: &[&str]) {
    let told: Vec<&str> = event["events"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    let expected: BTreeSet<&str> = names.iter().map(AsRef::as_ref).collect();
    assert_eq!(told[0], names[0].as_ref());
    assert_eq!(told.iter().copied().collect::<BTreeSet<&str>>(), expected);
    assert_eq!(told.len(), names.len(), "each once");
    assert_eq!(event["channels"], json!(channels));
}

#[tokio::test]
async fn a_row_has_sixty_four_names_and_sixteen_channels() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["rows"]).await;
    let body = json!({ "rowId": "n1", "data": { "title": "hello" } });
    let row = ana.post("/tablesdb/hall/tables/notes/rows", body).await.ok(201);
    let event = socket.expect("event").await;
    let names = include_str!("../../../src/realtime/names/row_names.txt");
    let names = names.replace("appchat-db", "hall").replace("snaps", "notes").replace("s1", "n1");
    let names: Vec<&str> = names.lines().collect();
    assert_eq!(names.len(), 64);
    let channels = [
        "documents",
        "databases.hall.collections.notes.documents",
        "databases.hall.collections.notes.documents.n1",
        "rows",
        "databases.hall.tables.notes.rows",
        "databases.hall.tables.notes.rows.n1",
        "tablesdb.hall.tables.notes.rows",
        "tablesdb.hall.tables.notes.rows.n1",
        "documents.create",
        "databases.hall.collections.notes.documents.create",
        "databases.hall.collections.notes.documents.n1.create",
        "rows.create",
        "databases.hall.tables.notes.rows.create",
        "databases.hall.tables.notes.rows.n1.create",
        "tablesdb.hall.tables.notes.rows.create",
        "tablesdb.hall.tables.notes.rows.n1.create",
    ];
    check(&event, &names, &channels);
    assert_eq!(event["payload"], row);
}

#[tokio::test]
async fn a_presence_has_four_names_whatever_happens_to_it() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["presences"]).await;
    ana.put("/presences/p", json!({ "status": "x" })).await.ok(200);
    ana.patch("/presences/p", json!({ "status": "y" })).await.ok(200);
    ana.delete("/presences/p").await.ok(204);
    for verb in ["upsert", "update", "delete"] {
        let event = socket.expect("event").await;
        let names =
            [&format!("presences.p.{verb}"), &format!("presences.*.{verb}"), "presences.p", "presences.*"];
        let (all, one) = (format!("presences.{verb}"), format!("presences.p.{verb}"));
        check(&event, &names, &["presences", "presences.p", &all, &one]);
    }
}

#[tokio::test]
async fn a_file_has_ten_names_and_says_which_bucket_it_is_in() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["files"]).await;
    let file = storage::store(&ana, "cat", storage::picture(9), None).await.ok(201);
    let event = socket.expect("event").await;
    let names = [
        "buckets.pictures.files.cat.create",
        "buckets.*.files.*.create",
        "buckets.pictures.files.*.create",
        "buckets.*.files.cat.create",
        "buckets.pictures.files.cat",
        "buckets.*.files.*",
        "buckets.pictures.files.*",
        "buckets.*.files.cat",
        "buckets.pictures",
        "buckets.*",
    ];
    let channels = [
        "files",
        "buckets.pictures.files",
        "buckets.pictures.files.cat",
        "files.create",
        "buckets.pictures.files.create",
        "buckets.pictures.files.cat.create",
    ];
    check(&event, &names, &channels);
    assert_eq!((&event["payload"], &event["payload"]["bucketId"]), (&file, &json!("pictures")));
}

#[tokio::test]
async fn an_execution_has_ten_names_and_no_twins_for_the_console() {
    let town = functions::town().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["functions.echo"]).await;
    let run = ana.post("/functions/echo/executions", json!({})).await.ok(201);
    let id = run["$id"].as_str().unwrap();
    let event = socket.expect("event").await;
    let masks = [format!("echo.executions.{id}"), "*.executions.*".into(), "echo.executions.*".into()]
        .into_iter()
        .chain([format!("*.executions.{id}")]);
    let masks: Vec<String> = masks.map(|mask| format!("functions.{mask}")).collect();
    let mut names: Vec<String> = masks.iter().map(|mask| format!("{mask}.create")).collect();
    names.extend(masks);
    names.extend(["functions.echo".into(), "functions.*".into()]);
    let (one, twin) = (format!("executions.{id}"), format!("executions.{id}.create"));
    let channels = [
        "console",
        "projects.town",
        "executions",
        &one,
        "functions.echo",
        "executions.create",
        &twin,
        "functions.echo.create",
    ];
    check(&event, &names, &channels);
    // What nobody in particular asked for is told to nobody.
    let mut guest = Socket::listening(&town, &town.guest(), &["functions.echo", "executions"]).await;
    town.guest().post("/functions/echo/executions", json!({})).await.ok(201);
    guest.hears_nothing().await;
    socket.hears_nothing().await;
}

#[tokio::test]
async fn an_account_names_what_changed_and_a_session_has_no_twins() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["account"]).await;
    ana.patch("/account/name", json!({ "name": "Ana" })).await.ok(200);
    let event = socket.expect("event").await;
    let names = [
        "users.ana.update",
        "users.*.update",
        "users.ana.update.name",
        "users.*.update.name",
        "users.ana",
        "users.*",
    ];
    check(&event, &names, &["account", "account.ana", "account.update", "account.ana.update"]);

    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    let session = town.key().post("/account/sessions/email", credentials).await.ok(201);
    let id = session["$id"].as_str().unwrap();
    let event = socket.expect("event").await;
    let masks = [format!("ana.sessions.{id}"), "*.sessions.*".into(), "ana.sessions.*".into()]
        .into_iter()
        .chain([format!("*.sessions.{id}")]);
    let masks: Vec<String> = masks.map(|mask| format!("users.{mask}")).collect();
    let mut names: Vec<String> = masks.iter().map(|mask| format!("{mask}.create")).collect();
    names.extend(masks);
    names.extend(["users.ana".into(), "users.*".into()]);
    check(&event, &names, &["account", "account.ana"]);
    assert_eq!(event["payload"]["$id"], id);
}
