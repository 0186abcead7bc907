//! `DELETE /account/sessions` and one of them.

use crate::town::{PROJECT, Somebody, Town};

async fn is_in(person: &Somebody) -> bool {
    person.get("/account").await.status == 200
}

#[tokio::test]
async fn signing_out_here_leaves_the_others_signed_in_and_clears_the_cookies() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    let laptop = town.sign_in("ana").await;
    let answer = phone.delete("/account/sessions/current").await;
    assert_eq!(answer.header("x-fallback-cookies"), "[]");
    let gone = "=deleted; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly";
    assert_eq!(
        answer.cookies(),
        [format!("a_session_{PROJECT}_legacy{gone}"), format!("a_session_{PROJECT}{gone}; SameSite=None")]
    );
    assert!(!answer.headers.contains_key("content-type") && answer.bytes.is_empty());
    assert_eq!(answer.status, 204);
    assert!(!is_in(&phone).await);
    assert!(is_in(&laptop).await);
}

#[tokio::test]
async fn signing_out_elsewhere_leaves_this_cookie_alone() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    let laptop = town.sign_in("ana").await;
    let id = phone.get("/account/sessions/current").await.ok(200)["$id"].as_str().unwrap().to_owned();
    let answer = laptop.delete(&format!("/account/sessions/{id}")).await;
    assert!(answer.cookies().is_empty());
    answer.ok(204);
    assert!(!is_in(&phone).await);
    assert!(is_in(&laptop).await);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_this_person_only() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    let laptop = town.sign_in("ana").await;
    let ben = town.user("ben").await;
    let answer = laptop.delete("/account/sessions").await;
    assert_eq!(answer.cookies().len(), 2);
    answer.ok(204);
    assert!(!is_in(&phone).await && !is_in(&laptop).await);
    assert!(is_in(&ben).await);
}
