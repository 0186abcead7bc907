//! Snaps through the app's own doors: who gets one, what is kept of it, and how it goes.

use std::time::{SystemTime, UNIX_EPOCH};

use appwrite::Timestamp;
use reqwest::header;
use serde_json::{Value, json};

use crate::town::{Instance, Person, photograph};

/// One instance, Ana, and her friends Ben and Maya.
struct House {
    at: Instance,
    ana: Person,
    ben: Person,
    maya: Person,
    folder: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let (ana, ben, maya) =
            (at.register("ana").await, at.register("ben").await, at.register("maya").await);
        ana.befriend(&at, &ben).await;
        ana.befriend(&at, &maya).await;
        Self { at, ana, ben, maya, folder }
    }

    /// Ana sends a photograph to both, with these words.
    async fn send(&self, id: &str, words: Value) {
        let to = [self.ben.id(&self.at).await, self.maya.id(&self.at).await];
        let sent = self.ana.send_snap(&self.at, id, &[&to[0], &to[1]], &photograph(), words).await;
        assert_eq!(sent.status(), 200, "{}", sent.text().await.unwrap());
    }

    async fn list(&self, person: &Person, path: &str, name: &str) -> Vec<Value> {
        let request = self.at.http.get(self.at.url(path)).header(header::COOKIE, &person.cookie);
        let list: Value =
            request.header("x-appwrite-project", "appchat").send().await.unwrap().json().await.unwrap();
        list[name].as_array().unwrap().clone()
    }

    /// The copies somebody may read.
    async fn snaps(&self, person: &Person) -> Vec<Value> {
        self.list(person, "/v1/tablesdb/appchat-db/tables/snaps/rows", "rows").await
    }

    /// Something only the key can do.
    async fn post(&self, path: &str, body: Value) -> Value {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let request = self.at.http.post(self.at.url(path)).json(&body).header("x-appwrite-key", key);
        request.header("x-appwrite-project", "appchat").send().await.unwrap().json().await.unwrap()
    }

    /// How many photographs of Ana's are stored.
    async fn photographs(&self) -> usize {
        self.list(&self.ana, "/v1/storage/buckets/snaps/files", "files").await.len()
    }

    async fn status(&self, person: &Person, snap: &Value) -> Value {
        person.open_snap(&self.at, snap["$id"].as_str().unwrap()).await["responseStatusCode"].clone()
    }
}

#[tokio::test]
async fn one_photograph_is_kept_for_several_friends_and_sending_it_again_changes_nothing() {
    let house = House::open().await;
    house.send("sunset", json!({ "caption": " Low \n tide ", "description": "A beach" })).await;
    house.send("sunset", json!({ "caption": "Another word" })).await;
    assert_eq!(house.photographs().await, 1);
    assert_eq!(house.snaps(&house.ana).await.len(), 2);
    let [copy] = &house.snaps(&house.ben).await[..] else { panic!("Ben has one copy") };
    assert_eq!((&copy["caption"], &copy["description"]), (&json!("Low tide"), &json!("A beach")));
    assert_eq!(house.status(&house.ben, copy).await, 200);
    assert_eq!(house.status(&house.maya, copy).await, 401, "each opens their own copy");
    house.at.stop().await;
}

#[tokio::test]
async fn nobody_gets_it_when_one_of_them_is_no_friend_or_the_words_are_too_many() {
    let house = House::open().await;
    let (ben, eve) = (house.ben.id(&house.at).await, house.at.register("eve").await.id(&house.at).await);
    let send = async |to: &[&str], words: Value| {
        house.ana.send_snap(&house.at, "sunset", to, &photograph(), words).await.text().await.unwrap()
    };
    assert!(send(&[&ben, &eve], Value::Null).await.contains("only send snaps to your friends"));
    assert!(send(&[], Value::Null).await.contains("Choose a friend"));
    assert!(send(&[&ben], json!({ "caption": "x".repeat(121) })).await.contains("121 characters"));
    assert_eq!(house.snaps(&house.ben).await, Vec::<Value>::new());
    assert_eq!(house.photographs().await, 0);
    house.at.stop().await;
}

