//! An account from beginning to end: a guest who stays, the devices it is used from, and its deletion.

use reqwest::{Response, header};
use serde_json::{Value, json};

use crate::town::{Instance, Person, photograph};

/// One instance, and what is in it as whoever holds the key sees it.
struct House {
    at: Instance,
    key: String,
    _folder: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let key = backend::api_key_in(folder.path()).unwrap();
        Self { at, key, _folder: folder }
    }

    /// A plain form, as a browser without a script sends it. Answers with where it leads.
    async fn post(&self, who: Option<&Person>, form: &str, fields: &[(&str, &str)]) -> Response {
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let mut request = browser.post(self.at.url(&format!("/api/{form}"))).form(fields);
        if let Some(who) = who {
            request = request.header(header::COOKIE, &who.cookie);
        }
        request.header(header::ACCEPT, "text/html").send().await.unwrap()
    }

    async fn guest(&self) -> Person {
        let answer = self.post(None, "continue_as_guest", &[]).await;
        Person { email: String::new(), cookie: session_cookie(&answer).expect("a guest is signed in") }
    }

    /// Somebody who was here before, in a browser of this kind.
    async fn sign_in(&self, email: &str, password: &str, agent: &str) -> Option<Person> {
        let request = self.at.http.post(self.at.url("/api/sign_in"));
        let request = request.form(&[("email", email), ("password", password)]);
        let answer = request.header(header::USER_AGENT, agent).send().await.unwrap();
        session_cookie(&answer).map(|cookie| Person { email: email.to_owned(), cookie })
    }

    /// Nobody takes this cookie for anybody any more.
    async fn is_out(&self, person: &Person) {
        let request = self.at.http.post(self.at.url("/api/who_am_i")).header(header::COOKIE, &person.cookie);
        let answer = request.send().await.unwrap().text().await.unwrap();
        assert!(answer.contains("SignedOut"), "{answer}");
    }

    /// What the key reads at an address.
    async fn read(&self, path: &str) -> Value {
        let request = self.at.http.get(self.at.url(&format!("/v1{path}")));
        let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", &self.key);
        request.send().await.unwrap().json().await.unwrap()
    }

    /// Every row there is, of whatever table, in which this person's id stands; and every file and presence of theirs.
    async fn traces(&self, person: &str) -> Vec<String> {
        let config: Value = serde_json::from_str(include_str!("../../../appwrite.config.json")).unwrap();
        let tables = config["tables"].as_array().unwrap().iter();
        let tables = tables.map(|table| {
            let id = table["$id"].as_str().unwrap();
            (id, format!("/tablesdb/appchat-db/tables/{id}/rows"), "rows")
        });
        let others = [
            ("files", "/storage/buckets/snaps/files".to_owned(), "files"),
            ("presences", "/presences".to_owned(), "presences"),
            ("users", "/users".to_owned(), "users"),
        ];
        let mut found = vec![];
        for (name, path, list) in tables.chain(others) {
            let all = self.read(&path).await;
            let all = all[list].as_array().unwrap_or_else(|| panic!("{path}: {all}"));
            found.extend(all.iter().filter(|one| one.to_string().contains(person)).map(|_| name.to_owned()));
        }
        found
    }

    /// What `expire-snaps` writes.
    async fn leave_remnant(&self, snap: &str, sender: &str, recipient: &str) {
        let columns =
            json!({ "senderId": sender, "recipientId": recipient, "sentAt": "2026-05-26T09:03:00.000Z" });
        let request = self.at.http.post(self.at.url("/v1/tablesdb/appchat-db/tables/remnants/rows"));
        let request = request.json(&json!({ "rowId": snap, "data": columns, "permissions": [] }));
        let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", &self.key);
        assert_eq!(request.send().await.unwrap().status(), 201);
    }

    async fn snaps(&self, person: &Person) -> Vec<Value> {
        let list = person.call(&self.at, "list_snaps", &[]).await;
        list["snaps"].as_object().map(|snaps| snaps.values().cloned().collect()).unwrap_or_default()
    }

    async fn friends(&self, person: &Person) -> Vec<String> {
        let circle = person.call(&self.at, "list_circle", &[]).await;
        let friends = circle["friends"].as_array().unwrap().iter();
        friends.map(|friend| friend["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn session_cookie(answer: &Response) -> Option<String> {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    pairs.find(|pair| pair.starts_with("a_session_appchat=") && !pair.ends_with('=')).map(str::to_owned)
}

fn leads_to(answer: &Response) -> &str {
    answer.headers()[header::LOCATION].to_str().unwrap()
}

const STAY: [(&str, &str); 3] =
    [("name", "Gus"), ("email", "gus@example.com"), ("password", "correct horse")];

#[tokio::test]
async fn a_guest_becomes_a_full_account_and_keeps_friends_snaps_and_session() {
    let house = House::open().await;
    let (guest, ana) = (house.guest().await, house.at.register("ana").await);
    let (me, anas) = (guest.id(&house.at).await, ana.id(&house.at).await);
    // A guest has no address to be asked by: they ask.
    guest.call(&house.at, "request_friend", &[("whom", &ana.email)]).await;
    let asked = ana.call(&house.at, "list_circle", &[]).await;
    ana.call(&house.at, "accept_request", &[("request", asked["incoming"][0]["request"].as_str().unwrap())])
        .await;
    guest.send_snap(&house.at, "mine", &[&anas], &photograph(), Value::Null).await;
    ana.send_snap(&house.at, "hers", &[&me], &photograph(), Value::Null).await;
    assert_eq!(house.friends(&ana).await, ["Guest"]);
    let hue = guest.call(&house.at, "who_am_i", &[]).await["hue"].clone();

    let kept = house.post(Some(&guest), "keep_account", &STAY).await;
    assert_eq!(leads_to(&kept), "/app/me?done=account");
    assert_eq!(session_cookie(&kept), None, "the session is the one there was");
    let who = guest.call(&house.at, "who_am_i", &[]).await;
    assert_eq!(who, json!({ "id": me, "name": "Gus", "guest": false, "hue": hue }));
    assert_eq!(house.friends(&ana).await, ["Gus"]);

    let elsewhere = house.sign_in("gus@example.com", "correct horse", "").await.expect("the password works");
    assert_eq!(elsewhere.id(&house.at).await, me);
    assert_eq!(house.friends(&elsewhere).await, ["ana"]);
    assert_eq!(house.snaps(&elsewhere).await.len(), 2);
    let received = house.snaps(&elsewhere).await.into_iter().find(|snap| snap["recipient"] == me).unwrap();
    let opened = elsewhere.open_snap(&house.at, received["id"].as_str().unwrap()).await;
    assert_eq!(opened["responseStatusCode"], 200);
    house.at.stop().await;
}

#[tokio::test]
async fn whoever_cannot_stay_yet_is_told_why_stays_a_guest_and_may_try_again() {
    let house = House::open().await;
    let (guest, _ana) = (house.guest().await, house.at.register("ana").await);
    for (name, email, password, problem) in [
        ("Gus", "ana@example.com", "correct horse", "email-taken"),
        ("Gus", "gus@example.com", "short", "password-length"),
        ("Gus", "gus", "correct horse", "email-invalid"),
        (" ", "gus@example.com", "correct horse", "name-missing"),
    ] {
        let form = [("name", name), ("email", email), ("password", password)];
        let answer = house.post(Some(&guest), "keep_account", &form).await;
        assert_eq!(leads_to(&answer), format!("/app/me?problem={problem}"));
        let who = guest.call(&house.at, "who_am_i", &[]).await;
        assert_eq!((&who["guest"], &who["name"]), (&json!(true), &json!("Guest")), "{problem}");
    }
    let page = guest.after_a_form(&house.at, "/app/me?problem=email-taken").await.text().await.unwrap();
    assert!(page.contains("Keep your account") && page.contains("already an account"));

    for _ in 0..2 {
        let answer = house.post(Some(&guest), "keep_account", &STAY).await;
        assert_eq!(leads_to(&answer), "/app/me?done=account", "also when the first answer was lost");
    }
    let page = guest.get(&house.at, "/app/me").await.text().await.unwrap();
    assert!(page.contains("Gus") && !page.contains("Keep your account"));
    house.at.stop().await;
}

#[tokio::test]
async fn whoever_is_no_guest_keeps_their_address_and_password() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let form = [("name", "Eve"), ("email", "eve@example.com"), ("password", "another horse")];
    house.post(Some(&ana), "keep_account", &form).await;
    assert_eq!(ana.call(&house.at, "who_am_i", &[]).await["name"], "ana");
    assert!(house.sign_in("eve@example.com", "another horse", "").await.is_none());
    assert_eq!(leads_to(&house.post(None, "keep_account", &form).await), "/");
    house.at.stop().await;
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[tokio::test]
async fn devices_are_told_apart_and_one_that_is_signed_out_hears_nothing_more() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let other = house.sign_in(&ana.email, "correct horse", FIREFOX).await.unwrap();
    let mut ear = other.listen(&house.at, "account").await;
    let mine = ana.call(&house.at, "my_account", &[]).await;
    let [here, there] = &mine["devices"].as_array().unwrap()[..] else { panic!("two devices: {mine}") };
    assert_eq!((&here["here"], &there["here"]), (&json!(true), &json!(false)));
    assert!(there["name"].as_str().unwrap().starts_with("Firefox on "), "{there}");

    let left = ana.call(&house.at, "end_session", &[("session", there["id"].as_str().unwrap())]).await;
    assert_eq!(left.as_array().unwrap().len(), 1);
    ear.until_closed().await;
    house.is_out(&other).await;
    ana.id(&house.at).await;
    house.at.stop().await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let other = house.sign_in(&ana.email, "correct horse", FIREFOX).await.unwrap();
    assert_eq!(leads_to(&house.post(Some(&ana), "sign_out_everywhere", &[]).await), "/");
    for person in [&ana, &other] {
        house.is_out(person).await;
    }
    house.at.stop().await;
}

#[tokio::test]
async fn a_changed_password_signs_every_other_device_out_and_its_open_pages_notice() {
    let house = House::open().await;
    let (ana, ben) = (house.at.register("ana").await, house.at.register("ben").await);
    let mut others = vec![];
    for agent in [FIREFOX, ""] {
        others.push(house.sign_in(&ana.email, "correct horse", agent).await.unwrap());
    }
    let mut ear = others[0].listen(&house.at, "account").await;
    let change = async |old: &str| {
        let request = house.at.http.post(house.at.url("/api/change_password"));
        let request = request.form(&[("old", old), ("new", "better horse")]);
        request.header(header::COOKIE, &ana.cookie).send().await.unwrap().text().await.unwrap()
    };
    assert!(change("wrong horse").await.contains("not your password"));
    others[0].id(&house.at).await;

    assert_eq!(change("correct horse").await, "null");
    ear.until_closed().await;
    for other in &others {
        house.is_out(other).await;
    }
    let mine = ana.call(&house.at, "my_account", &[]).await;
    assert_eq!(mine["devices"].as_array().unwrap().len(), 1);
    ben.id(&house.at).await;
    house.at.stop().await;
}

#[tokio::test]
async fn signing_in_again_in_one_browser_replaces_its_session() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let elsewhere = house.sign_in(&ana.email, "correct horse", FIREFOX).await.unwrap();
    let again = async |before: &Person, email: &str, password: &str| {
        let form = [("email", email), ("password", password)];
        session_cookie(&house.post(Some(before), "sign_in", &form).await)
    };
    assert_eq!(again(&ana, &ana.email, "wrong horse").await, None);
    ana.id(&house.at).await;

    let cookie = again(&ana, &ana.email, "correct horse").await.expect("the password is right");
    house.is_out(&ana).await;
    let ana = Person { cookie, ..ana };
    let mine = ana.call(&house.at, "my_account", &[]).await;
    assert_eq!(mine["devices"].as_array().unwrap().len(), 2, "this browser, and the other one");
    elsewhere.id(&house.at).await;
    house.at.stop().await;
}

