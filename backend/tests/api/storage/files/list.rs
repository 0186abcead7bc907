//! `GET …/files`.

use appwrite::Query;
use serde_json::Value;

use crate::{
    storage::{FILES, picture, store},
    town::Town,
};

fn ids(list: &Value) -> Vec<&str> {
    list["files"].as_array().unwrap().iter().map(|file| file["$id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_list_holds_what_the_caller_may_read_in_the_order_asked_for() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    for (n, id) in ["c", "a", "b"].into_iter().enumerate() {
        store(&ana, id, picture(n), None).await.ok(201);
    }
    store(&ben, "his", picture(9), None).await.ok(201);
    store(&ana, "shared", picture(9), Some(&["read(\"users\")"])).await.ok(201);

    let all = ana.get(FILES).await.ok(200);
    assert_eq!((ids(&all), &all["total"]), (vec!["c", "a", "b", "shared"], &4.into()));
    assert_eq!(ids(&ben.get(FILES).await.ok(200)), ["his", "shared"]);
    assert_eq!(ids(&town.guest().get(FILES).await.ok(200)), [""; 0]);
    assert_eq!(town.key().get(FILES).await.ok(200)["total"], 5);
    assert_eq!(ana.get(&format!("{FILES}?total=false")).await.ok(200)["total"], 0);
    assert_eq!(ids(&ana.get(&format!("{FILES}?search=SHAR")).await.ok(200)), ["shared"]);

    let page = [Query::order_desc("$id"), Query::limit(2)];
    let page = ana.list(FILES, &page).await.ok(200);
    assert_eq!((ids(&page), &page["total"]), (vec!["shared", "c"], &4.into()));
    let page = [Query::order_desc("$id"), Query::limit(2), Query::cursor_after("c")];
    assert_eq!(ids(&ana.list(FILES, &page).await.ok(200)), ["b", "a"]);
    let small = ana.list(FILES, &[Query::less_than("sizeOriginal", 6)]).await.ok(200);
    assert_eq!(ids(&small), ["c", "a"]);
    ana.list(FILES, &[Query::equal("blob", "x")]).await.refused(400, "general_argument_invalid");
    ana.list(FILES, &[Query::cursor_after("nowhere")]).await.refused(400, "general_cursor_not_found");
}