#[tokio::test]
async fn nobodys_photograph_is_sent_by_another_under_its_id() {
    let house = House::open().await;
    house.send("sunset", Value::Null).await;
    let ana = house.ana.id(&house.at).await;
    let stolen = house.ben.send_snap(&house.at, "sunset", &[&ana], &photograph(), Value::Null).await;
    assert_ne!(stolen.status(), 200);
    assert_eq!(house.snaps(&house.ana).await.len(), 2, "the two that she sent");
    house.at.stop().await;
}

#[tokio::test]
async fn a_photograph_goes_with_the_last_copy_that_is_taken_back() {
    let house = House::open().await;
    house.send("sunset", json!({ "caption": "Low tide" })).await;
    let (bens, mayas) = (house.snaps(&house.ben).await.remove(0), house.snaps(&house.maya).await.remove(0));

    // Only its sender can.
    let others =
        house.at.http.post(house.at.url("/api/delete_snap")).form(&[("id", bens["$id"].as_str().unwrap())]);
    let others = others.header(header::COOKIE, &house.ben.cookie).send().await.unwrap();
    assert_ne!(others.status(), 200);
    house.ben.call(&house.at, "delete_sent_snap", &[("photograph", "sunset")]).await;
    assert_eq!(house.status(&house.ben, &bens).await, 200);

    house.ana.call(&house.at, "delete_snap", &[("id", bens["$id"].as_str().unwrap())]).await;
    assert_eq!(house.status(&house.ben, &bens).await, 410);
    let removed = house.snaps(&house.ben).await.remove(0);
    assert!(removed["removedAt"].is_string() && removed["caption"].is_null(), "{removed}");
    assert_eq!(house.status(&house.maya, &mayas).await, 200, "Maya's copy still needs it");
    assert_eq!(house.photographs().await, 1);

    house.ana.call(&house.at, "delete_sent_snap", &[("photograph", "sunset")]).await;
    assert_eq!(house.status(&house.maya, &mayas).await, 410);
    assert_eq!(house.photographs().await, 0);
    house.at.stop().await;
}

#[tokio::test]
async fn a_copy_says_what_the_photograph_looks_like_on_the_whole_and_no_longer_than_there_is_one_to_see() {
    let house = House::open().await;
    house.send("sunset", json!({ "view_once": true })).await;
    let (bens, mayas) = (house.snaps(&house.ben).await.remove(0), house.snaps(&house.maya).await.remove(0));
    let channel = |at: usize| u8::from_str_radix(&bens["color"].as_str().unwrap()[at..at + 2], 16).unwrap();
    // The mean of what `photograph` draws, and a little for what two JPEGs lose of it.
    for (at, mean) in [(1, 126_u8), (3, 117), (5, 128)] {
        assert!(channel(at).abs_diff(mean) < 6, "{}", bens["color"]);
    }
    assert_eq!(mayas["color"], bens["color"]);

    assert_eq!(house.status(&house.ben, &bens).await, 200);
    house.ben.call(&house.at, "mark_snap_viewed", &[("id", bens["$id"].as_str().unwrap())]).await;
    assert!(house.snaps(&house.ben).await[0]["color"].is_null(), "it could be viewed once, and was");
    assert_eq!(house.snaps(&house.maya).await[0]["color"], mayas["color"], "hers still waits");
    house.ana.call(&house.at, "delete_sent_snap", &[("photograph", "sunset")]).await;
    assert!(house.snaps(&house.maya).await[0]["color"].is_null(), "it was taken back");
    house.at.stop().await;
}

