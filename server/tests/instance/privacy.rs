//! Who sees what of somebody, read from what others' sockets and answers contain.

use serde_json::{Value, json};

use crate::town::{Ear, Instance, Person, photograph};

/// A street in Lyon, as a device would say it.
const LAT: &str = "45.757813";
const LON: &str = "4.832011";
/// Lyon's centre, which is all that friends get of it unless something else is chosen.
const CITY: (f64, f64) = (45.748, 4.847);

/// How her device tells the time; nobody else's does here.
const ZONE: &str = "Antarctica/Troll";

/// Everything whose news a friend could ask for.
const CHANNELS: [&str; 6] = [
    "presences",
    "tablesdb.appchat-db.tables.profiles.rows",
    "tablesdb.appchat-db.tables.places.rows",
    "tablesdb.appchat-db.tables.exceptions.rows",
    "tablesdb.appchat-db.tables.blocks.rows",
    "tablesdb.appchat-db.tables.snaps.rows",
];

async fn town() -> (tempfile::TempDir, Instance) {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    (folder, town)
}

/// A beat, and a move to the street if `place` is given.
async fn beat(person: &Person, at: &Instance, place: Option<(&str, &str)>) -> Value {
    beat_by(person, at, place, ZONE).await
}

/// The same from a device that says this of its time zone.
async fn beat_by(person: &Person, at: &Instance, place: Option<(&str, &str)>, zone: &str) -> Value {
    let mut form = vec![("saying[status]", "online"), ("saying[composing]", "false"), ("saying[zone]", zone)];
    if let Some((lat, lon)) = place {
        form.extend([("saying[place][lat]", lat), ("saying[place][lon]", lon)]);
    }
    person.call(at, "upsert_presence", &form).await
}

async fn go_out(person: &Person, at: &Instance) -> Value {
    beat(person, at, Some((LAT, LON))).await
}

/// Everything this person can fetch, in one text: the API as they are, the server functions, the pages.
async fn everything(person: &Person, at: &Instance) -> String {
    let mut all = person.get(at, "/v1/presences?project=appchat").await.text().await.unwrap();
    for table in ["profiles", "places", "exceptions", "blocks", "friendships", "friendRequests", "snaps"] {
        let rows = format!("/v1/tablesdb/appchat-db/tables/{table}/rows?project=appchat");
        let answer = person.get(at, &rows).await;
        assert_eq!(answer.status(), 200, "{table}");
        all += &answer.text().await.unwrap();
    }
    for function in ["roster", "list_circle", "list_snaps", "my_privacy", "how_i_am_seen"] {
        all += &person.call(at, function, &[]).await.to_string();
    }
    for page in ["/app", "/app/friends", "/app/inbox", "/app/snap", "/app/me", "/app/welcome?step=2"] {
        all += &person.get(at, page).await.text().await.unwrap();
    }
    all
}

/// Whether the street is in it, however its numbers are written.
fn has_street(text: &str) -> bool {
    text.contains(&LAT[..7]) || text.contains(&LON[..6])
}

/// Whether Lyon's centre is in it. A moment can end in the same figures, before its offset.
fn has_city(text: &str) -> bool {
    let city = CITY.0.to_string();
    text.match_indices(&city).any(|(at, _)| !text[at + city.len()..].starts_with(['+', 'Z']))
}

/// By which clock `other` goes, as the globe of `person` has it.
async fn zone_of(person: &Person, at: &Instance, other: &str) -> Option<String> {
    let dot = person.dots(at).await.into_iter().find(|dot| dot.id.as_str() == other)?;
    json!(dot.zone).as_str().map(str::to_owned)
}

/// Where `other` is on the globe of `person`: `None` when they are not on it at all.
async fn seen(person: &Person, at: &Instance, other: &str) -> Option<Value> {
    let dot = person.dots(at).await.into_iter().find(|dot| dot.id.as_str() == other)?;
    Some(json!(dot.place()))
}

fn spot(lat: f64, lon: f64) -> Option<Value> {
    Some(serde_json::json!({ "lat": lat, "lon": lon }))
}

