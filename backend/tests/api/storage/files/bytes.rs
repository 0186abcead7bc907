//! `GET …/files/{fileId}/view` and `/download`.

use reqwest::Method;
use serde_json::json;

use crate::{
    storage::{FILES, bucket, form, picture, store},
    town::{Somebody, Town},
};

#[tokio::test]
async fn a_picture_is_shown_in_place_and_downloaded_under_its_name() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", picture(200_000), None).await.ok(201);
    let view = ana.get(&format!("{FILES}/cat/view")).await;
    assert_eq!((view.status, &view.bytes), (200, &picture(200_000)));
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-length", "200004"),
        ("content-disposition", "inline; filename=\"cat.jpg\""),
        ("content-security-policy", "script-src none;"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, max-age=3888000"),
    ] {
        assert_eq!(view.header(name), value);
    }
    let download = ana.get(&format!("{FILES}/cat/download")).await;
    assert_eq!((download.status, &download.bytes), (200, &view.bytes));
    assert_eq!(download.header("content-disposition"), "attachment; filename=\"cat.jpg\"");
}

#[tokio::test]
async fn any_part_of_it_can_be_asked_for() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = picture(200_000);
    store(&ana, "cat", bytes.clone(), None).await.ok(201);
    let ask = async |range: &str| {
        let request = ana.request(Method::GET, &format!("{FILES}/cat/view")).header("range", range);
        Somebody::answer(request).await
    };
    for (range, from, to) in [
        ("bytes=0-99", 0, 100),
        ("bytes=65530-65545", 65_530, 65_546),
        ("bytes=65536-131071", 65_536, 131_072),
        ("bytes=199990-", 199_990, 200_004),
        ("bytes=0-", 0, 200_004),
        ("bytes=7-7", 7, 8),
    ] {
        let part = ask(range).await;
        assert_eq!(part.status, 206, "{range}");
        assert!(part.bytes == bytes[from..to], "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {from}-{}/200004", to - 1));
        assert_eq!(part.header("content-length"), (to - from).to_string());
        assert_eq!(part.header("accept-ranges"), "bytes");
    }
    for range in ["bytes=988", "bytes=-988", "bytes=9-5", "bytes=0-200004", "bytes=200004-", "items=0-5"] {
        ask(range).await.refused(416, "storage_invalid_range");
    }
}

#[tokio::test]
async fn nothing_that_could_carry_script_is_shown_as_what_it_is() {
    let town = Town::new().await;
    let files = bucket(&town, "any", json!({ "permissions": ["read(\"any\")"] })).await;
    for (id, bytes) in [
        ("page", b"<html><script>alert(1)</script></html>".as_slice()),
        ("drawing", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("unknown", b"\0\x01\x02"),
    ] {
        let sent = form(id, "picture.jpg", bytes.to_vec(), None);
        Somebody::answer(town.key().request(Method::POST, &files).multipart(sent)).await.ok(201);
        let view = town.guest().get(&format!("{files}/{id}/view")).await;
        assert_eq!((view.header("content-type"), view.bytes.as_slice()), ("text/plain", bytes), "{id}");
        assert_eq!(view.header("content-security-policy"), "script-src none;");
    }
}

#[tokio::test]
async fn an_empty_file_is_shown_as_such() {
    let town = Town::new().await;
    let files = bucket(&town, "any", json!({})).await;
    let sent = town.key().request(Method::POST, &files).multipart(form("none", "none", vec![], None));
    Somebody::answer(sent).await.ok(201);
    let view = town.key().get(&format!("{files}/none/view")).await;
    assert_eq!((view.status, view.bytes.len()), (200, 0));
}

#[tokio::test]
async fn bytes_that_are_lost_or_changed_are_our_fault_and_never_passed_off_as_the_file() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", picture(9), None).await.ok(201);
    let path = crate::storage::blobs(town.folder()).remove(0);
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, bytes).unwrap();
    ana.get(&format!("{FILES}/cat/view")).await.refused(500, "general_unknown");
    std::fs::remove_file(path).unwrap();
    ana.get(&format!("{FILES}/cat/view")).await.refused(500, "general_unknown");
}
