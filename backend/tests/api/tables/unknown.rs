//! What is not there to be asked, in either family.

use reqwest::Method;

use crate::town::{Somebody, Town};

#[tokio::test]
async fn an_unknown_address_or_method_is_no_route_to_anybody() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for path in ["/tablesdb/hall/tables/notes/rows", "/databases/hall/collections/notes/documents"] {
        for (method, below) in [
            (Method::GET, "/n1/stars"),
            (Method::GET, "/n1/stars/increment"),
            (Method::POST, "/n1/stars/increment"),
            (Method::PATCH, "/n1/stars/multiply"),
            (Method::PATCH, "/n1/stars/increment/more"),
            (Method::POST, "/n1"),
            (Method::GET, "/n1/"),
        ] {
            for somebody in [&ana, &town.guest(), &town.key()] {
                let answer =
                    Somebody::answer(somebody.request(method.clone(), &format!("{path}{below}"))).await;
                answer.refused(404, "general_route_not_found");
            }
        }
    }
    for path in [
        "/tablesdb/hall/nothing",
        "/tablesdb/hall/collections/notes/documents",
        "/databases/hall/tables/notes/rows",
        "/databases/hall/collections/notes/rows",
        "/databases/hall/nothing/at/all",
    ] {
        town.key().get(path).await.refused(404, "general_route_not_found");
    }
}

#[tokio::test]
async fn there_are_no_transactions() {
    let town = Town::new().await;
    let key = town.key();
    let empty = || serde_json::json!({});
    key.post("/tablesdb/transactions", empty()).await.refused(404, "general_route_not_found");
    key.patch("/tablesdb/transactions/t1", empty()).await.refused(404, "general_route_not_found");
    let operations = key.post("/tablesdb/transactions/t1/operations", empty()).await;
    operations.refused(404, "general_route_not_found");
}
