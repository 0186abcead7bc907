//! Executions that are asked for with a form: what carries bytes that are no text.

use serde_json::json;

use super::ECHO;
use crate::{functions::town, town::Somebody};

#[tokio::test]
async fn a_form_says_the_same_and_its_body_may_be_any_bytes() {
    let town = town().await;
    let mut form = b"--x\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\nPUT\r\n\
        --x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/a\r\n\
        --x\r\nContent-Disposition: form-data; name=\"headers[x-trace]\"\r\n\r\n7\r\n\
        --x\r\nContent-Disposition: form-data; name=\"async\"\r\n\r\nfalse\r\n\
        --x\r\nContent-Disposition: form-data; name=\"body\"; filename=\"b\"\r\n\r\n"
        .to_vec();
    form.extend([0xff, 0xfe, b'!']);
    form.extend(b"\r\n--x--\r\n");
    let send = |form: Vec<u8>| {
        let request = town.guest().request(reqwest::Method::POST, ECHO);
        Somebody::answer(request.header("content-type", "multipart/form-data; boundary=x").body(form))
    };
    let execution = send(form).await.ok(201);
    let heard: serde_json::Value = serde_json::from_str(execution["responseBody"].as_str().unwrap()).unwrap();
    assert_eq!((&heard["method"], &heard["path"]), (&json!("PUT"), &json!("/a")));
    assert_eq!((&heard["headers"]["x-trace"], &heard["length"]), (&json!("7"), &json!(3)));
    send(b"--x\r\nnothing".to_vec()).await.refused(400, "general_argument_invalid");
}
