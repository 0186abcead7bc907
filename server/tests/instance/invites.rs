//! Invite links: who sees what behind one, who becomes a friend by it, and how often.

use futures_util::future::join_all;
use reqwest::{StatusCode, header};
use serde_json::{Value, json};

use crate::town::{Instance, Person};

/// One instance, and Maya, who invites.
struct Town {
    at: Instance,
    maya: Person,
    folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let maya = at.register("Maya").await;
        Self { at, maya, folder }
    }

    /// A new link of this person: its token.
    async fn link_of(&self, person: &Person) -> String {
        person.call(&self.at, "renew_invite", &[]).await;
        self.token_of(person).await.expect("a link that was just made")
    }

    /// The token of the link this person has.
    async fn token_of(&self, person: &Person) -> Option<String> {
        let invite = person.call(&self.at, "my_invite", &[]).await;
        let link = invite["link"].as_str()?;
        Some(link.strip_prefix(&self.at.url("/invite/")).unwrap().to_owned())
    }

    /// How many people have used the link this person has.
    async fn uses(&self, person: &Person) -> u64 {
        person.call(&self.at, "my_invite", &[]).await["uses"].as_u64().unwrap()
    }

    async fn look(&self, person: &Person, token: &str) -> Value {
        person.call(&self.at, "look_at_invite", &[("token", token)]).await
    }

    /// Whether accepting went well.
    async fn accept(&self, person: &Person, token: &str) -> bool {
        let request = self.at.http.post(self.at.url("/api/accept_invite")).form(&[("token", token)]);
        request.header(header::COOKIE, &person.cookie).send().await.unwrap().status() == StatusCode::OK
    }

    /// The page behind a link, as a browser without scripts and with this person's cookie gets it.
    async fn page(&self, person: Option<&Person>, token: &str) -> (StatusCode, String) {
        let page =
            self.at.http.get(self.at.url(&format!("/invite/{token}"))).header(header::ACCEPT, "text/html");
        let page = match person {
            Some(person) => page.header(header::COOKIE, &person.cookie),
            None => page,
        };
        let page = page.send().await.unwrap();
        (page.status(), page.text().await.unwrap())
    }

    async fn names_of_friends(&self, person: &Person) -> Vec<String> {
        let circle = person.call(&self.at, "list_circle", &[]).await;
        let friends = circle["friends"].as_array().unwrap().clone();
        friends.iter().map(|friend| friend["name"].as_str().unwrap().to_owned()).collect()
    }

    /// The API as its operator.
    async fn with_key(&self, method: reqwest::Method, path: &str, body: Value) -> Value {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let request = self.at.http.request(method, self.at.url(path)).json(&body);
        let request = request.header("x-appwrite-key", key).header("x-appwrite-project", "appchat");
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
        answer.json().await.unwrap()
    }

    /// A crowd, made by the operator: nobody may come in so often from one address.
    async fn crowd(&self, size: usize) -> Vec<Person> {
        let one = async |number: usize| {
            let user = json!({ "userId": format!("crowd-{number}"), "name": format!("Number {number}") });
            self.with_key(reqwest::Method::POST, "/v1/users", user).await;
            let sessions = format!("/v1/users/crowd-{number}/sessions");
            let session = self.with_key(reqwest::Method::POST, &sessions, json!({})).await;
            let secret = session["secret"].as_str().unwrap();
            let secret = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC);
            Person { email: String::new(), cookie: format!("a_session_appchat={secret}") }
        };
        join_all((0..size).map(one)).await
    }

    /// A week goes by for this link.
    async fn let_expire(&self, token: &str) {
        let row = format!("/v1/tablesdb/appchat-db/tables/invites/rows/{token}");
        let over = json!({ "data": { "expiresAt": "2026-01-01T00:00:00.000+00:00" } });
        self.with_key(reqwest::Method::PATCH, &row, over).await;
    }
}