fn street() -> Option<Value> {
    spot(LAT.parse().unwrap(), LON.parse().unwrap())
}

/// Everything heard until this person changed their own profile there and back, which is the last thing to happen.
async fn heard_by(person: &Person, at: &Instance, ear: &mut Ear) -> Vec<(String, Value)> {
    let id = person.id(at).await;
    for show in ["false", "true"] {
        person.call(at, "set_show_seen", &[("show", show)]).await;
    }
    let mut heard = vec![];
    loop {
        let event = ear.event().await;
        match (event.payload["$id"] == id.as_str(), &event.payload["showSeen"]) {
            (true, Value::Bool(true)) => return heard,
            (true, Value::Bool(false)) => {}
            _ => heard.push((event.action().to_owned(), event.payload)),
        }
    }
}

#[tokio::test]
async fn a_friend_gets_the_city_and_the_exact_place_is_nowhere_in_what_they_can_fetch() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let ana_id = ana.id(&town).await;
    let mut ear = ben.listen_to(&town, &CHANNELS).await;

    let answer = go_out(&ana, &town).await;

    assert_eq!(answer["spot"], street().unwrap(), "she herself is where she is: {answer}");
    assert_eq!(seen(&ana, &town, &ana_id).await, street());
    assert_eq!(seen(&ben, &town, &ana_id).await, spot(CITY.0, CITY.1));
    assert!(has_street(&everything(&ana, &town).await), "the test would prove nothing");
    assert!(!has_street(&everything(&ben, &town).await));
    let heard = heard_by(&ben, &town, &mut ear).await;
    let (action, record) = &heard[0];
    assert_eq!((action.as_str(), record["metadata"]["lat"].as_f64()), ("upsert", Some(CITY.0)));
    assert_eq!(record["metadata"]["precision"], "city");
    assert_eq!(record["metadata"]["timeZone"], ZONE);
    assert!(!has_street(&format!("{heard:?}")), "{heard:?}");
}

#[tokio::test]
async fn one_friend_may_have_the_exact_place_and_the_others_learn_nothing_of_it() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    let eve = town.register("eve").await;
    ana.befriend(&town, &ben).await;
    ana.befriend(&town, &eve).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);
    go_out(&ana, &town).await;
    let (mut ben_hears, mut eve_hears) =
        (ben.listen_to(&town, &CHANNELS).await, eve.listen_to(&town, &CHANNELS).await);

    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "exact")]).await;
    assert_eq!(seen(&ben, &town, &ana_id).await, street(), "at once, before any beat");
    beat(&ana, &town, None).await;
    assert_eq!(seen(&ben, &town, &ana_id).await, street());
    assert_eq!(seen(&eve, &town, &ana_id).await, spot(CITY.0, CITY.1));
    assert!(!has_street(&everything(&eve, &town).await));
    let told = heard_by(&ben, &town, &mut ben_hears).await;
    assert!(told.iter().any(|(action, row)| action == "create" && row["precision"] == "exact"), "{told:?}");

    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "same")]).await;
    assert_eq!(seen(&ben, &town, &ana_id).await, spot(CITY.0, CITY.1));
    assert!(!has_street(&everything(&ben, &town).await));
    let told = heard_by(&ben, &town, &mut ben_hears).await;
    assert!(told.iter().any(|(action, row)| action == "delete" && row["precision"] == "exact"), "{told:?}");
    let heard = heard_by(&eve, &town, &mut eve_hears).await;
    assert!(!heard.is_empty() && !has_street(&format!("{heard:?}")), "{heard:?}");
}

