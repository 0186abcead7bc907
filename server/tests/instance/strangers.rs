//! What a stranger lets everybody read reaches no page: neither its socket nor the list that it is rendered from.

use std::collections::BTreeSet;

use app::presence::{Company, model::Groups};
use appwrite::{Id, wire::ServerFrame};
use reqwest::header;
use serde_json::{Value, json};

use crate::town::{Ear, Instance, Person};

/// Metadata of nearly the largest size.
const LARGE: usize = 65_000;

struct House {
    at: Instance,
    ana: Person,
    ben: Person,
    folder: tempfile::TempDir,
}

impl House {
    /// Ana and Ben are friends.
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let (ana, ben) = (at.register("ana").await, at.register("ben").await);
        ana.befriend(&at, &ben).await;
        Self { at, ana, ben, folder }
    }

    async fn company(&self, person: &Person) -> Company {
        serde_json::from_value(person.call(&self.at, "roster", &[]).await).unwrap()
    }

    /// Ana's socket with the subscriptions that her open page makes for presences.
    async fn page(&self) -> Ear {
        let mut people: BTreeSet<Id> = self.company(&self.ana).await.friends;
        people.insert(self.ana.id(&self.at).await.parse().unwrap());
        let mut groups = Groups::default();
        groups.set(&people);
        let mut ear = self.ana.listen_from(&self.at, &self.at.url("")).await;
        assert!(matches!(ear.frame().await, ServerFrame::Connected { user: Some(_), .. }));
        for (number, topic) in groups.topics().into_iter().enumerate() {
            let id = format!("group{number}");
            let one = json!([{ "subscriptionId": id, "channels": topic.channels, "queries": topic.queries }]);
            ear.say(json!({ "type": "subscribe", "data": one })).await;
            assert!(matches!(ear.frame().await, ServerFrame::Response { .. }));
        }
        ear
    }

    /// The next thing that the page hears, which is Ben's own presence.
    async fn hears_ben(&self, ear: &mut Ear) {
        self.ben
            .call(&self.at, "upsert_presence", &[("saying[status]", "busy"), ("saying[composing]", "false")])
            .await;
        let (event, ben) = (ear.event().await, self.ben.id(&self.at).await);
        assert_eq!(event.action(), "upsert");
        assert_eq!((&event.payload["$id"], &event.payload["userId"]), (&json!(ben), &json!(ben)));
    }

    /// This person writes a presence of their own, past the app.
    async fn write(&self, who: &Person, id: &str, readers: &str, bytes: usize) -> Value {
        let record = json!({
            "status": "online", "metadata": { "displayName": "x".repeat(bytes) },
            "permissions": [readers, "update(\"users\")", "delete(\"users\")"],
        });
        let request = self.at.http.put(self.at.url(&format!("/v1/presences/{id}"))).json(&record);
        let request = request.header(header::COOKIE, &who.cookie).header(header::ORIGIN, self.at.url(""));
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// Something only the key can do.
    async fn by_key(&self, method: reqwest::Method, path: &str, body: Value) {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let request =
            self.at.http.request(method, self.at.url(path)).json(&body).header("x-appwrite-key", key);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
    }
}

#[tokio::test]
async fn large_presences_that_guests_let_everybody_read_reach_no_open_page() {
    let house = House::open().await;
    let mut everything = house.ana.listen(&house.at, "presences").await;
    let mut page = house.page().await;
    for number in 0..3 {
        let guest = house.at.guest(&[]).await;
        for readers in ["read(\"users\")", "read(\"any\")"] {
            for _ in 0..3 {
                house.write(&guest, &format!("guest{number}"), readers, LARGE).await;
            }
        }
    }
    house.hears_ben(&mut page).await;
    let heard = everything.event().await;
    assert_eq!(heard.payload["$id"], "guest0", "the test would prove nothing");
    let company = house.company(&house.ana).await;
    let people: Vec<_> = company.dots.iter().map(|dot| dot.id.to_string()).collect();
    assert_eq!(people, [house.ben.id(&house.at).await]);
    for path in ["/app", "/app/friends"] {
        let page = house.ana.get(&house.at, path).await.text().await.unwrap();
        assert!(!page.contains(&"x".repeat(200)), "{path}");
    }
    house.at.stop().await;
}