#[tokio::test]
async fn whoever_opens_a_link_learns_who_invites_and_is_a_friend_once_they_are_in() {
    let town = Town::open().await;
    let token = town.link_of(&town.maya).await;

    let (status, page) = town.page(None, &token).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Maya invited you") && !page.contains(&town.maya.email), "{page}");
    assert!(!page.contains(&town.maya.id(&town.at).await), "a name and a face, and nothing else");
    let carried = format!("<input type=\"hidden\" name=\"invite\" value=\"{token}\"");
    assert_eq!(page.matches(&carried).count(), 2, "the form and the guest's entrance: {page}");

    let short = [("name", "Ben"), ("email", "ben@example.com"), ("password", "short"), ("invite", &token)];
    let refused = town.at.http.post(town.at.url("/api/register")).form(&short).send().await.unwrap();
    let back = refused.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(back, format!("/invite/{token}?mode=register&problem=password-length"));

    let form =
        [("name", "Ben"), ("email", "ben@example.com"), ("password", "correct horse"), ("invite", &token)];
    let cookie = town.at.enter("register", &form).await;
    let ben = Person { email: "ben@example.com".into(), cookie };
    assert_eq!(town.names_of_friends(&ben).await, ["Maya"]);
    assert_eq!(town.names_of_friends(&town.maya).await, ["Ben"]);
    assert_eq!(town.uses(&town.maya).await, 1);

    // Somebody who has an account already signs in through the same page.
    let eve = town.at.register("Eve").await;
    let form = [("email", eve.email.as_str()), ("password", "correct horse"), ("invite", &token)];
    town.at.enter("sign_in", &form).await;
    assert_eq!(town.names_of_friends(&eve).await, ["Maya"]);
}

#[tokio::test]
async fn a_guest_can_be_invited_and_can_invite() {
    let town = Town::open().await;
    let token = town.link_of(&town.maya).await;
    let guest = town.at.guest(&[("invite", &token)]).await;
    assert_eq!(town.names_of_friends(&guest).await, ["Maya"]);

    let theirs = town.link_of(&guest).await;
    assert!(town.page(None, &theirs).await.1.contains("Guest invited you"));
    let ben = town.at.register("Ben").await;
    assert!(town.accept(&ben, &theirs).await);
    assert_eq!(town.names_of_friends(&ben).await, ["Guest"]);
    assert_eq!(town.names_of_friends(&guest).await, ["Ben", "Maya"]);
}

#[tokio::test]
async fn who_is_signed_in_says_yes_with_one_button_and_requests_between_the_two_are_done_with() {
    let town = Town::open().await;
    let ben = town.at.register("Ben").await;
    ben.call(&town.at, "request_friend", &[("whom", &town.maya.email)]).await;
    let token = town.link_of(&town.maya).await;

    assert_eq!(town.look(&ben, &token).await, json!({ "From": "Maya" }));
    let (_, page) = town.page(Some(&ben), &token).await;
    assert!(page.contains("Become friends") && page.contains("signed in as Ben"), "{page}");
    assert!(town.accept(&ben, &token).await);

    let circle = town.maya.call(&town.at, "list_circle", &[]).await;
    assert_eq!((circle["incoming"].clone(), circle["friends"][0]["name"].clone()), (json!([]), json!("Ben")));
    assert_eq!(town.look(&ben, &token).await, json!({ "Friends": "Maya" }));
    assert!(town.accept(&ben, &token).await, "being friends already is fine");
    assert_eq!(town.look(&town.maya, &token).await, json!("Mine"));
    assert!(!town.accept(&town.maya, &token).await);
    assert_eq!(town.uses(&town.maya).await, 1);
}