#[tokio::test]
async fn whoever_signs_in_after_somebody_else_in_one_browser_ends_their_session_and_presence() {
    let house = House::open().await;
    let (ana, ben) = (house.at.register("ana").await, house.at.register("ben").await);
    ana.befriend(&house.at, &ben).await;
    let guest = house.guest().await;
    for (before, email) in [(&guest, &ben.email), (&ana, &ben.email)] {
        let beat = [("saying[status]", "online"), ("saying[composing]", "false")];
        before.call(&house.at, "upsert_presence", &beat).await;
        let form = [("email", email.as_str()), ("password", "correct horse")];
        session_cookie(&house.post(Some(before), "sign_in", &form).await).expect("Ben is in");
        house.is_out(before).await;
        assert_eq!(house.read("/presences").await["total"], 0);
    }
    house.at.stop().await;
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_the_old_one() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let change = async |old: &str, new: &str| {
        let request = house.at.http.post(house.at.url("/api/change_password"));
        let request = request.form(&[("old", old), ("new", new)]).header(header::COOKIE, &ana.cookie);
        request.send().await.unwrap().text().await.unwrap()
    };
    assert!(change("wrong horse", "better horse").await.contains("not your password"));
    assert!(change("correct horse", "short").await.contains("at least 8"));
    assert!(house.sign_in(&ana.email, "correct horse", "").await.is_some());
    assert_eq!(change("correct horse", "better horse").await, "null");
    assert!(house.sign_in(&ana.email, "correct horse", "").await.is_none());
    assert!(house.sign_in(&ana.email, "better horse", "").await.is_some());
    ana.id(&house.at).await;
    house.at.stop().await;
}

