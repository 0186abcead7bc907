//! Running the function `echo`, which answers with what it was asked.

use appwrite::enums::ExecutionMethod;
use official_client::{Home, refusal};
use serde_json::{Value, json};

#[tokio::test]
async fn a_function_is_told_who_asks_what() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let functions = &alice.client.functions;
    let headers = Some(json!({ "x-colour": "red" }));
    let asked = functions.create_execution(
        "echo",
        Some("hello"),
        None,
        Some("/snap/s1"),
        Some(ExecutionMethod::POST),
        headers,
        None,
    );
    let execution = asked.await.unwrap();
    assert_eq!((execution.resource_id.as_str(), execution.response_status_code), ("echo", 200));
    let heard: Value = serde_json::from_str(&execution.response_body).unwrap();
    assert_eq!((&heard["path"], &heard["body"]), (&json!("/snap/s1"), &json!("hello")));
    assert_eq!(heard["headers"]["x-appwrite-user-id"], json!(alice.id));

    let remembered = functions.get_execution("echo", &execution.id).await.unwrap();
    assert_eq!(remembered.response_body, "");
    assert_eq!(functions.list_executions("echo", None, None).await.unwrap().total, 1);
}

#[tokio::test]
async fn a_function_that_is_not_there_is_not_found() {
    let home = Home::open();
    let asked = home.guest().functions.create_execution("absent", None, None, None, None, None, None).await;
    assert_eq!(refusal(asked), (404, "function_not_found".into()));
}
