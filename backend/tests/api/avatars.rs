//! `/avatars/initials`.

use crate::town::{Somebody, Town};

async fn picture(somebody: &Somebody, query: &str) -> image::RgbaImage {
    let answer = somebody.get(&format!("/avatars/initials{query}")).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("cache-control"), "private, max-age=3888000");
    image::load_from_memory_with_format(&answer.bytes, image::ImageFormat::Png).unwrap().into_rgba8()
}

#[tokio::test]
async fn initials_come_in_the_size_and_colour_asked_for() {
    let town = Town::new().await;
    let guest = town.guest();
    let ana = picture(&guest, "?name=Ana%20Ban&width=96&height=64&background=336699").await;
    assert_eq!(ana.dimensions(), (96, 64));
    assert_eq!(ana.get_pixel(0, 0).0, [0x33, 0x66, 0x99, 0xFF]);
    assert!(ana.pixels().any(|pixel| pixel.0[3] == 0), "the letters are holes");
    assert_eq!(picture(&guest, "?name=A&width=0").await.dimensions(), (500, 500));
    assert_eq!(picture(&guest, "?name=A&width=9&height=9").await.get_pixel(0, 0).0, [0xFD, 0x36, 0x6E, 0xFF]);
}

#[tokio::test]
async fn without_a_name_they_are_the_callers_own() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let own = picture(&ana, "?width=80&height=80").await;
    assert_eq!(own, picture(&town.guest(), "?name=ana&width=80&height=80").await);
    assert_ne!(own, picture(&town.guest(), "?width=80&height=80").await, "a guest has no name");
}

#[tokio::test]
async fn an_image_tag_can_name_the_project_in_the_address() {
    let town = Town::new().await;
    let tag = town.guest().without("x-appwrite-project");
    picture(&tag, "?name=Ana&width=8&height=8&project=town").await;
}

#[tokio::test]
async fn what_is_out_of_range_is_refused() {
    let town = Town::new().await;
    let long = format!("name={}", "x".repeat(129));
    for bad in ["width=2001", "height=-1", "width=wide", "background=red", long.as_str()] {
        let answer = town.guest().get(&format!("/avatars/initials?{bad}")).await;
        answer.refused(400, "general_argument_invalid");
    }
}
