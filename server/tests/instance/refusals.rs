//! How server functions refuse.

use reqwest::{StatusCode, header};
use serde_json::{Value, json};

use crate::town::Instance;

#[tokio::test]
async fn a_refusal_has_the_status_that_goes_with_it_and_the_error_in_its_body() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let nobody = "theme=dark";
    for (function, form, cookie, status, error) in [
        ("who_am_i", vec![], nobody, StatusCode::UNAUTHORIZED, json!("SignedOut")),
        ("list_circle", vec![], "a_session_appchat=nonsense", StatusCode::UNAUTHORIZED, json!("SignedOut")),
        ("add_invented", vec![], &ana.cookie, StatusCode::GONE, json!("Gone")),
        (
            "find_towns",
            vec![],
            &ana.cookie,
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({ "Refused": "Something in that form could not be read." }),
        ),
    ] {
        let request = town.http.post(town.url(&format!("/api/{function}"))).form(&form as &Vec<(&str, &str)>);
        let answer = request.header(header::COOKIE, cookie).send().await.unwrap();
        assert_eq!(answer.status(), status, "{function}");
        assert_eq!(answer.json::<Value>().await.unwrap(), error, "{function}");
    }
    let handle = town.http.post(town.url("/api/choose_handle")).form(&[("handle", "!")]);
    let answer = handle.header(header::COOKIE, &ana.cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.json::<Value>().await.unwrap()["Refused"].is_string());
}

#[tokio::test]
async fn a_form_without_scripts_still_goes_back_to_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let form = http.post(town.url("/api/choose_handle")).form(&[("handle", "!")]);
    let form = form.header(header::ACCEPT, "text/html").header(header::REFERER, town.url("/app/me"));
    let answer = form.header(header::COOKIE, &ana.cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    assert!(answer.headers()[header::LOCATION].to_str().unwrap().starts_with(&town.url("/app/me")));
}

#[tokio::test]
async fn a_function_that_is_not_there_answers_in_our_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let unknown = town.url("/api/unknown");
    for request in [
        town.http.post(&unknown),
        town.http.get(&unknown),
        town.http.post(town.url("/api/sign_in/more")),
        town.http.post(town.url("/api/Sign_in")),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let text = answer.text().await.unwrap();
        assert!(!text.contains("server function") && !text.contains("register_explicit"), "{text}");
        let error: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(error, json!({ "Refused": "This page is not up to date. Reload it and try again." }));
    }
}
