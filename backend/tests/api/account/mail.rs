//! What would need a mail server.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn without_a_mail_server_the_answer_says_so() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    for path in ["/account/verifications/email", "/account/verification", "/account/recovery"] {
        ana.post(path, json!({ "url": "http://localhost" })).await.refused(503, "general_smtp_disabled");
    }
}
