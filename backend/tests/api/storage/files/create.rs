//! `POST …/files`, whole.

use reqwest::{Method, multipart::Form};
use serde_json::json;

use crate::{
    realtime::socket::Socket,
    storage::{FILES, bucket, form, on_disk, picture, store},
    town::{Somebody, Town},
};

#[tokio::test]
async fn what_may_not_be_stored_is_refused_by_name_and_leaves_nothing() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let send = async |who: &Somebody, form: Form| {
        Somebody::answer(who.request(Method::POST, FILES).multipart(form)).await
    };
    let cat = |permissions: &[&str]| form("cat", "cat.jpg", picture(9), Some(permissions));

    send(&ana, Form::new().text("fileId", "cat")).await.refused(400, "storage_file_empty");
    ana.post(FILES, json!({ "fileId": "cat" })).await.refused(400, "storage_file_empty");
    for name in ["cat.exe", "cat", "jpg", "cat.jpg.html"] {
        let refused = send(&ana, form("cat", name, picture(9), None)).await;
        refused.refused(400, "storage_file_type_unsupported");
    }
    let large = form("cat", "cat.jpg", picture(10_485_757), None);
    send(&ana, large).await.refused(400, "storage_invalid_file_size");
    let huge = form("cat", "cat.jpg", picture(13_000_000), None);
    send(&ana, huge).await.refused(413, "general_payload_too_large");
    send(&town.guest(), cat(&[])).await.refused(401, "user_unauthorized");
    send(&ana, cat(&["read(\"user:ben\")"])).await.refused(401, "user_unauthorized");
    send(&ana, cat(&["create(\"user:ana\")"])).await.refused(400, "general_argument_invalid");
    send(&ana, cat(&["read(nobody)"])).await.refused(400, "general_argument_invalid");
    for id in ["-cat", "a/b", ""] {
        send(&ana, form(id, "cat.jpg", picture(9), None)).await.refused(400, "general_argument_invalid");
    }
    let elsewhere = ana.request(Method::POST, "/storage/buckets/nowhere/files").multipart(cat(&[]));
    Somebody::answer(elsewhere).await.refused(404, "storage_bucket_not_found");
    assert_eq!(town.key().get(FILES).await.ok(200)["total"], 0);
    assert_eq!(on_disk(&town), 0);
}

#[tokio::test]
async fn extensions_are_compared_without_case_and_the_folders_of_a_name_are_dropped() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let sent = form("unique()", "C:\\pictures/Cat.JPG", picture(9), None);
    let file = Somebody::answer(ana.request(Method::POST, FILES).multipart(sent)).await.ok(201);
    assert_eq!(file["name"], "Cat.JPG");
    assert_eq!(file["$id"].as_str().unwrap().len(), 20);
}

#[tokio::test]
async fn an_id_is_given_once_and_who_comes_second_loses_nothing_but_their_own() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let file = store(&ana, "cat", picture(9), None).await.ok(201);
    store(&ben, "cat", picture(50), None).await.refused(409, "storage_file_already_exists");
    assert_eq!(ana.get(&format!("{FILES}/cat")).await.ok(200), file);
    assert_eq!(on_disk(&town), 1);
    // Both at once: one wins, and no bytes of the other stay.
    let (one, two) =
        tokio::join!(store(&ana, "dog", picture(9), None), store(&ben, "dog", picture(50), None));
    assert_eq!([201, 409], {
        let mut both = [one.status, two.status];
        both.sort_unstable();
        both
    });
    assert_eq!(on_disk(&town), 2);
}

#[tokio::test]
async fn a_key_gives_what_it_likes_and_nothing_by_itself() {
    let town = Town::new().await;
    let file = store(&town.key(), "cat", picture(9), None).await.ok(201);
    assert_eq!(file["$permissions"], json!([]));
    let shared = ["read(\"user:ben\")", "write(\"user:ana\")"];
    let file = store(&town.key(), "dog", picture(9), Some(&shared)).await.ok(201);
    let spelled = ["read(\"user:ben\")", "update(\"user:ana\")", "delete(\"user:ana\")"];
    assert_eq!(file["$permissions"], json!(spelled));
}

#[tokio::test]
async fn the_type_is_told_by_the_bytes_and_not_by_the_name() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let file = store(&ana, "cat", b"<html><script>alert(1)</script></html>".to_vec(), None).await.ok(201);
    assert_eq!((&file["name"], &file["mimeType"]), (&json!("cat.jpg"), &json!("text/html")));
}

#[tokio::test]
async fn whoever_may_read_a_file_hears_of_it_and_nobody_else() {
    let town = Town::new().await;
    let (ana, ben, eve) = (town.user("ana").await, town.user("ben").await, town.user("eve").await);
    let channel = "buckets.pictures.files";
    let mut his = Socket::listening(&town, &ben, &[channel]).await;
    let mut hers = Socket::listening(&town, &eve, &[channel]).await;
    let shared = ["read(\"user:ben\")", "write(\"user:ana\")"];
    let file = store(&town.key(), "cat", picture(9), Some(&shared)).await.ok(201);
    assert_eq!(his.event("buckets.pictures.files.cat.create").await["payload"], file);
    ana.delete(&format!("{FILES}/cat")).await.ok(204);
    assert_eq!(his.event("buckets.pictures.files.cat.delete").await["payload"], file);
    hers.hears_nothing().await;
}

#[tokio::test]
async fn a_bucket_without_encryption_keeps_bytes_as_they_came() {
    let town = Town::new().await;
    let files = bucket(&town, "plain", json!({ "encryption": false })).await;
    let sent = town.key().request(Method::POST, &files).multipart(form("cat", "cat", picture(9), None));
    let file = Somebody::answer(sent).await.ok(201);
    assert_eq!((&file["sizeActual"], &file["encryption"]), (&json!(13), &json!(false)));
    let path = crate::storage::blobs(town.folder()).remove(0);
    assert_eq!(std::fs::read(path).unwrap(), picture(9));
    assert_eq!(town.key().get(&format!("{files}/cat/view")).await.bytes, picture(9));
}

#[tokio::test]
async fn a_file_may_lie_in_a_folder_which_is_part_of_its_key() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let sent = form("cat", "cat.jpg", picture(9), None).text("folder", "pets/");
    let file = Somebody::answer(ana.request(Method::POST, FILES).multipart(sent)).await.ok(201);
    let told = [&file["name"], &file["folder"], &file["key"]];
    assert_eq!(told, [&json!("cat.jpg"), &json!("pets/"), &json!("pets/cat.jpg")]);
    store(&ana, "dog", picture(9), None).await.ok(201);
    let pets = ana.list(FILES, &[appwrite::Query::equal("folder", "pets/")]).await.ok(200);
    assert_eq!((&pets["total"], &pets["files"]), (&json!(1), &json!([file])));
    let long = form("long", "cat.jpg", picture(9), None).text("folder", "x".repeat(1025));
    let refused = Somebody::answer(ana.request(Method::POST, FILES).multipart(long)).await;
    refused.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn a_bucket_may_name_a_compression_and_files_come_back_as_they_were() {
    let town = Town::new().await;
    for compression in ["none", "gzip", "zstd"] {
        let files = bucket(&town, compression, json!({ "compression": compression })).await;
        let sent = town.key().request(Method::POST, &files).multipart(form("cat", "cat", picture(9), None));
        let file = Somebody::answer(sent).await.ok(201);
        assert_eq!((&file["compression"], &file["sizeOriginal"]), (&json!(compression), &json!(13)));
        assert_eq!(town.key().get(&format!("{files}/cat/view")).await.bytes, picture(9));
    }
}
