//! What acts on a person by their id acts on people the caller has something to do with, and makes nothing for any
//! other id.

use serde_json::{Value, json};

use crate::town::{Instance, Person, photograph};

/// One instance, and Ana and Ben, who have nothing to do with each other.
struct Town {
    at: Instance,
    ana: Person,
    ben: Person,
    key: String,
    _folder: tempfile::TempDir,
}

/// Every call that takes a person's id, with what else it takes.
const CALLS: [(&str, &[(&str, &str)]); 9] = [
    ("block", &[]),
    ("report", &[("reason", "spam"), ("note", "")]),
    ("remove_friend", &[]),
    ("mute_friend", &[]),
    ("set_favourite", &[("favourite", "true")]),
    ("set_exception", &[("shows", "exact")]),
    ("unmute_friend", &[]),
    ("set_favourite", &[("favourite", "false")]),
    ("unblock", &[]),
];

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let key = backend::api_key_in(folder.path()).unwrap();
        let (ana, ben) = (at.register("ana").await, at.register("ben").await);
        Self { at, ana, ben, key, _folder: folder }
    }

    async fn tries(&self, who: &Person, call: &str, person: &str, rest: &[(&str, &str)]) -> (u16, String) {
        let field = if call == "set_exception" { "friend" } else { "person" };
        let form: Vec<_> = [(field, person)].into_iter().chain(rest.iter().copied()).collect();
        let request = self.at.http.post(self.at.url(&format!("/api/{call}"))).form(&form);
        let answer = request.header("cookie", &who.cookie).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    async fn blocks(&self, who: &Person, whom: &Person) -> bool {
        self.tries(who, "block", &whom.id(&self.at).await, &[]).await.0 == 200
    }

    async fn read(&self, path: &str) -> Value {
        let request = self.at.http.get(self.at.url(path)).header("x-appwrite-key", &self.key);
        request.header("x-appwrite-project", "appchat").send().await.unwrap().json().await.unwrap()
    }

    /// Every row of every table, and every presence.
    async fn everything(&self) -> Vec<Value> {
        let config: Value = serde_json::from_str(include_str!("../../../appwrite.config.json")).unwrap();
        let mut found = vec![self.read("/v1/presences").await];
        for table in config["tables"].as_array().unwrap() {
            let id = table["$id"].as_str().unwrap();
            found.push(self.read(&format!("/v1/tablesdb/appchat-db/tables/{id}/rows")).await);
        }
        found
    }
}

#[tokio::test]
async fn nothing_is_made_or_changed_for_a_stranger_or_an_id_nobody_has() {
    let town = Town::open().await;
    let beat = [("saying[status]", "online"), ("saying[composing]", "false")];
    town.ben.call(&town.at, "upsert_presence", &beat).await;
    town.ana.call(&town.at, "set_show_seen", &[("show", "true")]).await;
    let before = town.everything().await;
    let ben = town.ben.id(&town.at).await;
    for (call, rest) in CALLS {
        let stranger = town.tries(&town.ana, call, &ben, rest).await;
        let nobody = town.tries(&town.ana, call, "nobody-at-all", rest).await;
        assert_eq!(stranger, nobody, "{call}: a stranger is answered as nobody is");
    }
    assert_eq!(town.everything().await, before);
    for (call, rest) in &CALLS[..2] {
        assert!(town.tries(&town.ana, call, &ben, rest).await.1.contains("Gone"), "{call}");
    }
}

#[tokio::test]
async fn who_asked_and_who_was_asked_can_be_blocked_and_reported() {
    let town = Town::open().await;
    town.ben.call(&town.at, "request_friend", &[("whom", &town.ana.email)]).await;
    let ben = town.ben.id(&town.at).await;
    let report = [("reason", "spam"), ("note", "")];
    assert_eq!(town.tries(&town.ana, "report", &ben, &report).await.0, 200);
    assert!(!town.blocks(&town.ben, &town.ana).await, "an address does not tell whose it is");
    assert!(town.blocks(&town.ana, &town.ben).await);
    assert!(town.blocks(&town.ana, &town.ben).await, "once more changes nothing");
    assert_eq!(town.read("/v1/tablesdb/appchat-db/tables/blocks/rows").await["total"], 1);

    let cleo = town.at.register("cleo").await;
    cleo.call(&town.at, "choose_handle", &[("handle", "cleo")]).await;
    town.ana.call(&town.at, "request_friend", &[("whom", "@cleo")]).await;
    assert!(town.blocks(&town.ana, &cleo).await, "by handle both see the request");
}

#[tokio::test]
async fn a_friend_of_yesterday_can_be_blocked_for_what_they_sent() {
    let town = Town::open().await;
    town.ana.befriend(&town.at, &town.ben).await;
    let (ana, ben) = (town.ana.id(&town.at).await, town.ben.id(&town.at).await);
    town.ben.send_snap(&town.at, "his", &[&ana], &photograph(), json!({})).await;
    town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
    town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
    assert!(town.blocks(&town.ana, &town.ben).await);

    let cleo = town.at.register("cleo").await;
    town.ana.befriend(&town.at, &cleo).await;
    town.ana.call(&town.at, "remove_friend", &[("person", &cleo.id(&town.at).await)]).await;
    assert!(!town.blocks(&town.ana, &cleo).await, "nothing is left between them");
}
