//! What an open page does by itself is told only to people who see its owner: "Delivered", composing, last seen.

use reqwest::header;
use serde_json::{Value, json};

use crate::town::{Instance, Person, photograph};

/// One instance, Ben, and two friends of his who each sent him a snap.
struct House {
    at: Instance,
    ana: Person,
    maya: Person,
    ben: Person,
    folder: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let (ana, maya, ben) =
            (at.register("ana").await, at.register("maya").await, at.register("ben").await);
        let ben_id = ben.id(&at).await;
        for (friend, snap) in [(&ana, "from-ana"), (&maya, "from-maya")] {
            friend.befriend(&at, &ben).await;
            let sent = friend.send_snap(&at, snap, &[&ben_id], &photograph(), Value::Null).await;
            assert_eq!(sent.status(), 200);
        }
        Self { at, ana, maya, ben, folder }
    }

    /// The snaps in Ben's list, by the photograph.
    async fn snaps(&self) -> Vec<Value> {
        let rows = "/v1/tablesdb/appchat-db/tables/snaps/rows?project=appchat";
        let list: Value = self.ben.get(&self.at, rows).await.json().await.unwrap();
        list["rows"].as_array().unwrap().clone()
    }

    /// Ben's page reports what is in his list, as it does by itself. Returns the photographs of the snaps that the server
    /// left unmarked, and those that are marked now.
    async fn report(&self) -> (Vec<String>, Vec<String>) {
        let snaps = self.snaps().await;
        let ids: Vec<&Value> = snaps.iter().map(|snap| &snap["$id"]).collect();
        let request = self.at.http.post(self.at.url("/api/mark_snaps_delivered"));
        let request = request.header(header::COOKIE, &self.ben.cookie).json(&json!({ "ids": ids }));
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let answered = |snap: &&Value| answer.as_array().unwrap().contains(&snap["$id"]);
        let withheld = photographs(snaps.iter().filter(answered));
        let marked = self.snaps().await;
        (withheld, photographs(marked.iter().filter(|snap| snap["deliveredAt"].is_string())))
    }

    async fn set(&self, function: &str, form: &[(&str, &str)]) {
        self.ben.call(&self.at, function, form).await;
    }

    /// Ghost mode of Ben's that ends by itself: it is over now.
    async fn ghost_is_over(&self) {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let profile = format!("/v1/tablesdb/appchat-db/tables/profiles/rows/{}", self.ben.id(&self.at).await);
        let over = json!({ "data": { "ghostUntil": "2026-01-01T00:00:00.000+00:00" } });
        let request = self.at.http.patch(self.at.url(&profile)).json(&over).header("x-appwrite-key", key);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

fn photographs<'a>(snaps: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut found: Vec<String> = snaps.map(|snap| snap["fileId"].as_str().unwrap().to_owned()).collect();
    found.sort_unstable();
    found
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const BOTH: [&str; 2] = ["from-ana", "from-maya"];

#[tokio::test]
async fn a_ghost_marks_no_snap_as_delivered_until_ghost_mode_is_turned_off() {
    let house = House::open().await;
    let mut ear = house.ana.listen(&house.at, "tablesdb.appchat-db.tables.snaps.rows.update").await;
    house.set("set_ghost", &[("length", "until-turned-off")]).await;
    assert_eq!(house.report().await, (names(&BOTH), vec![]));
    assert_eq!(house.report().await, (names(&BOTH), vec![]), "asking again changes nothing");

    house.set("set_ghost", &[("length", "off")]).await;
    assert_eq!(house.report().await, (vec![], names(&BOTH)));
    let event = ear.event().await;
    assert!(event.payload["deliveredAt"].is_string(), "the first that the sender hears of it");
    house.at.stop().await;
}

#[tokio::test]
async fn snaps_are_marked_once_ghost_mode_has_ended_by_itself() {
    let house = House::open().await;
    house.set("set_ghost", &[("length", "hour")]).await;
    assert_eq!(house.report().await, (names(&BOTH), vec![]));
    house.ghost_is_over().await;
    assert_eq!(house.report().await, (vec![], names(&BOTH)));
    house.at.stop().await;
}

#[tokio::test]
async fn a_sender_who_is_left_out_is_not_told_of_a_delivery_and_the_others_are() {
    let house = House::open().await;
    let ana = house.ana.id(&house.at).await;
    house.set("set_exception", &[("friend", &ana), ("shows", "hidden")]).await;
    assert_eq!(house.report().await, (names(&["from-ana"]), names(&["from-maya"])));
    house.set("set_exception", &[("friend", &ana), ("shows", "same")]).await;
    assert_eq!(house.report().await, (vec![], names(&BOTH)));
    house.at.stop().await;
}

#[tokio::test]
async fn a_delivery_is_told_to_the_audience_alone() {
    let house = House::open().await;
    house.set("set_audience", &[("audience", "nobody")]).await;
    assert_eq!(house.report().await, (names(&BOTH), vec![]));
    let maya = house.maya.id(&house.at).await;
    house.set("set_exception", &[("friend", &maya), ("shows", "listed")]).await;
    house.set("set_audience", &[("audience", "only")]).await;
    assert_eq!(house.report().await, (names(&["from-ana"]), names(&["from-maya"])));
    house.set("set_audience", &[("audience", "except")]).await;
    assert_eq!(house.report().await, (vec![], names(&BOTH)));
    house.at.stop().await;
}

#[tokio::test]
async fn somebody_who_is_no_friend_any_more_is_not_told_of_a_delivery() {
    let house = House::open().await;
    let (ana, maya) = (house.ana.id(&house.at).await, house.maya.id(&house.at).await);
    house.set("remove_friend", &[("person", &ana)]).await;
    assert_eq!(house.report().await, (names(&["from-ana"]), names(&["from-maya"])));
    // A block takes what is unopened back; there is nothing left to mark.
    house.set("block", &[("person", &maya)]).await;
    house.set("block", &[("person", &ana)]).await;
    assert_eq!(house.report().await, (vec![], vec![]));
    house.at.stop().await;
}

/// Opening a snap is what a person does, not what a page does by itself.
#[tokio::test]
async fn a_snap_that_a_ghost_opens_is_told_as_opened() {
    let house = House::open().await;
    house.set("set_ghost", &[("length", "hour")]).await;
    let snap = house.snaps().await.into_iter().find(|snap| snap["fileId"] == "from-ana").unwrap();
    assert_eq!(
        house.ben.open_snap(&house.at, snap["$id"].as_str().unwrap()).await["responseStatusCode"],
        200
    );
    house.set("mark_snap_viewed", &[("id", snap["$id"].as_str().unwrap())]).await;
    assert_eq!(house.report().await, (names(&["from-maya"]), names(&["from-ana"])));
    house.at.stop().await;
}

#[tokio::test]
async fn composing_and_leaving_tell_nothing_to_those_who_do_not_see_it() {
    let house = House::open().await;
    let (ana, ben) = (house.ana.id(&house.at).await, house.ben.id(&house.at).await);
    let beat = [("saying[status]", "online"), ("saying[composing]", "true")];
    let seen = async |who: &Person| who.call(&house.at, "list_circle", &[]).await["seen"][&ben].clone();
    let mut ear = house.ana.listen(&house.at, "presences").await;
    house.set("upsert_presence", &beat).await;
    assert_eq!(ear.event().await.payload["metadata"]["composing"], true, "the test would prove nothing");
    let before = seen(&house.ana).await;
    assert!(before.is_string());

    house.set("set_exception", &[("friend", &ana), ("shows", "hidden")]).await;
    assert_eq!(ear.event().await.action(), "delete");
    house.set("upsert_presence", &beat).await;
    house.set("leave_presence", &[]).await;
    assert!(seen(&house.ana).await.is_null() && seen(&house.maya).await.is_string());
    house.set("upsert_presence", &beat).await;

    house.set("set_exception", &[("friend", &ana), ("shows", "same")]).await;
    house.set("set_ghost", &[("length", "hour")]).await;
    let went = seen(&house.ana).await;
    for (function, form) in [("upsert_presence", &beat[..]), ("leave_presence", &[]), ("clear_presence", &[])]
    {
        house.set(function, form).await;
        assert_eq!(seen(&house.ana).await, went, "{function}");
    }
    house.set("set_ghost", &[("length", "off")]).await;
    house.set("upsert_presence", &beat).await;
    // Between the two of them she heard of Ben's end, and of nothing else.
    let heard = [ear.event().await, ear.event().await, ear.event().await];
    let actions =
        heard.map(|event| (event.action().to_owned(), event.payload["metadata"]["composing"].clone()));
    assert_eq!(actions.map(|(action, _)| action), ["update", "delete", "upsert"]);
    house.at.stop().await;
}
