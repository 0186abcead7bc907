//! `PATCH /account/sessions/{sessionId}`.

use std::time::Duration;

use serde_json::json;

use crate::town::Town;

const YEAR: u64 = 31_536_000;

#[tokio::test]
async fn renewing_starts_the_year_again() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.pass(Duration::from_secs(YEAR / 2));
    let session = ana.patch("/account/sessions/current", json!({})).await.ok(200);
    assert_eq!(session["expire"], town.now().plus_seconds(YEAR as i64).to_string());
    assert_eq!(session["current"], true);
    assert_eq!(session["secret"], "");
    town.pass(Duration::from_secs(YEAR - 1));
    ana.get("/account").await.ok(200);
}
