//! What a heartbeat asks of the backend, counted, and what it may never do.

use app::presence::{Dot, Status};
use serde_json::Value;

use crate::{
    calls::Calls,
    town::{Instance, Person},
};

/// An instance whose calls are counted, and Ana and Ben, who are friends and here.
struct Town {
    at: Instance,
    calls: Calls,
    ana: Person,
    ben: Person,
    _folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (at, calls) = Calls::counted(folder.path()).await;
        let (ana, ben) = (at.register("ana").await, at.register("ben").await);
        ana.befriend(&at, &ben).await;
        let town = Self { at, calls, ana, ben, _folder: folder };
        town.beat(&town.ana).await;
        town.beat(&town.ben).await;
        town
    }

    async fn beat(&self, person: &Person) -> Value {
        let here = [("saying[status]", "busy"), ("saying[composing]", "false")];
        person.call(&self.at, "upsert_presence", &here).await
    }

    /// Renews the presence of `whose` with the session of `person`: the status, the answer and the calls it took.
    async fn renew(&self, person: &Person, whose: &Person) -> (u16, Value, Vec<String>) {
        let id = whose.id(&self.at).await;
        self.calls.take();
        let request = self.at.http.post(self.at.url("/api/renew_presence")).form(&[("person", id)]);
        let answer = request.header("cookie", &person.cookie).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default(), self.calls.take())
    }

    /// The presence of `whose` as this person can read it.
    async fn sees(&self, person: &Person, whose: &Person) -> Option<Value> {
        let id = whose.id(&self.at).await;
        let answer = person.get(&self.at, &format!("/v1/presences/{id}?project=appchat")).await;
        (answer.status() == 200).then_some(answer.json().await.unwrap())
    }
}

#[tokio::test]
async fn an_unchanged_beat_is_one_call_and_only_moves_the_expiry() {
    let town = Town::open().await;
    let before = town.sees(&town.ben, &town.ana).await.unwrap();
    let (status, answer, calls) = town.renew(&town.ana, &town.ana).await;
    assert_eq!((status, calls), (200, vec!["PATCH /presences/{id}".to_owned()]));
    let record: Dot = serde_json::from_value(answer["record"].clone()).unwrap();
    assert_eq!((record.status, &answer["spot"]), (Status::Busy, &Value::Null));
    let mut after = town.sees(&town.ben, &town.ana).await.unwrap();
    assert!(after["expiresAt"].as_str() > before["expiresAt"].as_str());
    for moved in ["expiresAt", "$updatedAt"] {
        after[moved] = before[moved].clone();
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_renewal_undoes_neither_an_ended_friendship_nor_a_ghost() {
    let town = Town::open().await;
    let ben = town.ben.id(&town.at).await;
    town.ana.call(&town.at, "remove_friend", &[("person", &ben)]).await;
    assert_eq!(town.renew(&town.ana, &town.ana).await.0, 200);
    assert_eq!(town.sees(&town.ben, &town.ana).await, None);

    town.ana.befriend(&town.at, &town.ben).await;
    assert!(town.sees(&town.ben, &town.ana).await.is_some());
    town.ana.call(&town.at, "set_ghost", &[("length", "until-turned-off")]).await;
    assert_eq!(town.renew(&town.ana, &town.ana).await.0, 410);
    assert_eq!(town.sees(&town.ben, &town.ana).await, None);
}

#[tokio::test]
async fn nobody_renews_for_somebody_else_or_without_a_session() {
    let town = Town::open().await;
    let before = town.sees(&town.ana, &town.ana).await.unwrap();
    assert_eq!(town.renew(&town.ben, &town.ana).await.0, 410);
    let nobody = Person { cookie: String::new(), ..town.ben.clone() };
    assert_eq!(town.renew(&nobody, &town.ana).await.0, 401);
    assert_eq!(town.sees(&town.ana, &town.ana).await.unwrap(), before);

    town.ana.call(&town.at, "clear_presence", &[]).await;
    assert_eq!(town.renew(&town.ana, &town.ana).await.0, 410);
    assert_eq!(town.sees(&town.ana, &town.ana).await, None);
}
