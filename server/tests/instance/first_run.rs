//! The first run as plain forms and pages: where a new account leads, and each step without a script.

use reqwest::{Response, StatusCode, header, redirect::Policy};

use crate::town::{Instance, Person};

/// A plain form, as a browser without a script sends it from this page.
async fn post(
    at: &Instance,
    who: Option<&Person>,
    form: &str,
    fields: &[(&str, &str)],
    from: &str,
) -> Response {
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let mut request = browser.post(at.url(&format!("/api/{form}"))).form(fields);
    if let Some(who) = who {
        request = request.header(header::COOKIE, &who.cookie);
    }
    request.header(header::ACCEPT, "text/html").header(header::REFERER, at.url(from)).send().await.unwrap()
}

fn leads_to(answer: &Response) -> &str {
    assert_eq!(answer.status(), StatusCode::FOUND);
    answer.headers()[header::LOCATION].to_str().unwrap()
}

/// A page, without the marks by which Leptos finds its parts.
async fn page(at: &Instance, who: &Person, path: &str) -> String {
    let answer = who.get(at, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap().replace("<!>", "")
}

#[tokio::test]
async fn a_new_account_leads_to_the_first_run_and_every_other_way_in_to_the_globe() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let maya = at.register("maya").await;
    maya.call(&at, "renew_invite", &[]).await;
    let link = maya.call(&at, "my_invite", &[]).await;
    let token = link["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();

    let ana = [("name", "Ana"), ("email", "ana@example.com"), ("password", "correct horse")];
    let new = post(&at, None, "register", &ana, "/?mode=register").await;
    assert_eq!(leads_to(&new), "/app/welcome?step=1");
    let ben =
        [("name", "Ben"), ("email", "ben@example.com"), ("password", "correct horse"), ("invite", &token)];
    let invited = post(&at, None, "register", &ben, &format!("/invite/{token}")).await;
    assert_eq!(leads_to(&invited), "/app/welcome?step=1");
    let circle = maya.call(&at, "list_circle", &[]).await;
    assert_eq!(circle["friends"][0]["name"], "Ben", "an invite makes friends of them all the same");

    let back = post(&at, None, "sign_in", &ana[1..], "/").await;
    assert_eq!(leads_to(&back), "/app");
    let guest = post(&at, None, "continue_as_guest", &[("invite", &token)], "/").await;
    assert_eq!(leads_to(&guest), "/app");
}

#[tokio::test]
async fn a_handle_leads_on_and_one_that_cannot_be_had_leads_back_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let (ana, ben) = (at.register("ana").await, at.register("ben").await);
    let from = "/app/welcome?step=1";
    let chosen = post(&at, Some(&ana), "choose_first_handle", &[("handle", "@Ana")], from).await;
    assert_eq!(leads_to(&chosen), "/app/welcome?step=2");
    assert_eq!(ana.call(&at, "my_handle", &[]).await, "ana");
    assert!(page(&at, &ana, from).await.contains("value=\"ana\""), "it is there again");

    for (handle, reason) in [("ana", "Somebody else is @ana already"), ("no handle", "A handle has 3 to 20")]
    {
        let refused = post(&at, Some(&ben), "choose_first_handle", &[("handle", handle)], from).await;
        let back = leads_to(&refused).trim_start_matches(&at.url(""));
        assert!(back.starts_with("/app/welcome?step=1"), "{back}");
        let said = ben.page_after(&at, &refused).await;
        assert!(said.contains("Pick your handle") && said.contains(reason), "{said}");
    }
    assert!(ben.call(&at, "my_handle", &[]).await.is_null());
}

#[tokio::test]
async fn every_step_is_a_whole_page_with_a_way_on_and_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let ana = at.register("ana").await;
    for (number, title, on) in [
        (1, "Pick your handle", "href=\"/app/welcome?step=2\""),
        (2, "Place your pin", "href=\"/app/welcome?step=3\""),
        (3, "Invite someone", ">Done<"),
    ] {
        let step = page(&at, &ana, &format!("/app/welcome?step={number}")).await;
        assert!(step.contains(&format!("Step {number} of 3")) && step.contains(title), "{step}");
        assert!(step.contains(on), "{step}");
        assert_eq!(step.contains(">Skip<"), number < 3, "{step}");
    }
    for elsewhere in ["/app/welcome", "/app/welcome?step=9"] {
        assert!(page(&at, &ana, elsewhere).await.contains("Step 1 of 3"), "{elsewhere}");
    }

    // Whoever is nobody here is not led anywhere.
    let stranger = at.http.get(at.url("/app/welcome?step=1")).send().await.unwrap();
    assert!(!stranger.text().await.unwrap().contains("Pick your handle"));

    assert!(page(&at, &ana, "/app/me").await.contains("Finish setting up"));
    ana.call(&at, "choose_handle", &[("handle", "ana")]).await;
    assert!(!page(&at, &ana, "/app/me").await.contains("Finish setting up"));
}

#[tokio::test]
async fn a_place_is_put_in_words_for_whoever_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let ana = at.register("ana").await;
    let lyon = serde_json::json!({ "spot": { "lat": 45.7578, "lon": 4.8320 } });
    let ask = || at.http.post(at.url("/api/word_place")).json(&lyon);
    let words: serde_json::Value =
        ask().header(header::COOKIE, &ana.cookie).send().await.unwrap().json().await.unwrap();
    assert_eq!((&words["city"], &words["country"]), (&"near Lyon, France".into(), &"in France".into()));
    assert_ne!(ask().send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn what_friends_are_shown_of_a_place_is_drawn_for_whoever_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let at = Instance::embedded(folder.path()).await;
    let ana = at.register("ana").await;
    let ask = |precision: &str| {
        let spot = serde_json::json!({ "lat": 45.7578, "lon": 4.8320 });
        let asked = serde_json::json!({ "spot": spot, "precision": precision });
        at.http.post(at.url("/api/draw_place")).json(&asked)
    };
    let drawn = async |precision: &str| -> serde_json::Value {
        let answer = ask(precision).header(header::COOKIE, &ana.cookie).send().await.unwrap();
        answer.json().await.unwrap()
    };
    assert!(drawn("exact").await.is_null());
    let (city, country) = (drawn("city").await, drawn("country").await);
    assert_eq!((&city["words"], &country["words"]), (&"near Lyon, France".into(), &"in France".into()));
    assert_ne!(city["middle"], country["middle"]);
    assert_ne!(ask("city").send().await.unwrap().status(), StatusCode::OK);
}