#[tokio::test]
async fn delivery_is_written_down_once_and_by_nobody_but_the_recipient() {
    let house = House::open().await;
    house.send("sunset", Value::Null).await;
    let bens = house.snaps(&house.ben).await.remove(0);
    let tell = async |who: &Person| {
        let request = house.at.http.post(house.at.url("/api/mark_snaps_delivered"));
        let request = request.header(header::COOKIE, &who.cookie).json(&json!({ "ids": [bens["$id"]] }));
        assert_eq!(request.send().await.unwrap().status(), 200);
        house.snaps(&house.ben).await.remove(0)["deliveredAt"].clone()
    };
    assert!(tell(&house.maya).await.is_null());
    assert!(tell(&house.ana).await.is_null(), "not even by its sender");
    let first = tell(&house.ben).await;
    assert!(first.is_string());
    assert_eq!(tell(&house.ben).await, first);
    house.at.stop().await;
}

#[tokio::test]
async fn what_may_be_viewed_once_is_handed_to_one_of_many_that_ask_at_once() {
    let house = House::open().await;
    house.send("sunset", json!({ "view_once": true })).await;
    let (bens, mayas) = (house.snaps(&house.ben).await.remove(0), house.snaps(&house.maya).await.remove(0));
    let tabs = (0..8).map(|_| house.status(&house.ben, &bens));
    let mut answers: Vec<u64> =
        futures_util::future::join_all(tabs).await.iter().filter_map(Value::as_u64).collect();
    answers.sort_unstable();
    assert_eq!(answers, [200, 410, 410, 410, 410, 410, 410, 410]);
    assert_eq!(house.status(&house.maya, &mayas).await, 200, "each friend has a look of their own");
    house.at.stop().await;
}

#[tokio::test]
async fn an_answer_is_one_only_for_whoever_sent_what_it_answers() {
    let house = House::open().await;
    house.send("sunset", Value::Null).await;
    let (bens, ana) = (house.snaps(&house.ben).await.remove(0), house.ana.id(&house.at).await);
    let answer = json!({ "reply_to": bens["$id"] });
    let sent = house.ben.send_snap(&house.at, "answer", &[&ana], &photograph(), answer.clone()).await;
    assert_eq!(sent.status(), 200);
    // Maya never had that snap: hers is a photograph like any other.
    let sent = house.maya.send_snap(&house.at, "other", &[&ana], &photograph(), answer).await;
    assert_eq!(sent.status(), 200);
    let replies = house.snaps(&house.ana).await;
    let reply_to =
        |file: &str| replies.iter().find(|snap| snap["fileId"] == file).unwrap()["replyTo"].clone();
    assert_eq!((reply_to("answer"), reply_to("other")), (bens["$id"].clone(), Value::Null));
    house.at.stop().await;
}

