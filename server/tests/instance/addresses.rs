//! Asking by e-mail or handle does the same work whether or not a person is behind it: the calls to the backend are
//! compared by number and kind.

use serde_json::{Value, json};

use crate::{
    calls::Calls,
    town::{Instance, Person},
};

const REQUESTS: &str = "/v1/tablesdb/appchat-db/tables/friendRequests/rows";

/// One instance whose calls are counted, and Ana, who asks.
struct Town {
    at: Instance,
    calls: Calls,
    key: String,
    ana: Person,
    _folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (at, calls) = Calls::counted(folder.path()).await;
        let key = backend::api_key_in(folder.path()).unwrap();
        let ana = at.register("ana").await;
        Self { at, calls, key, ana, _folder: folder }
    }

    /// What asking answers, and the calls it takes.
    async fn ask(&self, whom: &str) -> (String, Vec<String>) {
        self.calls.take();
        let request = self.at.http.post(self.at.url("/api/request_friend")).form(&[("whom", whom)]);
        let answer = request.header("cookie", &self.ana.cookie).send().await.unwrap().text().await.unwrap();
        (answer, self.calls.take())
    }

    async fn by_key(&self, method: &str, path: &str, body: Value) -> Value {
        let request = self.at.http.request(method.parse().unwrap(), self.at.url(path)).json(&body);
        let request = request.header("x-appwrite-key", &self.key).header("x-appwrite-project", "appchat");
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{method} {path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap_or_default()
    }

    /// Days go by since every request was made.
    async fn let_days_go_by(&self) {
        let then = "2026-01-01T00:00:00.000+00:00";
        for row in self.by_key("GET", REQUESTS, json!({})).await["rows"].as_array().unwrap() {
            let (id, permissions) = (row["$id"].as_str().unwrap(), row["$permissions"].clone());
            self.by_key("DELETE", &format!("{REQUESTS}/{id}"), json!({})).await;
            let mut data = json!({ "$createdAt": then });
            for column in ["fromUserId", "toUserId", "status", "email"] {
                data[column] = row[column].clone();
            }
            let again = json!({ "rowId": id, "data": data, "permissions": permissions });
            self.by_key("POST", REQUESTS, again).await;
        }
    }
}

#[tokio::test]
async fn an_address_takes_the_same_calls_whether_or_not_anybody_uses_it() {
    let town = Town::open().await;
    town.at.register("ben").await;
    let times = ["first", "again", "days later"];
    for time in times {
        if time == "days later" {
            town.let_days_go_by().await;
        }
        let (unused, calls) = town.ask("nobody@example.com").await;
        assert!(!calls.is_empty());
        let (used, calls_of_used) = town.ask("ben@example.com").await;
        assert_eq!(calls_of_used, calls, "{time}");
        assert_eq!(used.replace("ben", "nobody"), unused, "{time}");
    }
}

#[tokio::test]
async fn an_address_that_is_used_since_it_was_asked_takes_the_calls_of_one_that_is_not() {
    let town = Town::open().await;
    for email in ["late@example.com", "nobody@example.com"] {
        town.ask(email).await;
    }
    let late = town.at.register("late").await;
    let unused = town.ask("nobody@example.com").await.1;
    assert_eq!(town.ask("late@example.com").await.1, unused);
    town.let_days_go_by().await;
    let unused = town.ask("nobody@example.com").await.1;
    assert_eq!(town.ask("late@example.com").await.1, unused);
    let circle = late.call(&town.at, "list_circle", &[]).await;
    assert_eq!(circle["incoming"].as_array().unwrap().len(), 1, "and they have the request");
}

#[tokio::test]
async fn an_address_takes_the_same_calls_whatever_was_between_its_owner_and_the_asker() {
    let town = Town::open().await;
    let Town { at, ana, .. } = &town;
    for name in ["blocks", "blocked", "handled"] {
        let person = at.register(name).await;
        person.call(at, "choose_handle", &[("handle", name)]).await;
        let (me, them) = (ana.id(at).await, person.id(at).await);
        match name {
            "blocks" => {
                town.ask("@blocks").await;
                person.call(at, "block", &[("person", &me)]).await;
            }
            "blocked" => {
                person.call(at, "request_friend", &[("whom", &ana.email)]).await;
                ana.call(at, "block", &[("person", &them)]).await;
            }
            _ => drop(town.ask("@handled").await),
        }
    }
    for time in ["first", "again"] {
        let (unused, calls) = town.ask("nobody@example.com").await;
        for name in ["blocks", "blocked", "handled"] {
            let (answer, calls_of_used) = town.ask(&format!("{name}@example.com")).await;
            assert_eq!(calls_of_used, calls, "{name} {time}");
            assert_eq!(answer.replace(name, "nobody"), unused, "{name} {time}");
        }
    }
}

#[tokio::test]
async fn a_handle_nobody_has_takes_the_calls_of_one_whose_owner_blocked_me() {
    let town = Town::open().await;
    let ben = town.at.register("ben").await;
    ben.call(&town.at, "choose_handle", &[("handle", "ben")]).await;
    town.ask("@ben").await;
    ben.call(&town.at, "block", &[("person", &town.ana.id(&town.at).await)]).await;
    let unknown = town.ask("@nobody").await;
    assert!(unknown.0.contains("Nobody here has that handle"), "{}", unknown.0);
    assert_eq!(town.ask("@ben").await, unknown);
}

#[tokio::test]
async fn an_account_with_the_id_of_an_entry_has_no_request_to_accept() {
    let town = Town::open().await;
    town.ask("nobody@example.com").await;
    let rows = town.by_key("GET", REQUESTS, json!({})).await["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 2, "the entry, and the request for nobody: {rows:?}");
    let id = rows[0]["toUserId"].as_str().unwrap();
    assert!(rows.iter().all(|row| row["toUserId"] == id));

    // Anybody may make an account with any id that is free.
    let forged =
        json!({ "userId": id, "email": "eve@example.com", "password": "correct horse", "name": "Eve" });
    let made = town.at.http.post(town.at.url("/v1/account")).json(&forged);
    assert_eq!(made.header("x-appwrite-project", "appchat").send().await.unwrap().status(), 201);
    let form = [("email", "eve@example.com"), ("password", "correct horse")];
    let eve = Person { email: "eve@example.com".into(), cookie: town.at.enter("sign_in", &form).await };
    assert_eq!(eve.id(&town.at).await, id);
    for row in &rows {
        let request = row["$id"].as_str().unwrap();
        for call in ["accept_request", "decline_request", "undo_decline", "cancel_request"] {
            let tried = town.at.http.post(town.at.url(&format!("/api/{call}"))).form(&[("request", request)]);
            let answer = tried.header("cookie", &eve.cookie).send().await.unwrap().text().await.unwrap();
            assert!(answer.contains("Gone"), "{call}: {answer}");
        }
    }
    assert_eq!(eve.call(&town.at, "list_circle", &[]).await["incoming"], json!([]));
    assert_eq!(town.ana.call(&town.at, "list_circle", &[]).await["friends"], json!([]));
}