/// Ana with everything one can have: friends, requests both ways, a decline, a mute, a favourite, a report, a block, an
/// exception, a place, snaps both ways and what is left of an older one, a link of her own and the use of another's.
async fn full_life(house: &House) -> (Person, Person) {
    let at = &house.at;
    let (ana, ben) = (at.register("ana").await, at.register("ben").await);
    let (cleo, dan, eve) = (at.register("cleo").await, at.register("dan").await, at.register("eve").await);
    ana.befriend(at, &ben).await;
    ana.befriend(at, &at.register("flo").await).await;
    ana.call(at, "request_friend", &[("whom", &cleo.email)]).await;
    dan.call(at, "request_friend", &[("whom", &ana.email)]).await;
    let asked = ana.call(at, "list_circle", &[]).await["incoming"][0]["request"].as_str().unwrap().to_owned();
    ana.call(at, "decline_request", &[("request", &asked)]).await;
    eve.call(at, "request_friend", &[("whom", &ana.email)]).await;
    ana.call(at, "report", &[("person", &eve.id(at).await), ("reason", "spam"), ("note", "")]).await;
    ana.call(at, "block", &[("person", &eve.id(at).await)]).await;
    let (anas, bens) = (ana.id(at).await, ben.id(at).await);
    ana.call(at, "mute_friend", &[("person", &bens)]).await;
    ana.call(at, "set_favourite", &[("person", &bens), ("favourite", "true")]).await;
    ana.call(at, "set_exception", &[("friend", &bens), ("shows", "exact")]).await;
    ben.call(at, "set_exception", &[("friend", &anas), ("shows", "exact")]).await;
    let beat = [
        ("saying[status]", "online"),
        ("saying[composing]", "false"),
        ("saying[place][lat]", "45.757813"),
        ("saying[place][lon]", "4.832011"),
    ];
    ana.call(at, "upsert_presence", &beat).await;
    ana.send_snap(at, "hers", &[&bens], &photograph(), json!({ "caption": "Low tide" })).await;
    ben.send_snap(at, "his", &[&anas], &photograph(), Value::Null).await;
    house.leave_remnant("old", &anas, &bens).await;
    let gia = at.register("gia").await;
    for person in [&ana, &gia] {
        person.call(at, "renew_invite", &[]).await;
    }
    let link = gia.call(at, "my_invite", &[]).await["link"].as_str().unwrap().to_owned();
    house.post(Some(&ana), "accept_invite", &[("token", link.rsplit('/').next().unwrap())]).await;
    (ana, ben)
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_behind_and_friends_see_it_go() {
    let house = House::open().await;
    let (ana, ben) = full_life(&house).await;
    let me = ana.id(&house.at).await;
    for table in [
        "snaps",
        "remnants",
        "friendRequests",
        "friendships",
        "profiles",
        "exceptions",
        "places",
        "blocks",
        "invites",
        "inviteUses",
        "declines",
        "mutes",
        "favourites",
        "reports",
        "presences",
    ] {
        assert!(
            house.traces(&me).await.contains(&table.to_owned()),
            "there is something in {table} to be deleted"
        );
    }

    let wrong = house.post(Some(&ana), "delete_account", &[("farewell", "ben@example.com")]).await;
    assert_eq!(leads_to(&wrong), "/app/me?problem=farewell#danger");
    assert_eq!(house.friends(&ben).await, ["ana"]);

    let mut ear = ben.listen(&house.at, "tablesdb.appchat-db.tables.friendships.rows").await;
    let gone = house.post(Some(&ana), "delete_account", &[("farewell", "Ana@example.com")]).await;
    assert_eq!(leads_to(&gone), "/?done=deleted");
    assert_eq!(ear.event().await.action(), "delete", "Ben's list is read again");
    assert_eq!(house.traces(&me).await, Vec::<String>::new());
    assert_eq!(
        house.read("/storage/buckets/snaps/files").await["total"],
        0,
        "not even what Ben sent her alone"
    );
    assert!(house.friends(&ben).await.is_empty());
    assert!(house.snaps(&ben).await.is_empty());
    assert!(house.sign_in(&ana.email, "correct horse", "").await.is_none());

    let again = house.post(Some(&ana), "delete_account", &[("farewell", "ana@example.com")]).await;
    assert_eq!(leads_to(&again), "/?done=deleted", "asking once more is no mistake");
    house.at.stop().await;
}

#[tokio::test]
async fn a_deletion_that_was_cut_short_is_finished_by_the_next_try() {
    let house = House::open().await;
    let (ana, _ben) = full_life(&house).await;
    let me = ana.id(&house.at).await;
    // What a crash in the middle leaves: the rows of her snaps are gone, her photograph and the rest are not.
    let rows = house.at.url("/v1/tablesdb/appchat-db/tables/snaps/rows");
    let request = house.at.http.delete(rows).json(&json!({ "queries": [] }));
    let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", &house.key);
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert!(house.traces(&me).await.contains(&"files".to_owned()));

    house.post(Some(&ana), "delete_account", &[("farewell", "ana@example.com")]).await;
    assert_eq!(house.traces(&me).await, Vec::<String>::new());
    house.at.stop().await;
}

#[tokio::test]
async fn a_handle_is_the_word_of_whoever_has_one_and_a_guest_types_a_plain_one() {
    let house = House::open().await;
    let (ana, guest) = (house.at.register("ana").await, house.guest().await);
    ana.call(&house.at, "set_show_seen", &[("show", "true")]).await;
    let me = ana.id(&house.at).await;
    let profile = house.at.url(&format!("/v1/tablesdb/appchat-db/tables/profiles/rows/{me}"));
    let request = house.at.http.patch(profile).json(&json!({ "data": { "handle": "ana_banana" } }));
    let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", &house.key);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let page = ana.get(&house.at, "/app/me").await.text().await.unwrap();
    assert!(page.contains("ana_banana") && page.contains("Delete account"));

    for (person, wrong, right) in [(&ana, "ana@example.com", "@ana_banana"), (&guest, "", "delete")] {
        let refused = house.post(Some(person), "delete_account", &[("farewell", wrong)]).await;
        assert_eq!(leads_to(&refused), "/app/me?problem=farewell#danger");
        let done = house.post(Some(person), "delete_account", &[("farewell", right)]).await;
        assert_eq!(leads_to(&done), "/?done=deleted");
    }
    assert_eq!(house.read("/users").await["total"], 0);
    house.at.stop().await;
}

/// What is in an archive: the names of its files and their content.
async fn unzip(answer: Response) -> Vec<(String, Vec<u8>)> {
    let bytes = std::io::Cursor::new(answer.bytes().await.unwrap());
    let mut archive = zip::ZipArchive::new(bytes).unwrap();
    let files = archive.len();
    let read = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut content = vec![];
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        (file.name().to_owned(), content)
    };
    (0..files).map(read).collect()
}