#[tokio::test]
async fn a_link_that_does_not_work_is_the_same_kind_page_whatever_the_reason() {
    let town = Town::open().await;
    let ben = town.at.register("Ben").await;
    let expired = town.link_of(&town.maya).await;
    town.let_expire(&expired).await;
    let over = town.page(Some(&ben), &expired).await;
    assert_eq!(over.0, StatusCode::NOT_FOUND);
    assert!(over.1.contains("This invitation is over") && !over.1.contains("Maya"), "{}", over.1);
    assert_eq!(town.token_of(&town.maya).await, None);

    let replaced = town.link_of(&town.maya).await;
    let revoked = town.link_of(&town.maya).await;
    town.maya.call(&town.at, "revoke_invite", &[]).await;
    assert_eq!(town.token_of(&town.maya).await, None);

    let blocked = town.link_of(&town.maya).await;
    assert_eq!(town.look(&ben, &blocked).await, json!({ "From": "Maya" }));
    ben.call(&town.at, "request_friend", &[("whom", &town.maya.email)]).await;
    town.maya.call(&town.at, "block", &[("person", &ben.id(&town.at).await)]).await;

    let unknown = "0123456789abcdef0123456789abcdef";
    for token in [&expired, &replaced, &revoked, &blocked, unknown, "no%20token"] {
        assert_eq!(town.page(Some(&ben), token).await.0, StatusCode::NOT_FOUND, "{token}");
        assert_eq!(town.look(&ben, token).await, json!("Over"), "{token}");
        assert!(!town.accept(&ben, token).await, "{token}");
    }
    assert!(town.names_of_friends(&ben).await.is_empty());

    // Whoever comes in through such a page is in, and reads there what the link is.
    let form = [("invite", revoked.as_str())];
    let guest = town.at.http.post(town.at.url("/api/continue_as_guest")).form(&form).send().await.unwrap();
    assert_eq!(guest.headers()[header::LOCATION], format!("/invite/{revoked}"));
    assert!(guest.headers().contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn a_link_is_good_for_twenty_people_however_many_come_at_once() {
    let town = Town::open().await;
    let token = town.link_of(&town.maya).await;
    let crowd = town.crowd(23).await;

    // Each presses twice: a second press takes no second use.
    let (town_, token_) = (&town, token.as_str());
    let twice = async |person: &Person| {
        let (one, other) = tokio::join!(town_.accept(person, token_), town_.accept(person, token_));
        assert_eq!(one, other, "both presses of one person come to the same");
        one
    };
    let friends = join_all(crowd.iter().map(twice)).await;

    assert_eq!(friends.iter().filter(|friend| **friend).count(), 20);
    assert_eq!(town.names_of_friends(&town.maya).await.len(), 20);
    assert_eq!(town.uses(&town.maya).await, 20);
    for (person, friend) in crowd.iter().zip(friends) {
        assert_eq!(town.accept(person, &token).await, friend, "trying again changes nothing");
        let said = if friend { json!({ "Friends": "Maya" }) } else { json!("Over") };
        assert_eq!(town.look(person, &token).await, said);
    }
    assert_eq!(town.page(None, &token).await.0, StatusCode::NOT_FOUND);
    assert_eq!(town.names_of_friends(&town.maya).await.len(), 20);
}

#[tokio::test]
async fn whoever_was_removed_does_not_come_back_by_the_same_link() {
    let town = Town::open().await;
    let token = town.link_of(&town.maya).await;
    let ben = town.at.register("Ben").await;
    assert!(town.accept(&ben, &token).await);
    town.maya.call(&town.at, "remove_friend", &[("person", &ben.id(&town.at).await)]).await;

    assert_eq!(town.look(&ben, &token).await, json!("Over"));
    assert!(!town.accept(&ben, &token).await);
    assert!(town.names_of_friends(&ben).await.is_empty());
    let again = town.link_of(&town.maya).await;
    assert!(town.accept(&ben, &again).await, "a new link is a new invitation");
}

#[tokio::test]
async fn a_person_has_one_link_and_nobody_else_can_read_it_or_who_used_it() {
    let town = Town::open().await;
    let (maya, ben) = (&town.maya, town.at.register("Ben").await);
    join_all((0..4).map(|_| maya.call(&town.at, "renew_invite", &[]))).await;
    let token = town.token_of(maya).await.unwrap();
    assert!(town.accept(&ben, &token).await);

    let rows = async |person: &Person, table: &str| {
        let rows = format!("/v1/tablesdb/appchat-db/tables/{table}/rows?project=appchat");
        let rows: Value = person.get(&town.at, &rows).await.json().await.unwrap();
        rows["rows"].as_array().unwrap().clone()
    };
    let mine = rows(maya, "invites").await;
    assert_eq!(mine.iter().map(|row| row["$id"].as_str().unwrap()).collect::<Vec<_>>(), [token]);
    assert!(rows(&ben, "invites").await.is_empty());
    assert!(rows(maya, "inviteUses").await.is_empty() && rows(&ben, "inviteUses").await.is_empty());
}