#[tokio::test]
async fn what_expired_is_told_to_its_recipient_live_and_on_the_page_until_they_want_nothing_of_its_sender() {
    let house = House::open().await;
    let (ana, ben) = (house.ana.id(&house.at).await, house.ben.id(&house.at).await);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let sent_at = Timestamp::from_millis(i64::try_from(now).unwrap()).plus_seconds(-25 * 60 * 60);
    let columns = json!({
        "senderId": ana, "recipientId": ben, "fileId": "gone", "caption": "Low tide", "color": "#0a1b2c",
        "$createdAt": sent_at,
    });
    let readers = [&ana, &ben].map(|who| format!("read(\"user:{who}\")"));
    let old = json!({ "rowId": "old", "data": columns, "permissions": readers });
    let made = house.post("/v1/tablesdb/appchat-db/tables/snaps/rows", old).await;
    assert_eq!(made["$id"], "old", "{made}");
    let mailbox = async |who: &Person| who.call(&house.at, "list_snaps", &[]).await;

    // Its day is over and nobody has swept it yet: Ben's page knows that it came and nothing it said.
    let before = mailbox(&house.ben).await;
    assert_eq!((&before["snaps"]["old"]["sender"], &before["remnants"]), (&json!(ana), &json!({})));
    assert!(before["snaps"]["old"]["caption"].is_null() && before["snaps"]["old"]["colour"].is_null());

    let mut ear = house.ben.listen(&house.at, "tablesdb.appchat-db.tables.remnants.rows").await;
    let run = json!({ "method": "POST", "path": "/", "body": "", "async": false });
    let swept = house.post("/v1/functions/expire-snaps/executions", run).await;
    assert_eq!(swept["responseStatusCode"], 200, "{swept}");
    let event = ear.event().await;
    assert_eq!((event.action(), &event.payload["$id"]), ("create", &json!("old")));

    let after = mailbox(&house.ben).await;
    assert_eq!((&after["snaps"], &after["remnants"]["old"]["sender"]), (&json!({}), &json!(ana)), "{after}");
    assert!(after["remnants"]["old"]["opened_at"].is_null());
    let page = house.ben.get(&house.at, "/app/inbox").await.text().await.unwrap();
    assert!(page.contains("Expired today") && page.contains("Sent 25 h ago"));
    assert_eq!(mailbox(&house.ana).await["remnants"], json!({}));
    assert!(!house.ana.get(&house.at, "/app/inbox").await.text().await.unwrap().contains("Expired today"));

    house.ben.call(&house.at, "block", &[("person", &ana)]).await;
    assert_eq!(mailbox(&house.ben).await["remnants"], json!({}));
    house.at.stop().await;
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_leaves_nothing_at_the_function_that_serves_snaps() {
    let house = House::open().await;
    let run = "/v1/functions/serve-snap/executions";
    let asked = json!({
        "path": "/snap/any", "method": "GET", "async": true, "scheduledAt": "2099-01-01T00:00:00Z",
        "body": "x".repeat(10 * 1024 * 1024),
    });
    for _ in 0..12 {
        let request = house.at.http.post(house.at.url(run)).header("x-appwrite-project", "appchat");
        // The body is not read, so the connection may end before all of it is sent.
        if let Ok(answer) = request.json(&asked).send().await {
            assert_eq!(answer.status(), 401);
        }
    }
    let now = house.at.http.post(house.at.url(run)).header("x-appwrite-project", "appchat");
    let answer = now.json(&json!({ "path": "/snap/any", "method": "GET" })).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let key = backend::api_key_in(house.folder.path()).unwrap();
    let stored = house.at.http.get(house.at.url(run)).header("x-appwrite-key", key);
    let stored = stored.header("x-appwrite-project", "appchat").send().await.unwrap();
    assert_eq!(stored.json::<Value>().await.unwrap()["total"], 0);
}

/// Rows as earlier snaps of Ana's to Ben have them, so many, sent so many seconds ago.
async fn earlier_snaps(house: &House, count: usize, seconds: i64, more: Value) {
    let (ana, ben) = (house.ana.id(&house.at).await, house.ben.id(&house.at).await);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let sent_at = Timestamp::from_millis(i64::try_from(now).unwrap()).plus_seconds(-seconds);
    let rows: Vec<Value> = (0..count)
        .map(|n| {
            let mut row = json!({
                "$id": format!("earlier-{seconds}-{n}"), "$permissions": [], "$createdAt": sent_at,
                "senderId": ana, "recipientId": ben, "fileId": format!("file-{n}"),
            });
            row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
            row
        })
        .collect();
    for rows in rows.chunks(100) {
        let made = house.post("/v1/tablesdb/appchat-db/tables/snaps/rows", json!({ "rows": rows })).await;
        assert_eq!(made["total"], rows.len(), "{made}");
    }
}

impl House {
    /// What sending a photograph to these people comes to.
    async fn try_send(&self, id: &str, to: &[&Person]) -> (reqwest::StatusCode, String) {
        let mut ids = vec![];
        for person in to {
            ids.push(person.id(&self.at).await);
        }
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let sent = self.ana.send_snap(&self.at, id, &ids, &photograph(), Value::Null).await;
        (sent.status(), sent.text().await.unwrap())
    }
}

#[tokio::test]
async fn a_sender_has_two_hundred_deliveries_an_hour_and_is_told_how_long_to_wait() {
    let house = House::open().await;
    earlier_snaps(&house, 199, 3000, json!({})).await;
    let (_, said) = house.try_send("both", &[&house.ben, &house.maya]).await;
    assert!(said.contains("TooMany"), "two more would be 201: {said}");
    assert_eq!(house.photographs().await, 0, "and nothing is stored");
    let (status, said) = house.try_send("last", &[&house.ben]).await;
    assert_eq!(status, 200, "{said}");
    let (_, said) = house.try_send("late", &[&house.maya]).await;
    let wait: Value = serde_json::from_str(&said).unwrap();
    let wait = wait["TooMany"].as_u64().unwrap();
    assert!((1..=600).contains(&wait), "the first of them is 50 minutes old: {said}");
    // Sending the same snap again is no new one, and others are not held up.
    assert_eq!(house.try_send("last", &[&house.ben]).await.0, 200);
    let ana = house.ana.id(&house.at).await;
    let bens = house.ben.send_snap(&house.at, "bens", &[&ana], &photograph(), Value::Null).await;
    assert_eq!(bens.status(), 200);
    house.at.stop().await;
}

#[tokio::test]
async fn snaps_that_were_taken_back_or_opened_still_count_for_their_hour_and_older_ones_do_not() {
    let house = House::open().await;
    let long_ago = "2020-01-01T00:00:00.000Z";
    earlier_snaps(&house, 200, 3601, json!({ "viewedAt": long_ago })).await;
    assert_eq!(house.try_send("first", &[&house.ben]).await.0, 200, "an hour is over");
    earlier_snaps(&house, 199, 60, json!({ "removedAt": long_ago })).await;
    let (_, said) = house.try_send("second", &[&house.ben]).await;
    assert!(said.contains("TooMany"), "{said}");
    house.at.stop().await;
}

#[tokio::test]
async fn a_sender_has_two_thousand_snaps_that_nobody_has_opened() {
    let house = House::open().await;
    earlier_snaps(&house, 1999, 7200, json!({})).await;
    assert_eq!(house.try_send("first", &[&house.ben]).await.0, 200);
    let (_, said) = house.try_send("second", &[&house.ben]).await;
    assert!(said.contains("2,000 of your snaps have not been opened yet"), "{said}");
    let opened = json!({ "data": { "viewedAt": "2020-01-01T00:00:00.000Z" } });
    let key = backend::api_key_in(house.folder.path()).unwrap();
    let row = house.at.url("/v1/tablesdb/appchat-db/tables/snaps/rows/earlier-7200-0");
    let request = house.at.http.patch(row).json(&opened).header("x-appwrite-key", key);
    assert_eq!(request.header("x-appwrite-project", "appchat").send().await.unwrap().status(), 200);
    assert_eq!(house.try_send("second", &[&house.ben]).await.0, 200, "one was opened");
    house.at.stop().await;
}

#[tokio::test]
async fn a_photo_that_cannot_be_sent_is_called_what_it_is() {
    let house = House::open().await;
    let ben = house.ben.id(&house.at).await;
    let say = async |bytes: &[u8]| {
        house.ana.send_snap(&house.at, "sunset", &[&ben], bytes, Value::Null).await.text().await.unwrap()
    };
    assert!(say(b"%PDF-1.7").await.contains("isn't a photo"));
    assert!(say(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").await.contains("We can't read HEIC pictures"));
    let photo = photograph();
    assert!(say(&photo[..photo.len() / 2]).await.contains("damaged or cut off"));
    assert_eq!(house.photographs().await, 0);
    // Who is signed out is told before anything of the photo is read.
    let nobody = Person { email: String::new(), cookie: String::new() };
    let said =
        nobody.send_snap(&house.at, "sunset", &[&ben], &photo, Value::Null).await.text().await.unwrap();
    assert!(said.contains("SignedOut"), "{said}");
    house.at.stop().await;
}
