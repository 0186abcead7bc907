//! What a page asks of the backend, counted, and that it never shows what a change has ended.

use app::presence::{Dot, Status};
use serde_json::{Value, json};

use crate::{
    calls::Calls,
    town::{Instance, Person, photograph},
};

/// Calls a signed-in page may take when everything about its people is kept.
const MOST_WARM: usize = 5;
/// Calls it may take when nothing is, as with a remote backend: three steps, each of them asked together.
const MOST_COLD: usize = 15;

/// An instance whose calls are counted, and Ana and Ben, who are friends and here.
struct Town {
    at: Instance,
    calls: Calls,
    ana: Person,
    ben: Person,
    folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (at, calls) = Calls::counted(folder.path()).await;
        let (ana, ben) = (at.register("ana").await, at.register("ben").await);
        ana.befriend(&at, &ben).await;
        let town = Self { at, calls, ana, ben, folder };
        for person in [&town.ana, &town.ben] {
            let here = [("saying[status]", "online"), ("saying[composing]", "false")];
            person.call(&town.at, "upsert_presence", &here).await;
        }
        town
    }

    /// The page as this person gets it, and the calls it took.
    async fn page(&self, person: &Person, path: &str) -> (String, Vec<String>) {
        self.calls.take();
        let page = person.get(&self.at, path).await;
        assert_eq!(page.status(), 200, "{path}");
        (page.text().await.unwrap(), self.calls.take())
    }

    /// A request with the API key.
    fn with_key(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let request = self.at.http.request(method, self.at.url(path)).header("x-appwrite-project", "appchat");
        request.header("x-appwrite-key", key)
    }

    /// A change of any table makes the server read everything again.
    async fn forget_everything(&self) {
        let table = "/v1/tablesdb/appchat-db/tables/reports";
        let renamed = self.with_key(reqwest::Method::PUT, table).json(&json!({ "name": "Reports" }));
        assert!(renamed.send().await.unwrap().status().is_success());
    }

    async fn circle(&self, person: &Person) -> Value {
        person.call(&self.at, "list_circle", &[]).await
    }
}

/// How often each kind of call is among these.
fn twice(calls: &[String]) -> Vec<&String> {
    calls.iter().filter(|call| calls.iter().filter(|other| other == call).count() > 1).collect()
}

#[tokio::test]
async fn a_page_asks_for_each_thing_once_and_for_little_the_second_time() {
    let town = Town::open().await;
    for path in ["/app", "/app/friends", "/app/inbox", "/app/me"] {
        town.forget_everything().await;
        let (_, cold) = town.page(&town.ana, path).await;
        let (_, warm) = town.page(&town.ana, path).await;
        // Of two tables, two different lists: what waits and what is newest; what I show others and they show me.
        let is_asked_twice =
            |call: &String| ["/snaps/", "/exceptions/"].iter().any(|table| call.contains(table));
        let repeated: Vec<_> = twice(&cold).into_iter().filter(|call| !is_asked_twice(call)).collect();
        assert_eq!(repeated, Vec::<&String>::new(), "{path} cold");
        assert!(cold.len() <= MOST_COLD, "{path} cold: {cold:?}");
        assert!(warm.len() <= MOST_WARM, "{path} warm: {warm:?}");
        assert_eq!(warm.iter().filter(|call| *call == "GET /account").count(), 1, "{path}");
    }
    let nobody = Person { cookie: String::new(), ..town.ana.clone() };
    assert_eq!(town.page(&nobody, "/").await.1, Vec::<String>::new());
}

#[tokio::test]
async fn a_friend_who_was_removed_is_on_no_page_from_the_answer_on() {
    let town = Town::open().await;
    let (ana, ben) = (town.ana.id(&town.at).await, town.ben.id(&town.at).await);
    for round in 0..5 {
        for (path, person, other) in [("/app/friends", &town.ana, &ben), ("/app", &town.ben, &ana)] {
            for _ in 0..2 {
                assert!(town.page(person, path).await.0.contains(other.as_str()), "{path} before, {round}");
            }
        }
        town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
        for (path, person, other) in [("/app/friends", &town.ana, &ben), ("/app", &town.ben, &ana)] {
            assert!(!town.page(person, path).await.0.contains(other.as_str()), "{path} after, {round}");
        }
        town.ana.befriend(&town.at, &town.ben).await;
    }
}

#[tokio::test]
async fn a_page_that_is_being_made_while_a_friendship_ends_leaves_nothing_stale_behind() {
    let town = Town::open().await;
    let ben = town.ben.id(&town.at).await;
    for round in 0..10 {
        let reading = async {
            for _ in 0..4 {
                tokio::join!(town.circle(&town.ana), town.circle(&town.ben));
            }
        };
        // The removal is answered at some moment while lists are read; a list that is asked for then knows of it.
        let after = async {
            town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
            tokio::join!(town.circle(&town.ana), town.circle(&town.ben))
        };
        let ((), (anas, bens)) = tokio::join!(reading, after);
        for circle in [anas, bens, town.circle(&town.ana).await, town.circle(&town.ben).await] {
            assert_eq!(circle["friends"], json!([]), "{round}");
        }
        town.ana.befriend(&town.at, &town.ben).await;
        assert_eq!(town.circle(&town.ana).await["friends"][0]["id"], ben.as_str(), "{round}");
    }
}