#[tokio::test]
async fn between_country_city_and_exact_each_friend_gets_their_own() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    let (eve, kim) = (town.register("eve").await, town.register("kim").await);
    for friend in [&ben, &eve, &kim] {
        ana.befriend(&town, friend).await;
    }
    let ana_id = ana.id(&town).await;
    let (ben_id, eve_id) = (ben.id(&town).await, eve.id(&town).await);
    ana.call(&town, "set_precision", &[("precision", "country")]).await;
    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "exact")]).await;
    ana.call(&town, "set_exception", &[("friend", &eve_id), ("shows", "city")]).await;

    go_out(&ana, &town).await;

    assert_eq!(seen(&ben, &town, &ana_id).await, street());
    assert_eq!(seen(&eve, &town, &ana_id).await, spot(CITY.0, CITY.1));
    let paris = seen(&kim, &town, &ana_id).await.unwrap();
    assert!((paris["lat"].as_f64().unwrap() - 48.85).abs() < 0.05, "{paris}");
    for (friend, finest, called) in [(&eve, "45.748", "near Lyon, France"), (&kim, "48.8", "in France")] {
        let all = everything(friend, &town).await;
        assert!(!has_street(&all) && all.contains(finest) && all.contains(called), "{finest}");
    }
    let all = everything(&kim, &town).await;
    assert!(!has_city(&all) && !all.contains("Lyon"), "no name says more than the place it is of");
    assert!(!all.contains(ZONE), "nor does a clock");
}

#[tokio::test]
async fn the_clock_of_a_device_is_known_to_whoever_knows_a_place_in_the_country() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);

    beat(&ana, &town, None).await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await, None, "no pin, no clock");
    assert!(!everything(&ben, &town).await.contains(ZONE));
    go_out(&ana, &town).await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await.as_deref(), Some(ZONE));
    assert!(everything(&ben, &town).await.contains(ZONE), "the test would prove nothing");

    let mut ear = ben.listen_to(&town, &CHANNELS).await;
    ana.call(&town, "set_precision", &[("precision", "country")]).await;
    assert!(!everything(&ben, &town).await.contains(ZONE), "at once, before any beat");
    beat(&ana, &town, None).await;
    assert!(!everything(&ben, &town).await.contains(ZONE));
    let heard = heard_by(&ben, &town, &mut ear).await;
    assert!(!heard.is_empty() && !format!("{heard:?}").contains(ZONE), "{heard:?}");

    // The one who may know the town reads it beside a record that others may read as well.
    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "city")]).await;
    beat(&ana, &town, None).await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await.as_deref(), Some(ZONE), "he is the only reader");
    ana.befriend(&town, &town.register("kim").await).await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await, None, "at once, before any beat");

    ana.call(&town, "set_precision", &[("precision", "exact")]).await;
    beat(&ana, &town, None).await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await.as_deref(), Some(ZONE));
    beat_by(&ana, &town, None, "<b>noon</b>").await;
    assert_eq!(zone_of(&ben, &town, &ana_id).await, None, "and there she is, all the same");
    assert_eq!(seen(&ben, &town, &ana_id).await, spot(CITY.0, CITY.1));
}

#[tokio::test]
async fn a_ghost_is_gone_at_once_and_stays_gone_until_it_is_over() {
    let (folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    // Somebody who gets the city alone: so the exact place stands beside the presence.
    ana.befriend(&town, &town.register("eve").await).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);
    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "exact")]).await;
    go_out(&ana, &town).await;
    assert_eq!(seen(&ben, &town, &ana_id).await, street());
    let mut ear = ben.listen_to(&town, &CHANNELS).await;

    let ghost = ana.call(&town, "set_ghost", &[("length", "hour")]).await;

    assert!(ghost["until"].is_string(), "{ghost}");
    assert_eq!(seen(&ben, &town, &ana_id).await, None);
    let answer = beat(&ana, &town, Some(("45.757999", LON))).await;
    assert_eq!((answer["record"].is_null(), answer["spot"]["lat"].as_f64()), (true, Some(45.757999)));
    let all = everything(&ben, &town).await;
    assert!(!has_street(&all) && !has_city(&all) && !all.contains(ZONE));
    let heard = heard_by(&ben, &town, &mut ear).await;
    assert!(heard.iter().all(|(action, _)| action == "delete"), "{heard:?}");
    assert_eq!(heard.len(), 2, "the presence, and the place beside it: {heard:?}");

    // Time passes: what is kept is over, and the next beat shows her again.
    let key = backend::api_key_in(folder.path()).unwrap();
    let row = format!("/v1/tablesdb/appchat-db/tables/profiles/rows/{ana_id}");
    let over = serde_json::json!({ "data": { "ghostUntil": "2026-01-01T00:00:00.000+00:00" } });
    let patch = town.http.patch(town.url(&row)).header("x-appwrite-key", &key).json(&over);
    assert_eq!(patch.header("x-appwrite-project", "appchat").send().await.unwrap().status(), 200);
    assert!(ana.call(&town, "how_i_am_seen", &[]).await["ghost"].is_null());
    beat(&ana, &town, None).await;
    assert_eq!(seen(&ben, &town, &ana_id).await, spot(45.757999, LON.parse().unwrap()));
}

