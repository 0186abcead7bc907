//! What Appwrite's command line tool asks of a project beside what it deploys.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn the_projects_settings_are_its_hosts_and_not_changed_over_the_api() {
    let town = Town::new().await;
    let key = town.key();
    for path in ["/projects/town", "/project/policies", "/project/mock-phones"] {
        let words = key.get(path).await.refused(501, "general_not_implemented");
        assert!(words.contains("configured by its host"), "{words}");
        town.guest().get(path).await.refused(401, "general_unauthorized_scope");
    }
    key.patch("/projects/town", json!({ "name": "Village" })).await.refused(501, "general_not_implemented");
    for path in ["/project/services/users", "/project/protocols/rest", "/project/auth-methods/jwt"] {
        key.patch(path, json!({ "enabled": false })).await.refused(501, "general_not_implemented");
    }
}

#[tokio::test]
async fn there_are_no_proxy_rules_and_none_are_made() {
    let town = Town::new().await;
    let none = json!({ "total": 0, "rules": [] });
    assert_eq!(town.key().get("/proxy/rules").await.ok(200), none);
    assert_eq!(town.user("ana").await.get("/proxy/rules").await.ok(200), none);
    town.guest().get("/proxy/rules").await.refused(401, "general_unauthorized_scope");
    let rule = json!({ "domain": "echo.town.test", "functionId": "echo" });
    town.key().post("/proxy/rules/function", rule).await.refused(501, "general_not_implemented");
}

#[tokio::test]
async fn there_are_no_sites_and_none_are_built() {
    let town = Town::new().await;
    let key = town.key();
    assert_eq!(key.get("/sites").await.ok(200), json!({ "total": 0, "sites": [] }));
    key.get("/sites/shop").await.refused(404, "site_not_found");
    let shop = json!({ "siteId": "shop", "name": "Shop", "framework": "other", "buildRuntime": "node-22" });
    let words = key.post("/sites", shop).await.refused(501, "general_not_implemented");
    assert_eq!(words, "This backend builds no sites.");
    town.guest().get("/sites").await.refused(401, "general_unauthorized_scope");
}