#[tokio::test]
async fn what_was_said_is_on_the_next_page() {
    let town = Town::open().await;
    let ben = town.ben.id(&town.at).await;
    let circle = async |person| town.circle(person).await;
    circle(&town.ana).await;
    town.ben.call(&town.at, "choose_handle", &[("handle", "ben_92")]).await;
    assert_eq!(circle(&town.ana).await["handles"][&ben], "ben_92");
    town.ben.call(&town.at, "set_hue", &[("hue", "coral")]).await;
    assert_eq!(circle(&town.ana).await["hues"][&ben], "coral");
    assert!(circle(&town.ana).await["seen"][&ben].is_string());
    town.ben
        .call(&town.at, "set_exception", &[("friend", &town.ana.id(&town.at).await), ("shows", "hidden")])
        .await;
    assert!(circle(&town.ana).await["seen"][&ben].is_null());
    town.ana.call(&town.at, "mute_friend", &[("person", &ben)]).await;
    assert_eq!(circle(&town.ana).await["muted"], json!([ben]));
    town.ana.call(&town.at, "unmute_friend", &[("person", &ben)]).await;
    assert_eq!(circle(&town.ana).await["muted"], json!([]));
    town.ana.call(&town.at, "block", &[("person", &ben)]).await;
    assert_eq!(town.ana.call(&town.at, "my_privacy", &[]).await["blocked"][0]["id"], ben.as_str());
    town.ana.call(&town.at, "unblock", &[("person", &ben)]).await;
    assert_eq!(town.ana.call(&town.at, "my_privacy", &[]).await["blocked"], json!([]));
}

#[tokio::test]
async fn rows_that_another_client_writes_are_on_the_next_page() {
    let town = Town::open().await;
    town.circle(&town.ana).await;
    // All rows at once, by their table.
    let rows = "/v1/tablesdb/appchat-db/tables/friendships/rows";
    let all = town.with_key(reqwest::Method::DELETE, rows).json(&json!({ "queries": [] }));
    assert!(all.send().await.unwrap().status().is_success());
    assert_eq!(town.circle(&town.ana).await["friends"], json!([]));
    town.ana.befriend(&town.at, &town.ben).await;
    assert_eq!(town.circle(&town.ana).await["friends"].as_array().unwrap().len(), 1);
    // And the table itself.
    let table = "/v1/tablesdb/appchat-db/tables/favourites";
    town.ana
        .call(&town.at, "set_favourite", &[("person", &town.ben.id(&town.at).await), ("favourite", "true")])
        .await;
    assert_eq!(town.circle(&town.ana).await["favourites"].as_array().unwrap().len(), 1);
    assert!(town.with_key(reqwest::Method::DELETE, table).send().await.unwrap().status().is_success());
    let request = town.at.http.post(town.at.url("/api/list_circle")).header("cookie", &town.ana.cookie);
    assert_ne!(request.send().await.unwrap().status(), 200, "there is no table to read");
}

/// A remote instance keeps nothing, so it reads what others wrote without being told.
#[tokio::test]
async fn with_a_remote_backend_nothing_is_kept() {
    let town = Town::open().await;
    let there = Instance::remote(&town.at, town.folder.path()).await;
    assert_eq!(town.ana.call(&there, "list_circle", &[]).await["friends"].as_array().unwrap().len(), 1);
    let ben = town.ben.id(&town.at).await;
    town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
    assert_eq!(town.ana.call(&there, "list_circle", &[]).await["friends"], json!([]));
}

/// What a page that shows this knows, as its first look says.
async fn looks(town: &Town, person: &Person, depth: &str) -> Value {
    person.call(&town.at, "look_inside", &[("depth", depth)]).await
}

