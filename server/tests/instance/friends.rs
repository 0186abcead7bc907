//! Friends: who can be found by what, and what is heard of whom.

use serde_json::{Value, json};

use crate::town::{Instance, Person};

/// Everything whose news could tell an asker that they were declined.
const REQUEST_CHANNELS: [&str; 2] =
    ["tablesdb.appchat-db.tables.friendRequests.rows", "tablesdb.appchat-db.tables.declines.rows"];

/// One instance, Ana and Ben.
struct Town {
    at: Instance,
    ana: Person,
    ben: Person,
    folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let (ana, ben) = (at.register("Ana").await, at.register("Ben").await);
        Self { at, ana, ben, folder }
    }

    /// What came of a call, and in what words when nothing did.
    async fn tries(&self, person: &Person, name: &str, form: &[(&str, &str)]) -> Result<Value, String> {
        let request = self.at.http.post(self.at.url(&format!("/api/{name}"))).form(form);
        let answer = request.header("cookie", &person.cookie).send().await.unwrap();
        match answer.status().is_success() {
            true => Ok(answer.json().await.unwrap()),
            false => Err(answer.text().await.unwrap()),
        }
    }

    /// A row, or a table's rows, as the operator has them.
    async fn with_key(&self, method: reqwest::Method, path: &str, body: Value) -> Value {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let path = format!("/v1/tablesdb/appchat-db/tables/{path}");
        let request = self.at.http.request(method, self.at.url(&path)).json(&body);
        let request = request.header("x-appwrite-key", key).header("x-appwrite-project", "appchat");
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
        answer.json().await.unwrap()
    }

    async fn rows(&self, table: &str) -> Vec<Value> {
        let rows = self.with_key(reqwest::Method::GET, &format!("{table}/rows"), json!({})).await;
        rows["rows"].as_array().unwrap().clone()
    }

    /// A day goes by since the one decline there is.
    async fn let_a_day_go_by(&self) {
        let decline = self.rows("declines").await[0]["$id"].as_str().unwrap().to_owned();
        let before = json!({ "data": { "declinedAt": "2026-01-01T00:00:00.000+00:00" } });
        self.with_key(reqwest::Method::PATCH, &format!("declines/rows/{decline}"), before).await;
    }

    async fn asks(&self, person: &Person, whom: &str) -> Result<Value, String> {
        self.tries(person, "request_friend", &[("whom", whom)]).await
    }

    async fn chooses(&self, person: &Person, handle: &str) -> Result<Value, String> {
        self.tries(person, "choose_handle", &[("handle", handle)]).await
    }

    /// The first request in one list of somebody's circle.
    async fn first_request(&self, person: &Person, list: &str) -> String {
        let circle = person.call(&self.at, "list_circle", &[]).await;
        circle[list][0]["request"].as_str().unwrap().to_owned()
    }

    /// The names in one list of somebody's circle.
    async fn names(&self, person: &Person, list: &str) -> Vec<String> {
        let circle = person.call(&self.at, "list_circle", &[]).await;
        let name = |one: &Value| one.get("person").unwrap_or(one)["name"].as_str().unwrap().to_owned();
        circle[list].as_array().unwrap().iter().map(name).collect()
    }
}

#[tokio::test]
async fn a_handle_finds_its_owner_in_any_case_and_only_whoever_knows_it() {
    let town = Town::open().await;
    assert_eq!(town.chooses(&town.ben, " @Ben_92").await, Ok(json!("ben_92")));
    assert_eq!(town.ben.call(&town.at, "my_account", &[]).await["handle"], "ben_92");
    assert!(town.ana.call(&town.at, "my_account", &[]).await["handle"].is_null());

    assert!(town.asks(&town.ana, "BEN_92").await.unwrap()["Sent"].is_object());
    assert_eq!(town.names(&town.ben, "incoming").await, ["Ana"]);
    assert!(town.asks(&town.ben, "@ben_92").await.unwrap_err().contains("your own handle"));

    // Before they are friends nobody is told a handle; afterwards both see what the other chose.
    let circle = town.ana.call(&town.at, "list_circle", &[]).await;
    assert_eq!(circle["handles"], json!({}));
    assert!(town.asks(&town.ben, &town.ana.email).await.unwrap()["Friends"].is_object());
    let circle = town.ana.call(&town.at, "list_circle", &[]).await;
    assert_eq!(circle["handles"], json!({ town.ben.id(&town.at).await: "ben_92" }));
    let page = town.ana.get(&town.at, "/app/friends").await.text().await.unwrap();
    assert!(page.contains("@ben_92"), "{page}");
    assert!(
        town.at
            .register("Eve")
            .await
            .get(&town.at, "/v1/tablesdb/appchat-db/tables/profiles/rows?project=appchat")
            .await
            .text()
            .await
            .unwrap()
            .contains("\"rows\":[]")
    );
}