#[tokio::test]
async fn an_export_holds_all_that_is_ones_own_and_nothing_of_anybody_elses() {
    let house = House::open().await;
    let (ana, ben) = full_life(&house).await;
    let (anas, bens) = (ana.id(&house.at).await, ben.id(&house.at).await);
    ana.send_snap(&house.at, "secret", &[&bens], &photograph(), json!({ "view_once": true })).await;
    let answer = ana.get(&house.at, "/account/export").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/zip");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    assert!(answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment;"));

    let files = unzip(answer).await;
    let json = |name: &str| -> Value {
        let (_, content) = files.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}"));
        serde_json::from_slice(content).unwrap()
    };
    assert_eq!(json("account.json")["account"]["email"], "ana@example.com");
    assert!(!json("account.json").to_string().contains("correct horse"));
    assert_eq!(json("profiles.json")[0]["lat"], 45.757813, "her own place is hers, exactly");
    assert_eq!(json("friendships.json").as_array().unwrap().len(), 3);
    assert_eq!(json("friendRequests.json").as_array().unwrap().len(), 2);
    assert_eq!(json("snaps.json").as_array().unwrap().len(), 3);
    assert_eq!(json("exceptions.json").as_array().unwrap().len(), 1, "not what Ben chose for her");
    assert_eq!(json("blocks.json").as_array().unwrap().len(), 1);
    let people = json("people.json");
    assert_eq!((&people[&anas], &people[&bens]), (&json!("ana"), &json!("ben")));
    let photos: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("photos/")).collect();
    assert_eq!(photos.len(), 1, "neither Ben's nor what may be viewed once");
    assert!(photos[0].0 == "photos/hers.jpg" && image::load_from_memory(&photos[0].1).is_ok());

    let stranger = house.at.http.get(house.at.url("/account/export")).send().await.unwrap();
    assert_eq!(stranger.url().path(), "/", "nobody in particular has nothing to export");
    house.at.stop().await;
}
