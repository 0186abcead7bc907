//! `GET …/files/{fileId}/preview`.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::Method;
use serde_json::json;

use crate::{
    storage::{FILES, bucket, form, store},
    town::{Answer, Somebody, Town},
};

/// A picture that is red on the left and blue on the right.
fn flag(format: ImageFormat) -> Vec<u8> {
    let flag = RgbImage::from_fn(80, 40, |x, _| if x < 40 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) });
    let mut bytes = Cursor::new(vec![]);
    flag.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[track_caller]
fn picture(answer: &Answer, kind: &str) -> DynamicImage {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    assert_eq!(answer.header("content-type"), kind);
    let format = ImageFormat::from_mime_type(kind).unwrap();
    image::load_from_memory_with_format(&answer.bytes, format).unwrap()
}

async fn upload(who: &Somebody, files: &str, id: &str, name: &str, bytes: Vec<u8>) {
    let sent = who.request(Method::POST, files).multipart(form(id, name, bytes, None));
    Somebody::answer(sent).await.ok(201);
}

#[tokio::test]
async fn a_picture_comes_in_the_size_shape_and_format_asked_for() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", flag(ImageFormat::Jpeg), None).await.ok(201);
    let preview = async |query: &str| ana.get(&format!("{FILES}/cat/preview{query}")).await;

    let plain = picture(&preview("").await, "image/jpeg");
    assert_eq!((plain.width(), plain.height()), (80, 40));
    let narrow = picture(&preview("?width=20").await, "image/jpeg");
    assert_eq!((narrow.width(), narrow.height()), (20, 10), "one side keeps the shape");
    let left = picture(&preview("?width=10&height=10&gravity=left&output=png").await, "image/png");
    assert_eq!((left.width(), left.height()), (10, 10));
    let [red, _, blue, _] = left.into_rgba8().get_pixel(9, 5).0;
    assert!(red > 150 && blue < 50, "the right side was cut off: {red} {blue}");
    for (output, kind) in
        [("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("webp", "image/webp")]
    {
        picture(&preview(&format!("?width=8&output={output}")).await, kind);
    }
    let all = "?width=20&height=20&borderWidth=2&borderColor=00ff00&borderRadius=5&opacity=0.5&rotation=90&\
        background=ffffff&quality=90&output=png&project=town";
    let dressed = picture(&preview(all).await, "image/png");
    assert_eq!((dressed.width(), dressed.height()), (24, 24));
}

#[tokio::test]
async fn what_was_drawn_before_is_not_drawn_again_and_browsers_are_told_how_long_to_keep_it() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", flag(ImageFormat::Png), None).await.ok(201);
    let preview = async |query: &str| ana.get(&format!("{FILES}/cat/preview?{query}")).await;
    let first = preview("width=20").await;
    assert_eq!(first.header("x-appwrite-cache"), "miss");
    assert_eq!(first.header("cache-control"), "private, max-age=2592000");
    let second = preview("width=20&height=0").await;
    assert_eq!(second.header("x-appwrite-cache"), "hit");
    assert_eq!(second.header("cache-control"), "private, max-age=15552000");
    assert_eq!(first.bytes, second.bytes);
    assert_eq!(preview("width=21").await.header("x-appwrite-cache"), "miss");

    ana.delete(&format!("{FILES}/cat")).await.ok(204);
    preview("width=20").await.refused(404, "storage_file_not_found");
    store(&ana, "cat", flag(ImageFormat::Png), None).await.ok(201);
    assert_eq!(preview("width=20").await.header("x-appwrite-cache"), "miss", "another file of the same name");
}

#[tokio::test]
async fn many_may_ask_at_once_and_all_are_answered() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", flag(ImageFormat::Jpeg), None).await.ok(201);
    let ask = async |width: u32| ana.get(&format!("{FILES}/cat/preview?width={width}")).await;
    let answers = futures_util::future::join_all((1..13).map(ask)).await;
    for (answer, width) in answers.iter().zip(1..) {
        assert_eq!(picture(answer, "image/jpeg").width(), width);
    }
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_shown_as_an_icon() {
    let town = Town::new().await;
    let files = bucket(&town, "any", json!({ "permissions": ["read(\"any\")"] })).await;
    let key = town.key();
    upload(&key, &files, "text", "text.pdf", b"%PDF-1.7 and so on".to_vec()).await;
    upload(&key, &files, "broken", "broken.png", b"\x89PNG\r\n\x1A\nand then nothing".to_vec()).await;
    upload(&key, &files, "drawing", "drawing.svg", b"<svg onload='alert(1)'/>".to_vec()).await;
    let mut icons = vec![];
    for id in ["text", "broken", "drawing"] {
        let answer = town.guest().get(&format!("{files}/{id}/preview?width=64&output=png")).await;
        assert_eq!(picture(&answer, "image/png").width(), 64, "{id}");
        icons.push(answer.bytes);
    }
    assert!(icons[0] == icons[1] && icons[1] == icons[2]);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", flag(ImageFormat::Jpeg), None).await.ok(201);
    for (name, bad) in [
        ("width", "4001"),
        ("height", "-1"),
        ("gravity", "up"),
        ("quality", "101"),
        ("borderWidth", "101"),
        ("borderColor", "red"),
        ("borderRadius", "4001"),
        ("opacity", "2"),
        ("rotation", "361"),
        ("background", "%23fff"),
        ("output", "bmp"),
        ("output", "avif"),
    ] {
        let answer = ana.get(&format!("{FILES}/cat/preview?{name}={bad}")).await;
        let words = answer.refused(400, "general_argument_invalid");
        assert!(words.starts_with(&format!("Invalid `{name}` param: ")), "{words}");
    }
}

#[tokio::test]
async fn who_may_not_read_a_file_gets_no_preview_of_it() {
    let town = Town::new().await;
    let (ana, eve) = (town.user("ana").await, town.user("eve").await);
    store(&ana, "cat", flag(ImageFormat::Jpeg), None).await.ok(201);
    ana.get(&format!("{FILES}/cat/preview?width=8")).await.ok(200);
    for somebody in [&eve, &town.guest()] {
        let answer = somebody.get(&format!("{FILES}/cat/preview?width=8")).await;
        answer.refused(404, "storage_file_not_found");
    }
    town.key().get(&format!("{FILES}/cat/preview?width=8")).await.ok(200);
}

#[tokio::test]
async fn a_bucket_can_do_without_previews() {
    let town = Town::new().await;
    let settings = json!({ "permissions": ["read(\"any\")"], "transformations": false });
    let files = bucket(&town, "raw", settings).await;
    upload(&town.key(), &files, "cat", "cat.jpg", flag(ImageFormat::Jpeg)).await;
    let path = format!("{files}/cat/preview");
    town.guest().get(&path).await.refused(403, "storage_bucket_transformations_disabled");
    town.guest().get(&format!("{files}/cat/view")).await.ok(200);
    picture(&town.key().get(&path).await, "image/jpeg");
}
