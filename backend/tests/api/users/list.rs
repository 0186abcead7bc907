//! `GET /users`.

use appwrite::Query;
use serde_json::{Value, json};

use crate::town::Town;

async fn peopled() -> Town {
    let town = Town::new().await;
    for (id, name) in [("ana", "Ana Ban"), ("ben", "Ben Cid"), ("cleo", "Cleo_Ban")] {
        let body = json!({ "userId": id, "email": format!("{id}@town.test"), "name": name });
        town.key().post("/users", body).await.ok(201);
    }
    town.key().put("/users/ben/labels", json!({ "labels": ["vip"] })).await.ok(200);
    town
}

fn ids(list: &Value) -> Vec<&str> {
    list["users"].as_array().unwrap().iter().map(|user| user["$id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn people_are_found_by_queries() {
    let town = peopled().await;
    let found = |queries: Vec<Query>| {
        let key = town.key();
        async move { key.list("/users", &queries).await.ok(200) }
    };
    let list = found(vec![Query::equal("email", "ben@town.test")]).await;
    assert_eq!((ids(&list), &list["total"]), (vec!["ben"], &json!(1)));
    assert_eq!(ids(&found(vec![Query::one_of("$id", ["cleo", "ana", "nobody"])]).await), ["ana", "cleo"]);
    assert_eq!(ids(&found(vec![Query::order_desc("name"), Query::limit(2)]).await), ["cleo", "ben"]);
    assert_eq!(ids(&found(vec![Query::cursor_after("ana")]).await), ["ben", "cleo"]);
    let labelled = Query::parse(r#"{"method":"contains","attribute":"labels","values":["vip"]}"#).unwrap();
    assert_eq!(ids(&found(vec![labelled]).await), ["ben"]);
    let list = found(vec![Query::limit(1)]).await;
    assert_eq!((ids(&list), &list["total"]), (vec!["ana"], &json!(3)), "the total counts beyond the page");
}

#[tokio::test]
async fn people_are_found_by_the_beginnings_of_words() {
    let town = peopled().await;
    let found = |words: &'static str| {
        let key = town.key();
        async move { key.get(&format!("/users?search={words}")).await.ok(200) }
    };
    assert_eq!(ids(&found("cid").await), ["ben"]);
    assert_eq!(ids(&found("an").await), ["ana"]);
    assert_eq!(ids(&found("ban%20ana").await), ["ana"]);
    assert_eq!(ids(&found("cleo%40town").await), ["cleo"]);
    assert_eq!(ids(&found("%25").await), Vec::<&str>::new(), "a percent sign is a sign");
    assert_eq!(ids(&found("zoe").await), Vec::<&str>::new());
    assert_eq!(found("ana").await["total"], 1);
}

#[tokio::test]
async fn a_total_can_be_left_out_and_wrong_queries_are_refused() {
    let town = peopled().await;
    assert_eq!(town.key().get("/users?total=false").await.ok(200)["total"], 0);
    let wrong = |query| {
        let key = town.key();
        async move { key.list("/users", &[query]).await }
    };
    let words = wrong(Query::equal("password", "x")).await.refused(400, "general_argument_invalid");
    assert_eq!(
        words, "Invalid `queries` param: Invalid query: Attribute not found in schema: password",
        "nobody can be found by their hash"
    );
    wrong(Query::cursor_after("zoe")).await.refused(400, "general_cursor_not_found");
    let select = Query::parse(r#"{"method":"select","values":["name"]}"#).unwrap();
    wrong(select).await.refused(400, "general_argument_invalid");
}