#[tokio::test]
async fn a_stranger_with_a_friends_presence_id_is_neither_heard_nor_listed() {
    let house = House::open().await;
    let (stranger, ben) = (house.at.register("eve").await, house.ben.id(&house.at).await);
    let mut page = house.page().await;
    assert_eq!(house.write(&stranger, &ben, "read(\"users\")", LARGE).await["$id"], json!(ben));
    assert!(house.company(&house.ana).await.dots.is_empty());
    // Ben takes the id back, and the stranger takes it again after he left: she hears of Ben alone.
    house.hears_ben(&mut page).await;
    house.ben.call(&house.at, "clear_presence", &[]).await;
    assert_eq!(page.event().await.payload["userId"], json!(ben));
    assert_eq!(house.write(&stranger, &ben, "read(\"users\")", LARGE).await["$id"], json!(ben));
    house.hears_ben(&mut page).await;
    house.at.stop().await;
}

#[tokio::test]
async fn a_friend_who_wrote_a_presence_under_another_id_is_heard_under_their_own() {
    let house = House::open().await;
    let mut page = house.page().await;
    house.write(&house.ben, "another", "read(\"users\")", 10).await;
    house.hears_ben(&mut page).await;
    assert_eq!(house.company(&house.ana).await.dots.len(), 1);
    house.at.stop().await;
}

/// A page listens to whole tables: a stranger makes no row that it could read.
#[tokio::test]
async fn a_session_makes_no_row_in_any_table() {
    let house = House::open().await;
    let config: Value = serde_json::from_str(include_str!("../../../appwrite.config.json")).unwrap();
    let tables = config["tables"].as_array().unwrap();
    assert!(tables.len() > 10);
    for table in tables {
        let name = table["$id"].as_str().unwrap();
        let path = format!("/v1/tablesdb/appchat-db/tables/{name}/rows");
        let row = json!({ "rowId": "mine", "data": { "any": "thing" }, "permissions": ["read(\"users\")"] });
        let request =
            house.at.http.post(house.at.url(&path)).json(&row).header(header::COOKIE, &house.ben.cookie);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), 401, "{name}");
        let refusal: Value = answer.json().await.unwrap();
        assert_eq!(refusal["type"], "user_unauthorized", "{name}");
    }
    house.at.stop().await;
}

/// More friends than one list can name.
#[tokio::test]
async fn everybody_who_is_here_is_listed_however_many_friends_there_are() {
    use reqwest::Method;
    const FRIENDS: usize = 230;
    let house = House::open().await;
    let ana = house.ana.id(&house.at).await;
    for number in 0..FRIENDS {
        let id = format!("friend{number}");
        house.by_key(Method::POST, "/v1/users", json!({ "userId": id, "name": id })).await;
        let readers = [&ana, &id].map(|who| format!("read(\"user:{who}\")"));
        let pair = if ana < id { [&ana, &id] } else { [&id, &ana] };
        let friendship = json!({
            "rowId": format!("pair{number}"), "data": { "userA": pair[0], "userB": pair[1] }, "permissions": readers,
        });
        house.by_key(Method::POST, "/v1/tablesdb/appchat-db/tables/friendships/rows", friendship).await;
        if number % 2 == 0 {
            let record =
                json!({ "userId": id, "status": "online", "permissions": [format!("read(\"user:{ana}\")")] });
            house.by_key(Method::PUT, &format!("/v1/presences/{id}"), record).await;
        }
    }
    let mut page = house.page().await;
    let company = house.company(&house.ana).await;
    assert_eq!(company.friends.len(), FRIENDS + 1);
    let here: BTreeSet<String> = company.dots.iter().map(|dot| dot.id.to_string()).collect();
    let expected = (0..FRIENDS).step_by(2).map(|number| format!("friend{number}")).collect();
    assert_eq!(here, expected);
    for number in [1, FRIENDS - 1] {
        let id = format!("friend{number}");
        let record =
            json!({ "userId": id, "status": "away", "permissions": [format!("read(\"user:{ana}\")")] });
        house.by_key(Method::PUT, &format!("/v1/presences/{id}"), record).await;
        assert_eq!(page.event().await.payload["userId"], json!(id));
    }
    house.at.stop().await;
}
