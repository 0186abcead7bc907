//! The menu of a friend: built for the one it is opened for, and opened by the address where no script runs.

use reqwest::{Response, StatusCode, header, redirect::Policy};

use crate::town::{Instance, Person};

/// An instance where Ana has two friends, and the ids of these.
async fn ana_and_two_friends(folder: &std::path::Path) -> (Instance, Person, [String; 2]) {
    let at = Instance::embedded(folder).await;
    let (ana, ben, cai) = (at.register("ana").await, at.register("ben").await, at.register("cai").await);
    ana.befriend(&at, &ben).await;
    ana.befriend(&at, &cai).await;
    let ids = [ben.id(&at).await, cai.id(&at).await];
    (at, ana, ids)
}

/// Sends a form as a browser without scripts does.
async fn post(at: &Instance, who: &Person, function: &str, form: &[(&str, &str)], from: &str) -> Response {
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let request = browser.post(at.url(&format!("/api/{function}"))).form(form);
    let request = request.header(header::COOKIE, &who.cookie).header(header::ACCEPT, "text/html");
    let answer = request.header(header::REFERER, at.url(from)).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    answer
}

#[tokio::test]
async fn the_address_opens_the_menu_of_one_friend_and_of_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let (at, ana, [ben, cai]) = ana_and_two_friends(folder.path()).await;
    let page = async |path: &str| ana.get(&at, path).await.text().await.unwrap();

    let closed = page("/app/friends").await;
    assert_eq!(closed.matches("class=\"menu-card\"").count(), 0);
    for function in ["mute_friend", "remove_friend", "block", "report"] {
        assert!(!closed.contains(&format!("action=\"/api/{function}\"")), "{function}");
    }

    let open = page(&format!("/app/friends?menu={ben}")).await;
    assert_eq!(open.matches("class=\"menu-card\"").count(), 1);
    let (_, menu) = open.split_once("class=\"menu-card\"").unwrap();
    let (menu, _) = menu.split_once("</li>").unwrap();
    for function in ["mute_friend", "remove_friend", "block", "report"] {
        assert_eq!(menu.matches(&format!("action=\"/api/{function}\"")).count(), 1, "{function}");
    }
    assert_eq!(menu.matches(&format!("name=\"person\" value=\"{ben}\"")).count(), 4);
    assert!(!menu.contains(&cai));

    for nobody in ["", "nobody", "%3Cscript%3E"] {
        let page = page(&format!("/app/friends?menu={nobody}")).await;
        assert_eq!(page.matches("class=\"menu-card\"").count(), 0, "{nobody}");
    }
}

#[tokio::test]
async fn the_stars_of_all_friends_share_two_forms() {
    let folder = tempfile::tempdir().unwrap();
    let (at, ana, [ben, cai]) = ana_and_two_friends(folder.path()).await;
    ana.call(&at, "set_favourite", &[("person", &ben), ("favourite", "true")]).await;
    let page = ana.get(&at, "/app/friends").await.text().await.unwrap();
    assert_eq!(page.matches("action=\"/api/set_favourite\"").count(), 2);
    for (friend, form) in [(&ben, "unfavour"), (&cai, "favour")] {
        let star =
            page.split("<button").find(|button| button.contains("star") && button.contains(friend.as_str()));
        assert!(star.unwrap().contains(&format!("form=\"{form}\"")), "{star:?}");
        assert!(page.contains(&format!("id=\"{form}\"")));
    }
}

#[tokio::test]
async fn what_a_form_was_refused_with_is_said_once_beside_the_friend_it_was_about() {
    let folder = tempfile::tempdir().unwrap();
    let (at, ana, [ben, _]) = ana_and_two_friends(folder.path()).await;
    let stranger = at.register("eve").await.id(&at).await;
    for (function, form, from) in [
        ("mute_friend", vec![("person", stranger.as_str())], format!("/app/friends?menu={ben}")),
        ("set_favourite", vec![("person", &stranger), ("favourite", "true")], "/app/friends".to_owned()),
    ] {
        let answer = post(&at, &ana, function, &form, &from).await;
        let page = ana.page_after(&at, &answer).await;
        assert_eq!(page.matches("notice bad").count(), 1, "{function}");
        let row = page.split("<li").find(|row| row.contains("notice bad") && row.contains(&ben));
        assert_eq!(row.is_some(), function == "mute_friend", "{function}");
    }
}