#[tokio::test]
async fn a_handle_is_one_persons_and_free_again_once_they_choose_another() {
    let town = Town::open().await;
    assert!(town.chooses(&town.ana, "night_owl").await.is_ok());
    assert!(town.chooses(&town.ana, "night_owl").await.is_ok(), "one's own is fine");
    assert!(town.chooses(&town.ben, "Night_Owl").await.unwrap_err().contains("Somebody else is @night_owl"));
    assert!(town.chooses(&town.ben, "no").await.unwrap_err().contains("3 to 20"));
    assert!(town.chooses(&town.ana, "early_bird").await.is_ok());
    assert!(town.chooses(&town.ben, "night_owl").await.is_ok());
    assert!(town.asks(&town.ana, "@night_owl").await.unwrap()["Sent"].is_object());

    // Of two who want the same at once, one gets it.
    let (one, other) = tokio::join!(town.chooses(&town.ana, "same"), town.chooses(&town.ben, "same"));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn an_unknown_handle_and_that_of_somebody_who_blocked_me_get_the_same_answer() {
    let town = Town::open().await;
    town.chooses(&town.ben, "ben").await.unwrap();
    town.asks(&town.ana, "@ben").await.unwrap();
    town.ben.call(&town.at, "block", &[("person", &town.ana.id(&town.at).await)]).await;
    let unknown = town.asks(&town.ana, "@nobody").await.unwrap_err();
    assert!(unknown.contains("Nobody here has that handle"), "{unknown}");
    assert_eq!(town.asks(&town.ana, "@ben").await.unwrap_err(), unknown);
    assert!(town.names(&town.ben, "incoming").await.is_empty());
}

#[tokio::test]
async fn whether_anybody_uses_an_address_is_not_told_until_they_answer() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    let mut ear = ana.listen_to(at, &REQUEST_CHANNELS).await;
    // However it is typed, an address is kept as addresses are.
    let bens = ben.email.to_lowercase();
    for email in [bens.as_str(), "nobody@example.com"] {
        assert_eq!(town.asks(ana, email).await, Ok(json!({ "Address": email })));
        let heard = ear.event().await;
        assert_eq!((heard.action(), &heard.payload["email"]), ("create", &json!(email)));
        assert_eq!(town.asks(ana, &email.to_uppercase()).await, Ok(json!({ "Address": email })), "once more");
    }
    // The same in her list, in her rows, and in what she can take along; and nothing there is his.
    assert_eq!(town.names(ana, "outgoing").await, [bens.as_str(), "nobody@example.com"]);
    let rows = ana.get(at, "/v1/tablesdb/appchat-db/tables/friendRequests/rows?project=appchat").await;
    let rows: Value = rows.json().await.unwrap();
    let keys = |row: &Value| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&rows["rows"][0]), keys(&rows["rows"][1]));
    let lengths = ["$id", "toUserId"].map(|key| rows["rows"][0][key].as_str().unwrap().len());
    assert_eq!(lengths, ["$id", "toUserId"].map(|key| rows["rows"][1][key].as_str().unwrap().len()));
    assert!(!rows.to_string().contains(&ben.id(at).await), "{rows}");
    let told = async || {
        let archive = ana.get(at, "/account/export").await.bytes().await.unwrap();
        archive.windows(5).any(|bytes| bytes == b"\"Ben\"")
    };
    assert!(!told().await);

    // He is asked, and once he has answered she is told who he is. Nobody's request can be taken back like any other.
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
    assert!(town.asks(ben, &ana.email).await.unwrap()["Friends"].is_object());
    assert_eq!(town.names(ana, "friends").await, ["Ben"]);
    assert!(told().await);
    assert_eq!(town.names(ana, "outgoing").await, ["nobody@example.com"]);
    let left = town.first_request(ana, "outgoing").await;
    ana.call(at, "cancel_request", &[("request", &left)]).await;
    assert!(town.names(ana, "outgoing").await.is_empty());
}

