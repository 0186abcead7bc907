//! The colour somebody chose for their picture, as they and their friends are told of it.

use app::hue::Hue;
use reqwest::{StatusCode, header, redirect::Policy};
use serde_json::{Value, json};

use crate::town::{Instance, Person};

/// An instance, and its key.
async fn town() -> (tempfile::TempDir, Instance, String) {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let key = backend::api_key_in(folder.path()).unwrap();
    (folder, town, key)
}

/// What the account's prefs are, once they have been made `these`, if anything.
async fn prefs(at: &Instance, key: &str, person: &str, these: Option<&Value>) -> Value {
    let address = at.url(&format!("/v1/users/{person}/prefs"));
    let request = match these {
        Some(prefs) => at.http.patch(address).json(&json!({ "prefs": prefs })),
        None => at.http.get(address),
    };
    let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", key);
    request.send().await.unwrap().json().await.unwrap()
}

async fn beat(person: &Person, at: &Instance) {
    let form = [
        ("saying[status]", "busy"),
        ("saying[composing]", "false"),
        ("saying[place][lat]", "45.757813"),
        ("saying[place][lon]", "4.832011"),
    ];
    person.call(at, "upsert_presence", &form).await;
}

/// The record of the only other person who is here.
async fn record(person: &Person, at: &Instance, other: &str) -> Option<Value> {
    let answer = person.get(at, "/v1/presences?project=appchat").await.json::<Value>().await.unwrap();
    let records = answer["presences"].as_array().unwrap().clone();
    records.into_iter().find(|record| record["userId"] == other)
}

fn picture(record: &Value) -> &str {
    record["metadata"]["avatarUrl"].as_str().unwrap()
}

#[tokio::test]
async fn friends_see_a_chosen_colour_at_once_and_nothing_else_is_changed() {
    let (_folder, town, key) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let id = ana.id(&town).await;
    let others = json!({ "theme": "dark", "dashboard": { "columns": [1, 2] } });
    prefs(&town, &key, &id, Some(&others)).await;
    beat(&ana, &town).await;
    let before = record(&ben, &town, &id).await.unwrap();
    let (mut ben_hears, mut ana_hears) =
        (ben.listen(&town, "presences").await, ana.listen(&town, "account").await);

    assert_eq!(ana.call(&town, "set_hue", &[("hue", "coral")]).await, "coral");

    let heard = ben_hears.event().await.payload;
    assert!(picture(&heard).contains("background=FF7A6B"), "{heard}");
    let mut as_before = heard.clone();
    as_before["metadata"]["avatarUrl"] = before["metadata"]["avatarUrl"].clone();
    for part in ["metadata", "status", "expiresAt", "$permissions"] {
        assert_eq!(as_before[part], before[part], "{part}");
    }
    assert_eq!(ana_hears.event().await.payload["prefs"]["hue"], "coral", "her other tabs are told");
    assert_eq!(ana.call(&town, "who_am_i", &[]).await["hue"], "coral");
    let kept = prefs(&town, &key, &id, None).await;
    assert_eq!(kept, json!({ "theme": "dark", "dashboard": { "columns": [1, 2] }, "hue": "coral" }));

    // The next beat, and whoever comes only then, know it as well.
    beat(&ana, &town).await;
    assert!(picture(&record(&ben, &town, &id).await.unwrap()).contains("background=FF7A6B"));
    let dots = ben.dots(&town).await;
    assert!(dots.iter().any(|dot| dot.id.as_str() == id && dot.hue == Hue::Coral), "{dots:?}");
    let circle = ben.call(&town, "list_circle", &[]).await;
    assert_eq!(circle["hues"], json!({ id.as_str(): "coral" }), "and of nobody else anything is said");
}

#[tokio::test]
async fn whoever_is_not_here_is_not_put_there_by_a_colour() {
    let (_folder, town, _) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let id = ana.id(&town).await;
    ana.call(&town, "set_hue", &[("hue", "violet")]).await;
    assert_eq!(record(&ben, &town, &id).await, None);
    assert_eq!(ben.call(&town, "list_circle", &[]).await["hues"][&id], "violet");
}

#[tokio::test]
async fn what_is_none_of_the_colours_is_refused_in_words_also_without_a_script() {
    let (_folder, town, key) = town().await;
    let ana = town.register("ana").await;
    let id = ana.id(&town).await;
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let post = |form: &str, fields: &[(&str, &str)], from: &str| {
        let request = browser.post(town.url(&format!("/api/{form}"))).form(fields);
        let request = request.header(header::COOKIE, &ana.cookie).header(header::ACCEPT, "text/html");
        request.header(header::REFERER, town.url(from)).send()
    };
    let leads_to = |answer: &reqwest::Response| {
        assert_eq!(answer.status(), StatusCode::FOUND);
        answer.headers()[header::LOCATION]
            .to_str()
            .unwrap()
            .replace(&town.url(""), "")
            .trim_end_matches('?')
            .to_owned()
    };
    let page = async |path: &str| ana.get(&town, path).await.text().await.unwrap();

    for bad in ["beige", "#FF7A6B", ""] {
        let answer = post("set_hue", &[("hue", bad)], "/app/me").await.unwrap();
        let said = ana.page_after(&town, &answer).await;
        assert!(said.contains("That is none of the colours. Choose one of the six."), "{bad}");
    }
    let bad = [("handle", "ana"), ("hue", "beige")];
    let answer = post("choose_first_handle", &bad, "/app/welcome?step=1").await.unwrap();
    assert!(ana.page_after(&town, &answer).await.contains("That is none of the colours."));
    assert_eq!(prefs(&town, &key, &id, None).await, json!({}));
    assert!(ana.call(&town, "my_handle", &[]).await.is_null(), "nor was the handle beside it chosen");

    // A colour that is one is kept by the same forms, and is there again.
    let good = post("set_hue", &[("hue", "sky")], "/app/me").await.unwrap();
    assert_eq!(leads_to(&good), "/app/me");
    let good = [("handle", "ana"), ("hue", "mint")];
    let answer = post("choose_first_handle", &good, "/app/welcome?step=1").await.unwrap();
    assert_eq!(leads_to(&answer), "/app/welcome?step=2");
    assert_eq!(prefs(&town, &key, &id, None).await, json!({ "hue": "mint" }));
    for path in ["/app/welcome?step=1", "/app/me"] {
        let page = page(path).await;
        let mint = page.split("<input").find(|input| input.contains("value=\"mint\"")).unwrap();
        assert!(mint.contains("checked"), "{path}: {mint}");
        assert_eq!(page.matches("name=\"hue\"").count(), 6, "{path}");
    }

    let stranger = browser.post(town.url("/api/set_hue")).form(&[("hue", "sky")]).send().await.unwrap();
    assert!(stranger.text().await.unwrap().contains("SignedOut"));
}
