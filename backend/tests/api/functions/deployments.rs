//! `/functions/{functionId}/deployments`: a native handler is the only one there is.

use serde_json::json;

use super::town;
use crate::town::Somebody;

#[tokio::test]
async fn a_native_handler_is_its_functions_one_deployment() {
    let town = town().await;
    let key = town.key();
    let list = key.get("/functions/echo/deployments").await.ok(200);
    let native = &list["deployments"][0];
    assert_eq!(
        (&list["total"], &native["$id"], &native["status"]),
        (&json!(1), &json!("native"), &json!("ready"))
    );
    assert_eq!(key.get("/functions/echo/deployments/native").await.ok(200), *native);
    key.get("/functions/echo/deployments/other").await.refused(404, "deployment_not_found");
    assert_eq!(key.get("/functions/absent/deployments").await.ok(200)["total"], 0);
    key.get("/functions/none/deployments").await.refused(404, "function_not_found");

    let active = key.patch("/functions/echo/deployment", json!({ "deploymentId": "native" })).await.ok(200);
    assert_eq!((&active["$id"], &active["deploymentId"]), (&json!("echo"), &json!("native")));
    let other = json!({ "deploymentId": "other" });
    key.patch("/functions/echo/deployment", other).await.refused(404, "deployment_not_found");
}

#[tokio::test]
async fn code_is_not_taken_and_whoever_sends_it_is_told_why() {
    let town = town().await;
    let key = town.key();
    let code = "--x\r\nContent-Disposition: form-data; name=\"code\"; filename=\"code.tar.gz\"\r\n\r\n\
                bytes\r\n--x--\r\n";
    let request = key.request(reqwest::Method::POST, "/functions/echo/deployments");
    let request = request.header("content-type", "multipart/form-data; boundary=x").body(code);
    let words = Somebody::answer(request).await.refused(501, "general_not_implemented");
    assert!(words.contains("builds no deployments") && words.contains("native handlers"), "{words}");
    for from in ["vcs", "template", "duplicate"] {
        let path = format!("/functions/echo/deployments/{from}");
        key.post(&path, json!({})).await.refused(501, "general_not_implemented");
    }
    let native = "/functions/echo/deployments/native";
    key.delete(native).await.refused(501, "general_not_implemented");
    key.get(&format!("{native}/download")).await.refused(501, "general_not_implemented");
    key.delete("/functions/echo/deployments/other").await.refused(404, "deployment_not_found");
    key.post("/functions/none/deployments", json!({})).await.refused(404, "function_not_found");
    assert_eq!(key.get("/functions/echo/deployments").await.ok(200)["total"], 1);
}