#[tokio::test]
async fn what_becomes_of_a_request_by_address_is_not_felt_by_whoever_asked() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    town.chooses(ben, "ben").await.unwrap();
    let both = ["ben@example.com", "nobody@example.com"];
    let lists = async || ana.call(at, "list_circle", &[]).await["outgoing"].clone();
    // By handle and then by address, and the other way round: each has its entry, whoever is behind it.
    town.asks(ana, "@ben").await.unwrap();
    for email in both {
        town.asks(ana, email).await.unwrap();
    }
    assert_eq!(town.names(ana, "outgoing").await, ["Ben", both[0], both[1]]);
    assert_eq!(town.names(ben, "incoming").await, ["Ana"], "one request");
    let before = lists().await;
    let mut ear = ana.listen_to(at, &REQUEST_CHANNELS).await;

    // He blocks her: what she knows he has goes, and both addresses stay as they are.
    ben.call(at, "block", &[("person", &ana.id(at).await)]).await;
    assert_eq!(ear.event().await.payload["email"], Value::Null, "the one by handle");
    for email in both {
        assert_eq!(town.asks(ana, email).await, Ok(json!({ "Address": email })));
    }
    assert_eq!(lists().await.as_array().unwrap()[..], before.as_array().unwrap()[1..]);
    assert!(town.names(ben, "incoming").await.is_empty());

    // Taking both back is the next she hears, each in the same way.
    for asked in before.as_array().unwrap()[1..].iter() {
        ana.call(at, "cancel_request", &[("request", asked["request"].as_str().unwrap())]).await;
        let heard = ear.event().await;
        assert_eq!((heard.action(), &heard.payload["email"]), ("delete", &asked["person"]["name"]));
    }
    assert!(lists().await.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn taking_an_address_back_takes_the_request_back_and_a_link_settles_both() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    town.asks(ana, "ben@example.com").await.unwrap();
    let entry = town.first_request(ana, "outgoing").await;
    ana.call(at, "cancel_request", &[("request", &entry)]).await;
    assert!(town.names(ben, "incoming").await.is_empty());

    town.asks(ana, "ben@example.com").await.unwrap();
    town.chooses(ben, "ben").await.unwrap();
    // By handle now: she is shown him, beside the address.
    town.asks(ana, "@ben").await.unwrap();
    assert_eq!(town.names(ana, "outgoing").await, ["Ben", "ben@example.com"]);
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
}

#[tokio::test]
async fn only_so_many_may_wait_for_an_answer_used_or_not() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    for number in 0..99 {
        town.asks(ana, &format!("nobody{number}@example.com")).await.unwrap();
    }
    town.asks(ana, &ben.email).await.unwrap();
    assert!(town.asks(ana, "one.more@example.com").await.unwrap_err().contains("Take some requests back"));
    let entry = town.first_request(ana, "outgoing").await;
    ana.call(at, "cancel_request", &[("request", &entry)]).await;
    town.asks(ana, "one.more@example.com").await.unwrap();
}

#[tokio::test]
async fn whoever_comes_later_by_an_address_that_was_asked_is_asked_when_it_is_asked_again() {
    let town = Town::open().await;
    let Town { at, ana, .. } = &town;
    town.asks(ana, "zoe@example.com").await.unwrap();
    let zoe = at.register("zoe").await;
    assert_eq!(zoe.email, "zoe@example.com");
    assert!(town.names(&zoe, "incoming").await.is_empty());
    town.asks(ana, "zoe@example.com").await.unwrap();
    assert_eq!(town.names(&zoe, "incoming").await, ["Ana"]);
    assert_eq!(town.names(ana, "outgoing").await, ["zoe@example.com"], "one entry, as before");
}