async fn what_changed(town: &Town, person: &Person, known: &Value) -> Value {
    let request = town.at.http.post(town.at.url("/api/what_changed")).json(&json!({ "known": known }));
    let answer = request.header("cookie", &person.cookie).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// The parts that came again.
fn parts(news: &Value) -> Vec<&str> {
    let parts = ["me", "company", "circle", "mail"];
    parts.into_iter().filter(|part| !news[part].is_null()).collect()
}

#[tokio::test]
async fn a_page_that_knows_everything_is_told_nothing_and_else_the_part_that_changed() {
    let town = Town::open().await;
    let (at, ana, ben) = (&town.at, &town.ana, &town.ben);
    let ben_id = ben.id(at).await;
    let known = looks(&town, ana, "waiting").await["known"].clone();
    town.calls.take();
    let news = what_changed(&town, ana, &known).await;
    let calls = town.calls.take();
    assert!(calls.len() <= 3, "{calls:?}");
    assert_eq!(parts(&news), Vec::<&str>::new());
    assert_eq!(news["known"], known);

    // A beat is told as such; another word of one friend brings nobody else again.
    ben.call(at, "upsert_presence", &[("saying[status]", "busy"), ("saying[composing]", "false")]).await;
    let news = what_changed(&town, ana, &known).await;
    assert_eq!(parts(&news), Vec::<&str>::new());
    let dots: Vec<Dot> = serde_json::from_value(news["dots"].clone()).unwrap();
    let said = dots.iter().find(|dot| dot.id.as_str() == ben_id);
    assert_eq!(said.unwrap().status, Status::Busy);

    ana.call(at, "set_favourite", &[("person", &ben_id), ("favourite", "true")]).await;
    assert_eq!(parts(&what_changed(&town, ana, &known).await), ["circle"]);
    let me = looks(&town, ana, "waiting").await["me"].clone();
    let other = if me["hue"] == "coral" { "teal" } else { "coral" };
    ana.call(at, "set_hue", &[("hue", other)]).await;
    assert_eq!(parts(&what_changed(&town, ana, &known).await), ["me", "circle"]);
    let known = looks(&town, ana, "waiting").await["known"].clone();
    ben.send_snap(at, "a-snap", &[&ana.id(at).await], &photograph(), json!({})).await;
    assert_eq!(parts(&what_changed(&town, ana, &known).await), ["mail"]);
    let known = looks(&town, ana, "waiting").await["known"].clone();
    ana.call(at, "remove_friend", &[("person", &ben_id)]).await;
    let news = what_changed(&town, ana, &known).await;
    assert_eq!(parts(&news), ["company", "circle"]);
    assert!(!news["company"].to_string().contains(&ben_id));
    assert_eq!(parts(&what_changed(&town, ana, &json!({ "depth": "waiting" })).await).len(), 4);
}

#[tokio::test]
async fn pages_know_which_snaps_wait_and_only_the_inbox_knows_the_snaps() {
    let town = Town::open().await;
    let (at, ana, ben) = (&town.at, &town.ana, &town.ben);
    let to = ana.id(at).await;
    let words = json!({ "caption": "low tide" });
    ben.send_snap(at, "a-snap", &[&to], &photograph(), words).await;
    let mail = async |depth| looks(&town, ana, depth).await["mail"]["Ok"].clone();
    let waiting = mail("waiting").await;
    assert_eq!((&waiting["snaps"], waiting["unopened"].as_array().unwrap().len()), (&json!({}), 1));
    assert!(!waiting.to_string().contains("low tide"));
    assert!(mail("recent").await.to_string().contains("low tide"));
    // A friend's name is with the friend.
    assert_eq!(waiting["names"], json!({}));

    let inbox = town.page(ana, "/app/inbox").await.0;
    assert!(inbox.contains("Received snaps") && !inbox.contains("Show older snaps"));
    assert!(town.page(ana, "/app").await.0.contains("unopened"));
    let id = waiting["unopened"][0][0].as_str().unwrap().to_owned();
    ana.open_snap(at, &id).await;
    ana.call(at, "mark_snap_viewed", &[("id", &id)]).await;
    assert_eq!(mail("waiting").await["unopened"], Value::Null);
    assert!(!town.page(ana, "/app").await.0.contains(" unopened"));
}

#[tokio::test]
async fn the_inbox_begins_with_the_newest_snaps_and_has_a_link_to_the_rest() {
    let town = Town::open().await;
    let (at, ana, ben) = (&town.at, &town.ana, &town.ben);
    let (to, from) = (ana.id(at).await, ben.id(at).await);
    let readers = [format!("read(\"user:{to}\")"), format!("read(\"user:{from}\")")];
    let rows: Vec<Value> = (0..130)
        .map(|number| {
            json!({
                "$id": format!("snap-{number:03}"), "$permissions": readers, "senderId": from,
                "recipientId": to, "fileId": format!("photo-{number:03}"),
            })
        })
        .collect();
    for rows in rows.chunks(65) {
        let made = town.with_key(reqwest::Method::POST, "/v1/tablesdb/appchat-db/tables/snaps/rows");
        assert!(made.json(&json!({ "rows": rows })).send().await.unwrap().status().is_success());
    }
    let listed = |page: &str| page.matches("class=\"snap-row\"").count();
    let first = town.page(ana, "/app/inbox").await.0;
    assert_eq!(listed(&first), 100);
    assert!(first.contains("Show older snaps") && first.contains("/app/inbox?all=1"));
    assert!(first.contains(">130<"), "the number counts those that are not listed");
    let all = town.page(ana, "/app/inbox?all=1").await.0;
    assert_eq!(listed(&all), 130);
    assert!(!all.contains("Show older snaps"));
    let known = looks(&town, ana, "recent").await["known"].clone();
    assert_eq!(parts(&what_changed(&town, ana, &known).await), Vec::<&str>::new());
}
