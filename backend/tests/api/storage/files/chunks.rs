//! `POST …/files`, in chunks.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    storage::{FILES, form, on_disk, picture, store},
    town::{Answer, Somebody, Town},
};

const CHUNK: usize = 5 * 1024 * 1024;

/// Sends one chunk of these bytes, as the SDKs do.
async fn chunk(who: &Somebody, id: &str, bytes: &[u8], place: usize) -> Answer {
    let (from, to) = (place * CHUNK, bytes.len().min((place + 1) * CHUNK));
    let range = format!("bytes {from}-{}/{}", to - 1, bytes.len());
    let mut request = who.request(Method::POST, FILES).header("content-range", range);
    if place > 0 {
        request = request.header("x-appwrite-id", id);
    }
    let form = form(if place > 0 { "ignored" } else { id }, "cat.jpg", bytes[from..to].to_vec(), None);
    Somebody::answer(request.multipart(form)).await
}

fn progress(file: &Value) -> (u64, u64) {
    (file["chunksUploaded"].as_u64().unwrap(), file["chunksTotal"].as_u64().unwrap())
}

fn large() -> Vec<u8> {
    picture(CHUNK + 1000)
}

#[tokio::test]
async fn a_file_is_whole_when_its_last_chunk_has_come_in_whatever_order() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    let first = chunk(&ana, "cat", &bytes, 1).await.ok(201);
    assert_eq!(progress(&first), (1, 2));
    assert_eq!((&first["mimeType"], &first["signature"]), (&json!(""), &json!("")));
    ana.get(&format!("{FILES}/cat")).await.refused(404, "storage_file_not_found");

    let whole = chunk(&ana, "cat", &bytes, 0).await.ok(201);
    assert_eq!(progress(&whole), (2, 2));
    assert_eq!((&whole["mimeType"], &whole["sizeOriginal"]), (&json!("image/jpeg"), &json!(bytes.len())));
    assert_eq!(ana.get(&format!("{FILES}/cat")).await.ok(200), whole);
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, bytes);
    let signature = store(&ana, "again", bytes, None).await.ok(201)["signature"].clone();
    assert_eq!(whole["signature"], signature, "as if it had come whole");
    assert_eq!(on_disk(&town), 2, "nothing is left of the chunks");
}

#[tokio::test]
async fn chunks_may_come_at_once() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    let (one, two) = tokio::join!(chunk(&ana, "cat", &bytes, 0), chunk(&ana, "cat", &bytes, 1));
    let done = [one.ok(201), two.ok(201)].iter().filter(|file| progress(file) == (2, 2)).count();
    assert_eq!(done, 1, "exactly one of them is told that it completed the file");
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, bytes);
    assert_eq!(on_disk(&town), 1);
}

#[tokio::test]
async fn the_last_chunk_may_be_sent_many_times_at_once_and_makes_one_file() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    chunk(&ana, "cat", &bytes, 0).await.ok(201);
    let last = || chunk(&ana, "cat", &bytes, 1);
    let answers = futures_util::future::join_all((0..6).map(|_| last())).await;
    let mut made = 0;
    for answer in answers {
        match answer.status {
            201 => made += 1,
            429 => {
                assert_eq!(answer.header("retry-after"), "5");
                answer.refused(429, "general_rate_limit_exceeded");
            }
            _ => assert_eq!(progress(&answer.ok(200)), (2, 2)),
        }
    }
    assert_eq!(made, 1);
    assert_eq!(last().await.ok(200)["sizeOriginal"], bytes.len());
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, bytes);
    assert_eq!(on_disk(&town), 1);
}

#[tokio::test]
async fn a_chunk_sent_again_counts_once_and_after_the_end_is_answered_with_the_file() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    chunk(&ana, "cat", &bytes, 0).await.ok(201);
    assert_eq!(progress(&chunk(&ana, "cat", &bytes, 0).await.ok(201)), (1, 2));
    assert_eq!(on_disk(&town), 1);
    let whole = chunk(&ana, "cat", &bytes, 1).await.ok(201);
    assert_eq!(chunk(&ana, "cat", &bytes, 1).await.ok(200), whole);
    assert_eq!(on_disk(&town), 1);
}

#[tokio::test]
async fn an_upload_belongs_to_whoever_began_it() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let bytes = large();
    chunk(&ana, "cat", &bytes, 0).await.ok(201);
    chunk(&ben, "cat", &bytes, 1).await.refused(401, "user_unauthorized");
    chunk(&ana, "cat", &bytes, 1).await.ok(201);
    chunk(&ben, "cat", &bytes, 1).await.refused(409, "storage_file_already_exists");
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, bytes);
}

#[tokio::test]
async fn what_is_not_a_chunk_of_the_file_is_refused() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let send = async |range: &str, id: &str, bytes: Vec<u8>| {
        let request =
            ana.request(Method::POST, FILES).header("content-range", range).header("x-appwrite-id", id);
        Somebody::answer(request.multipart(form("cat", "cat.jpg", bytes, None))).await
    };
    for range in ["bytes 9-5/100", "bytes 0-100/100", "bytes", "bytes 0-12/200", "bytes 7-19/20"] {
        send(range, "cat", picture(9)).await.refused(400, "storage_invalid_content_range");
    }
    send("bytes 0-99/100", "cat", picture(9)).await.refused(400, "storage_invalid_content_range");
    send("bytes 0-12/13", "unique()", picture(9)).await.refused(400, "storage_invalid_appwrite_id");
    let range = format!("bytes 0-{}/10485761", CHUNK - 1);
    send(&range, "cat", picture(CHUNK - 4)).await.refused(400, "storage_invalid_file_size");
    assert_eq!(on_disk(&town), 0);
    assert_eq!(
        progress(&send("bytes 0-12/13", "cat", picture(9)).await.ok(201)),
        (1, 1),
        "one chunk is enough"
    );
}

#[tokio::test]
async fn an_upload_goes_on_after_a_restart() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    chunk(&ana, "cat", &bytes, 0).await.ok(201);
    let town = town.restarted().await;
    let ana = town.sign_in("ana").await;
    assert_eq!(progress(&chunk(&ana, "cat", &bytes, 1).await.ok(201)), (2, 2));
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, bytes);
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_is_given_up_after_a_day() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bytes = large();
    chunk(&ana, "cat", &bytes, 0).await.ok(201);
    town.pass(Duration::from_secs(12 * 3600));
    chunk(&ana, "dog", &bytes, 0).await.ok(201);
    assert_eq!(on_disk(&town), 2);
    town.pass(Duration::from_secs(13 * 3600));
    while on_disk(&town) > 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(progress(&chunk(&ana, "cat", &bytes, 1).await.ok(201)), (1, 2), "its first chunk is gone");
    assert_eq!(progress(&chunk(&ana, "dog", &bytes, 1).await.ok(201)), (2, 2), "this one is half a day old");
}