#[tokio::test]
async fn a_decline_is_silent_and_holds_for_a_day() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    let sent = town.asks(ana, &ben.email).await.unwrap();
    let request = town.first_request(ben, "incoming").await;
    let mut ear = ana.listen_to(at, &REQUEST_CHANNELS).await;

    ben.call(at, "decline_request", &[("request", &request)]).await;

    // Ben is rid of it, and for Ana nothing has changed: not in her lists, not in her rows, and she heard nothing.
    assert!(town.names(ben, "incoming").await.is_empty());
    assert_eq!(town.names(ana, "outgoing").await, ["ben@example.com"]);
    assert_eq!(town.asks(ana, &ben.email).await.unwrap(), sent, "asking twice changes nothing");
    let rows = ana.get(at, "/v1/tablesdb/appchat-db/tables/declines/rows?project=appchat").await;
    assert!(rows.text().await.unwrap().contains("\"rows\":[]"));
    ana.call(at, "cancel_request", &[("request", &request)]).await;
    assert_eq!(ear.event().await.action(), "delete", "her own cancelling is the first she hears");

    // Asking again gets the answer of the first time, and does not reach him.
    assert_eq!(town.asks(ana, &ben.email).await.unwrap(), sent);
    assert_eq!(town.names(ana, "outgoing").await, ["ben@example.com"]);
    assert!(town.names(ben, "incoming").await.is_empty());
    ana.call(at, "cancel_request", &[("request", &request)]).await;

    // A day goes by.
    town.let_a_day_go_by().await;
    assert_eq!(town.asks(ana, &ben.email).await.unwrap(), sent);
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
}

#[tokio::test]
async fn a_decline_is_undone_by_whoever_declined_and_by_nobody_else() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    town.asks(ana, &ben.email).await.unwrap();
    let request = town.first_request(ben, "incoming").await;
    ben.call(at, "decline_request", &[("request", &request)]).await;

    assert!(town.tries(ana, "undo_decline", &[("request", &request)]).await.is_err());
    assert!(town.names(ben, "incoming").await.is_empty());

    let mut ear = ana.listen_to(at, &REQUEST_CHANNELS).await;
    ben.call(at, "undo_decline", &[("request", &request)]).await;
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
    ben.call(at, "undo_decline", &[("request", &request)]).await;
    ana.call(at, "cancel_request", &[("request", &request)]).await;
    assert_eq!(ear.event().await.action(), "delete", "her own cancelling is the first she hears");

    // What is not there any more cannot come back.
    assert!(town.tries(ben, "undo_decline", &[("request", &request)]).await.is_err());
    // And nothing is left of the decline.
    town.asks(ana, &ben.email).await.unwrap();
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
}

#[tokio::test]
async fn whoever_declined_may_still_ask_themselves() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    town.asks(ana, &ben.email).await.unwrap();
    let request = town.first_request(ben, "incoming").await;
    ben.call(at, "decline_request", &[("request", &request)]).await;

    assert!(town.asks(ben, &ana.email).await.unwrap()["Friends"].is_object());
    assert_eq!(town.names(ana, "friends").await, ["Ben"]);

    // Friends once, they are heard like anybody else when it ended.
    ben.call(at, "remove_friend", &[("person", &ana.id(at).await)]).await;
    town.asks(ana, &ben.email).await.unwrap();
    assert_eq!(town.names(ben, "incoming").await, ["Ana"]);
}

