//! What became of a form, told in the address of the page that comes after it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{StatusCode, header, redirect::Policy};

use crate::town::Instance;

const LIE: &str = "Your account is locked. Call us.";

/// The query that Leptos writes when this server function refuses with these words.
fn refusal(function: &str, words: &str) -> String {
    let error = BASE64_URL_SAFE.encode(format!("{{\"Refused\":\"{words}\"}}"));
    format!("__path={}&__err={error}", utf8_percent_encode(&format!("/api/{function}"), NON_ALPHANUMERIC))
}

#[tokio::test]
async fn a_link_puts_no_words_on_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let ana = at.register("ana").await;
    for (page, function) in
        [("/app/friends", "request_friend"), ("/app/friends", "renew_invite"), ("/app/me", "change_password")]
    {
        let address = format!("{page}?{}", refusal(function, LIE));
        let shown = ana.get(&at, &address).await;
        assert_eq!(shown.url().query(), None, "nor does the page's own script find them");
        assert!(!shown.text().await.unwrap().contains(LIE), "{address}");
        // The page does show what its own form was refused with.
        assert!(ana.after_a_form(&at, &address).await.text().await.unwrap().contains(LIE), "{address}");
    }
    for (address, words) in
        [("/?done=deleted", "Your account is gone"), ("/?problem=blocked", "That did not work yet")]
    {
        let page = at.http.get(at.url(address)).send().await.unwrap().text().await.unwrap();
        assert!(!page.contains(words), "{address}");
    }
}

#[tokio::test]
async fn a_form_sent_without_a_script_is_answered_on_its_page_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let ana = at.register("ana").await;
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let form = browser.post(at.url("/api/request_friend")).form(&[("whom", "@nobody_at_all")]);
    let form = form.header(header::COOKIE, &ana.cookie).header(header::ACCEPT, "text/html");
    let answer = form.header(header::REFERER, at.url("/app/friends")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    let to = answer.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let outcome =
        answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();

    let visit = async |cookie: String| browser.get(&to).header(header::COOKIE, cookie).send().await.unwrap();
    let page = visit(format!("{}; {outcome}", ana.cookie)).await;
    assert!(page.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("outcome=;"));
    assert!(page.text().await.unwrap().contains("notice bad"));
    let again = visit(ana.cookie.clone()).await;
    assert_eq!(
        (again.status(), &again.headers()[header::LOCATION]),
        (StatusCode::SEE_OTHER, &"/app/friends".parse().unwrap())
    );
}