#[tokio::test]
async fn a_beat_under_way_does_not_bring_a_ghost_back() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let ana_id = ana.id(&town).await;
    for _ in 0..5 {
        ana.call(&town, "set_ghost", &[("length", "off")]).await;
        let (town, ana) = (&town, &ana);
        let beats = futures_util::future::join_all((0..6).map(|_| go_out(ana, town)));
        let (_, ghost) = tokio::join!(beats, ana.call(town, "set_ghost", &[("length", "until-turned-off")]));
        assert!(ghost["until"].is_null() && ghost.is_object(), "{ghost}");
        assert_eq!(seen(&ben, town, &ana_id).await, None);
    }
}

#[tokio::test]
async fn who_is_hidden_from_sees_nothing_and_the_others_go_on_seeing() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    let eve = town.register("eve").await;
    ana.befriend(&town, &ben).await;
    ana.befriend(&town, &eve).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);
    go_out(&ana, &town).await;
    let mut ear = ben.listen_to(&town, &CHANNELS).await;

    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "hidden")]).await;

    let heard = heard_by(&ben, &town, &mut ear).await;
    assert_eq!(heard.iter().map(|(action, _)| action.as_str()).collect::<Vec<_>>(), ["delete"], "{heard:?}");
    assert_eq!(seen(&ben, &town, &ana_id).await, None);
    assert_eq!(seen(&eve, &town, &ana_id).await, spot(CITY.0, CITY.1));
    go_out(&ana, &town).await;
    let all = everything(&ben, &town).await;
    assert!(!has_city(&all) && !all.contains(ZONE));
    assert!(heard_by(&ben, &town, &mut ear).await.is_empty());

    for (audience, listed, ben_sees, eve_sees) in [
        ("only", "listed", true, false),
        ("except", "listed", false, true),
        ("nobody", "exact", false, false),
        ("all", "same", true, true),
    ] {
        ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", listed)]).await;
        ana.call(&town, "set_audience", &[("audience", audience)]).await;
        beat(&ana, &town, None).await;
        let sees = (seen(&ben, &town, &ana_id).await.is_some(), seen(&eve, &town, &ana_id).await.is_some());
        assert_eq!(sees, (ben_sees, eve_sees), "{audience}");
    }
}

#[tokio::test]
async fn who_is_blocked_sees_nothing_and_can_neither_ask_nor_send() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);
    go_out(&ana, &town).await;
    beat(&ben, &town, Some(("47.0707", "15.4395"))).await;
    for (sender, snap, recipient) in [(&ana, "from-ana", &ben_id), (&ben, "from-ben", &ana_id)] {
        let sent = sender.send_snap(&town, snap, &[recipient], &photograph(), Value::Null).await;
        assert_eq!(sent.status(), 200);
    }

    ana.call(&town, "block", &[("person", &ben_id)]).await;

    for (person, other) in [(&ana, &ben_id), (&ben, &ana_id)] {
        assert_eq!(seen(person, &town, other).await, None);
        let snaps = person.call(&town, "list_snaps", &[]).await.to_string();
        assert!(!snaps.contains("from-ana") && !snaps.contains("from-ben"), "{snaps}");
        let circle = person.call(&town, "list_circle", &[]).await;
        assert_eq!(circle["friends"].as_array().unwrap().len(), 0);
    }
    let all = everything(&ben, &town).await;
    assert!(!has_city(&all) && !all.contains(&ana_id), "nothing of her is left");
    for email in [ana.email.as_str(), "nobody@example.com"] {
        let answer = ben.call(&town, "request_friend", &[("whom", email)]).await;
        assert_eq!(answer, json!({ "Address": email }), "she is as nobody for him");
    }
    let asked = ana.call(&town, "list_circle", &[]).await;
    assert!(asked["incoming"].as_array().unwrap().is_empty(), "{asked}");
    let again = ben.send_snap(&town, "again", &[&ana_id], &photograph(), Value::Null).await;
    assert!(!again.status().is_success());
    assert!(again.text().await.unwrap().contains("only send snaps to your friends"));

    let privacy = ana.call(&town, "unblock", &[("person", &ben_id)]).await;
    assert!(privacy["blocked"].as_array().unwrap().is_empty());
    ben.call(&town, "request_friend", &[("whom", &ana.email)]).await;
    let asked = ana.call(&town, "list_circle", &[]).await;
    assert_eq!(asked["incoming"].as_array().unwrap().len(), 1, "what waited for nobody is hers now: {asked}");
}