#[tokio::test]
async fn a_muted_friend_stays_a_friend_and_cannot_tell() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    ana.befriend(at, ben).await;
    let (ana_id, ben_id) = (ana.id(at).await, ben.id(at).await);
    let before = ben.call(at, "list_circle", &[]).await;

    ana.call(at, "mute_friend", &[("person", &ben_id)]).await;
    ana.call(at, "mute_friend", &[("person", &ben_id)]).await;
    let circle = ana.call(at, "list_circle", &[]).await;
    assert_eq!((circle["muted"].clone(), circle["friends"].as_array().unwrap().len()), (json!([ben_id]), 1));
    assert_eq!(ben.call(at, "list_circle", &[]).await, before);
    let rows = ben.get(at, "/v1/tablesdb/appchat-db/tables/mutes/rows?project=appchat").await;
    assert!(rows.text().await.unwrap().contains("\"rows\":[]"));

    ana.call(at, "unmute_friend", &[("person", &ben_id)]).await;
    assert_eq!(ana.call(at, "list_circle", &[]).await["muted"], json!([]));

    // What was chosen for a friend is not for whoever becomes one later, and nobody mutes a stranger.
    ana.call(at, "mute_friend", &[("person", &ben_id)]).await;
    ben.call(at, "remove_friend", &[("person", &ana_id)]).await;
    assert_eq!(ana.call(at, "list_circle", &[]).await["muted"], json!([]));
    assert!(town.tries(ana, "mute_friend", &[("person", &ben_id)]).await.is_err());
}

#[tokio::test]
async fn a_favourite_is_ones_own_business_and_ends_with_the_friendship() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    ana.befriend(at, ben).await;
    let (ana_id, ben_id) = (ana.id(at).await, ben.id(at).await);
    let before = ben.call(at, "list_circle", &[]).await;
    let favour =
        async |yes: &str| town.tries(ana, "set_favourite", &[("person", &ben_id), ("favourite", yes)]).await;

    let mut ear = ana.listen(at, "tablesdb.appchat-db.tables.favourites.rows").await;
    assert!(favour("true").await.is_ok() && favour("true").await.is_ok());
    assert_eq!(ear.event().await.action(), "create", "her other tabs hear of it");
    assert_eq!(ana.call(at, "list_circle", &[]).await["favourites"], json!([ben_id]));
    assert_eq!(ben.call(at, "list_circle", &[]).await, before);
    let rows = ben.get(at, "/v1/tablesdb/appchat-db/tables/favourites/rows?project=appchat").await;
    assert!(rows.text().await.unwrap().contains("\"rows\":[]"));
    assert!(favour("false").await.is_ok() && favour("false").await.is_ok());
    assert_eq!(ana.call(at, "list_circle", &[]).await["favourites"], json!([]));

    assert!(favour("true").await.is_ok());
    ben.call(at, "remove_friend", &[("person", &ana_id)]).await;
    assert_eq!(ana.call(at, "list_circle", &[]).await["favourites"], json!([]));
    assert!(favour("true").await.is_err());
}

#[tokio::test]
async fn a_report_reaches_the_operator_and_nobody_else() {
    let town = Town::open().await;
    let Town { at, ana, ben, .. } = &town;
    let (ana_id, ben_id) = (ana.id(at).await, ben.id(at).await);
    let report = |person: &str, note: &str| {
        [("person", person.to_owned()), ("reason", "harassment".to_owned()), ("note", note.to_owned())]
    };
    let says = async |person: &str, note: &str| {
        let form = report(person, note);
        let form: Vec<(&str, &str)> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
        town.tries(ana, "report", &form).await
    };

    ben.call(at, "request_friend", &[("whom", &ana.email)]).await;
    assert!(says(&ben_id, " He would not stop. ").await.is_ok());
    assert!(says(&ben_id, &"x".repeat(501)).await.unwrap_err().contains("at most 500"));
    assert!(says(&ana_id, "").await.is_err());
    assert!(says("nobody-at-all", "").await.is_err());

    for person in [ana, ben] {
        let rows = person.get(at, "/v1/tablesdb/appchat-db/tables/reports/rows?project=appchat").await;
        assert!(rows.text().await.unwrap().contains("\"rows\":[]"));
    }
    let kept = town.rows("reports").await;
    assert_eq!(kept.len(), 1);
    let told = ["reporterId", "reportedId", "reason", "note"].map(|column| kept[0][column].as_str().unwrap());
    assert_eq!(told, [&ana_id, &ben_id, "harassment", "He would not stop."]);
}
