//! What a page asks of the backend, counted, and that it never shows what a change has ended.

use crate::{
    calls::Calls,
    town::{Instance, Person},
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
        let mut calls = None;
        let at = Instance::with_engine(folder.path(), |engine| {
            calls = Some(Calls::of(engine, backend::api_key_in(folder.path()).unwrap()));
        })
        .await;
        let (ana, ben) = (at.register("ana").await, at.register("ben").await);
        ana.befriend(&at, &ben).await;
        let town = Self { at, calls: calls.unwrap(), ana, ben, folder };
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

    async fn circle(&self, person: &Person) -> serde_json::Value {
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
        // Another setting makes everything about Ana new.
        town.ana.call(&town.at, "set_precision", &[("precision", "country")]).await;
        town.ana.call(&town.at, "set_precision", &[("precision", "city")]).await;
        let (_, cold) = town.page(&town.ana, path).await;
        let (_, warm) = town.page(&town.ana, path).await;
        println!("{path}: cold {}, warm {}: {warm:?}", cold.len(), warm.len());
        let repeated: Vec<_> = twice(&cold).into_iter().filter(|call| !call.contains("/snaps/")).collect();
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
            assert_eq!(circle["friends"], serde_json::json!([]), "{round}");
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
    assert_eq!(circle(&town.ana).await["muted"], serde_json::json!([ben]));
    town.ana.call(&town.at, "unmute_friend", &[("person", &ben)]).await;
    assert_eq!(circle(&town.ana).await["muted"], serde_json::json!([]));
    town.ana.call(&town.at, "block", &[("person", &ben)]).await;
    assert_eq!(town.ana.call(&town.at, "my_privacy", &[]).await["blocked"][0]["id"], ben.as_str());
    town.ana.call(&town.at, "unblock", &[("person", &ben)]).await;
    assert_eq!(town.ana.call(&town.at, "my_privacy", &[]).await["blocked"], serde_json::json!([]));
}

#[tokio::test]
async fn rows_that_another_client_writes_are_on_the_next_page() {
    let town = Town::open().await;
    town.circle(&town.ana).await;
    let key = backend::api_key_in(town.folder.path()).unwrap();
    let rows = town.at.url("/v1/tablesdb/appchat-db/tables/friendships/rows");
    let request = |method, url: String| {
        let request = town.at.http.request(method, url).header("x-appwrite-project", "appchat");
        request.header("x-appwrite-key", &key)
    };
    // All rows at once, by their table.
    let all = request(reqwest::Method::DELETE, rows.clone()).json(&serde_json::json!({ "queries": [] }));
    assert!(all.send().await.unwrap().status().is_success());
    assert_eq!(town.circle(&town.ana).await["friends"], serde_json::json!([]));
    town.ana.befriend(&town.at, &town.ben).await;
    assert_eq!(town.circle(&town.ana).await["friends"].as_array().unwrap().len(), 1);
    // And the table itself.
    let table = town.at.url("/v1/tablesdb/appchat-db/tables/favourites");
    town.ana
        .call(&town.at, "set_favourite", &[("person", &town.ben.id(&town.at).await), ("favourite", "true")])
        .await;
    assert_eq!(town.circle(&town.ana).await["favourites"].as_array().unwrap().len(), 1);
    assert!(request(reqwest::Method::DELETE, table).send().await.unwrap().status().is_success());
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
    assert_eq!(town.ana.call(&there, "list_circle", &[]).await["friends"], serde_json::json!([]));
}