#[tokio::test]
async fn last_seen_is_told_both_ways_or_not_at_all() {
    let (_folder, town) = town().await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    let (ana_id, ben_id) = (ana.id(&town).await, ben.id(&town).await);
    go_out(&ana, &town).await;
    go_out(&ben, &town).await;
    let seen = async |person: &Person| person.call(&town, "list_circle", &[]).await["seen"].clone();
    assert!(seen(&ben).await[&ana_id].is_string() && seen(&ana).await[&ben_id].is_string());

    ana.call(&town, "set_show_seen", &[("show", "false")]).await;
    assert_eq!((seen(&ben).await, seen(&ana).await), (serde_json::json!({}), serde_json::json!({})));
    ana.call(&town, "set_show_seen", &[("show", "true")]).await;

    // A ghost looks like somebody who left when they became one.
    ana.call(&town, "set_ghost", &[("length", "hour")]).await;
    let left = seen(&ben).await[&ana_id].clone();
    beat(&ana, &town, None).await;
    assert!(left.is_string());
    assert_eq!(seen(&ben).await[&ana_id], left);
    ana.call(&town, "set_exception", &[("friend", &ben_id), ("shows", "hidden")]).await;
    assert_eq!(seen(&ben).await, serde_json::json!({}));
}

#[tokio::test]
async fn an_older_instance_gains_the_tables_of_privacy_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut config: Value = serde_json::from_str(include_str!("../../../appwrite.config.json")).unwrap();
    let tables = config["tables"].as_array_mut().unwrap();
    tables.retain(|table| ["snaps", "friendRequests", "friendships"].iter().any(|old| table["$id"] == *old));
    let deployment = backend::Deployment::parse(&config.to_string()).unwrap();
    let old = backend::Config::new(folder.path(), deployment);
    let functions = server::functions::handlers();
    let old = backend::Backend::open(backend::Config { functions, ..old }).await.unwrap();
    let transport = appwrite::transport::InProcess(old.router());
    let admin = appwrite::Client::new(std::sync::Arc::new(transport), "appchat")
        .with(appwrite::client::Credential::Key(old.api_key().into()));
    let row = serde_json::json!({ "userA": "ana", "userB": "ben" });
    let rows = admin.tables_db("appchat-db");
    rows.create_row("friendships", &"kept".parse().unwrap(), &row, &[]).await.unwrap();
    drop(admin);
    old.close().await;
    drop(old);

    let town = Instance::embedded(folder.path()).await;
    let key = backend::api_key_in(folder.path()).unwrap();
    let kept = town.http.get(town.url("/v1/tablesdb/appchat-db/tables/friendships/rows/kept"));
    let kept = kept.header("x-appwrite-key", &key).header("x-appwrite-project", "appchat");
    let kept: Value = kept.send().await.unwrap().json().await.unwrap();
    assert_eq!(kept["userB"], "ben", "{kept}");
    let ana = town.register("ana").await;
    go_out(&ana, &town).await;
    assert!(ana.call(&town, "set_ghost", &[("length", "hour")]).await.is_object());
}
