//! Plays a story in a town, and holds what everybody is answered, shown and told against the oracle.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    oracle::{Told, World, written},
    story::{BUCKET, CONTAINERS, Deed, IDS, PEOPLE, Permission, SOCKETS, Step, Verb, Who},
};
use crate::{
    realtime::socket::Socket,
    storage::{bucket, form, picture},
    town::{Somebody, Town},
};

struct Stage {
    town: Town,
    people: Vec<Somebody>,
    sockets: Vec<Socket>,
    world: World,
}

pub(super) async fn play(story: &[Step]) {
    let mut stage = Stage::new().await;
    for step in story {
        stage.take(step).await;
    }
    stage.look().await;
}

impl Stage {
    async fn new() -> Self {
        let town = Town::new().await;
        for table in &CONTAINERS[..BUCKET] {
            let title = json!({ "key": "title", "type": "varchar", "size": 8, "required": true });
            let table = json!({ "tableId": table, "name": table, "columns": [title] });
            town.key().post("/tablesdb/hall/tables", table).await.ok(201);
        }
        bucket(&town, CONTAINERS[BUCKET], json!({})).await;
        let (mut people, mut sockets) = (vec![], vec![]);
        for (at, id) in PEOPLE.iter().enumerate() {
            let number = format!("+4366000000{at}");
            town.key().post("/users", json!({ "userId": id, "phone": number })).await.ok(201);
            people.push(town.sign_in(id).await);
            sockets.push(Socket::of(&town, &people[at]).await);
        }
        for _ in PEOPLE.len()..SOCKETS {
            sockets.push(Socket::of(&town, &town.guest()).await);
        }
        Self { town, people, sockets, world: World::new() }
    }

    fn somebody(&self, who: Who) -> Somebody {
        match who {
            Who::Person(at) => self.people[at].clone(),
            Who::Guest => self.town.guest(),
            Who::Key => self.town.key(),
        }
    }

    /// Does it, and sees to it that it ends as it must and that everybody hears what they must and no more.
    async fn take(&mut self, step: &Step) {
        match step {
            Step::Subscribe { socket, id, .. } => {
                self.world.take(step);
                return self.subscribe(*socket, *id).await;
            }
            Step::Unsubscribe { socket, id } => {
                self.world.take(step);
                let id = json!([{ "subscriptionId": format!("s{id}") }]);
                self.sockets[*socket].ask("unsubscribe", id).await;
                return;
            }
            Step::Authenticate { socket, person } => {
                self.world.take(step);
                let session = json!({ "session": self.people[*person].secret() });
                self.sockets[*socket].ask("authentication", session).await;
                return;
            }
            Step::SignOut { person } => return self.sign_out(*person).await,
            Step::Look => return self.look().await,
            _ => {}
        }
        let (status, said) = self.act(step).await;
        let outcome = self.world.take(step);
        assert_eq!(status, outcome.status, "{step:?}: {said}");
        self.hear(step, outcome.told.as_ref()).await;
    }

    async fn hear(&mut self, step: &Step, told: Option<&Told>) {
        for (at, socket) in self.sockets.iter_mut().enumerate() {
            if let Some(told) = told {
                let matching = self.world.hears(at, told);
                if !matching.is_empty() {
                    let event = socket.event(&told.name).await;
                    assert_eq!(
                        event["subscriptions"],
                        json!(matching),
                        "socket {at} after {step:?}: {event}"
                    );
                }
            }
            // Roles count from the answer on, so nobody gets a moment to notice them.
            if !matches!(step, Step::Labels { .. } | Step::Verified { .. }) {
                socket.hears_nothing().await;
            }
        }
    }

    /// The request that the step is.
    async fn act(&self, step: &Step) -> (u16, Value) {
        let answer = match step {
            Step::Row { table, deed } => {
                let rows = format!("/tablesdb/hall/tables/{}/rows", CONTAINERS[*table]);
                self.deed(&rows, deed, json!({ "rowId": IDS[deed.id], "data": { "title": deed.text } })).await
            }
            Step::File(deed) if deed.verb == Verb::Create => {
                let permissions: Vec<String> = deed.permissions.iter().flatten().map(written).collect();
                let permissions: Vec<&str> = permissions.iter().map(String::as_str).collect();
                let form = form(IDS[deed.id], "cat.jpg", picture(9), Some(&permissions));
                let files = format!("/storage/buckets/{}/files", CONTAINERS[BUCKET]);
                let request = self.somebody(deed.who).request(Method::POST, &files).multipart(form);
                Somebody::answer(request).await
            }
            Step::File(deed) => {
                let files = format!("/storage/buckets/{}/files", CONTAINERS[BUCKET]);
                self.deed(
                    &files,
                    &Deed { verb: upsert(deed.verb), ..deed.clone() },
                    json!({ "name": "cat.jpg" }),
                )
                .await
            }
            Step::Presence { of, deed } => {
                let mut body = json!({ "status": deed.text });
                if deed.who == Who::Key && deed.verb == Verb::Upsert {
                    body["userId"] = PEOPLE[*of].into();
                }
                self.deed("/presences", deed, body).await
            }
            Step::Container { at, permissions, security } => {
                let name = CONTAINERS[*at];
                let body = json!({
                    "name": name, "permissions": list(permissions), "rowSecurity": security, "fileSecurity": security,
                });
                let path = if *at == BUCKET { "/storage/buckets" } else { "/tablesdb/hall/tables" };
                self.town.key().put(&format!("{path}/{name}"), body).await
            }
            Step::Labels { person, labels } => {
                let path = format!("/users/{}/labels", PEOPLE[*person]);
                self.town.key().put(&path, json!({ "labels": labels })).await
            }
            Step::Verified { person, yes } => {
                let path = format!("/users/{}/verification/phone", PEOPLE[*person]);
                self.town.key().patch(&path, json!({ "phoneVerification": yes })).await
            }
            other => unreachable!("{other:?} is not a request"),
        };
        (answer.status, answer.json())
    }

    async fn deed(&self, path: &str, deed: &Deed, mut body: Value) -> crate::town::Answer {
        if let Some(permissions) = &deed.permissions {
            body["permissions"] = list(permissions);
        }
        let somebody = self.somebody(deed.who);
        let one = format!("{path}/{}", IDS[deed.id]);
        match deed.verb {
            Verb::Create => somebody.post(path, body).await,
            Verb::Update => somebody.patch(&one, body).await,
            Verb::Upsert => somebody.put(&one, body).await,
            Verb::Delete => somebody.delete(&one).await,
        }
    }

    async fn subscribe(&mut self, socket: usize, id: usize) {
        let wish = &self.world.wishes(socket)[&id];
        let queries: Vec<String> = wish
            .only
            .iter()
            .map(|(name, value)| {
                json!({ "method": "equal", "attribute": name, "values": [value] }).to_string()
            })
            .collect();
        let wish =
            json!([{ "subscriptionId": format!("s{id}"), "channels": wish.channels, "queries": queries }]);
        self.sockets[socket].ask("subscribe", wish).await;
    }

    async fn sign_out(&mut self, person: usize) {
        let before = self.people[person].clone();
        before.delete("/account/sessions/current").await.ok(204);
        before.get("/account").await.refused(401, "general_unauthorized_scope");
        self.people[person] = self.town.sign_in(PEOPLE[person]).await;
        for at in 0..SOCKETS {
            if self.world.owner(at) != Some(person) {
                self.sockets[at].hears_nothing().await;
                continue;
            }
            assert_eq!(self.sockets[at].closed().await, 4001);
            self.sockets[at] = Socket::of(&self.town, &self.people[person]).await;
            let ids: Vec<usize> = self.world.wishes(at).keys().copied().collect();
            for id in ids {
                self.subscribe(at, id).await;
            }
        }
    }

    /// Everybody looks at everything.
    async fn look(&self) {
        let people = (0..PEOPLE.len()).map(Who::Person);
        for who in people.chain([Who::Guest, Who::Key]) {
            for container in 0..CONTAINERS.len() {
                self.look_into(who, container).await;
            }
            self.look_at_presences(who).await;
        }
    }

    async fn look_into(&self, who: Who, container: usize) {
        let somebody = self.somebody(who);
        let name = CONTAINERS[container];
        let (path, list) = match container {
            BUCKET => (format!("/storage/buckets/{name}/files"), "files"),
            _ => (format!("/tablesdb/hall/tables/{name}/rows"), "rows"),
        };
        let answer = somebody.get(&path).await;
        match self.world.list(who, container) {
            None => drop(answer.refused(401, "user_unauthorized")),
            Some(expected) => {
                let expected = expected.into_iter().map(|(id, item)| (id, (item.text, &item.grants)));
                assert_eq!(shown(&answer.ok(200), list, "title"), plain(expected), "{who:?} lists {name}");
            }
        }
        for (id, word) in IDS.iter().enumerate() {
            let expected = self.world.get(who, container, id);
            let views = if container == BUCKET { &["", "/view", "/download"][..] } else { &[""] };
            for view in views {
                let answer = somebody.get(&format!("{path}/{word}{view}")).await;
                assert_eq!(answer.status, expected, "{who:?} gets {name} {word}{view}");
            }
        }
    }

    async fn look_at_presences(&self, who: Who) {
        let somebody = self.somebody(who);
        let answer = somebody.get("/presences").await;
        let Some(expected) = self.world.presences(who) else {
            return drop(answer.refused(401, "general_unauthorized_scope"));
        };
        for (id, word) in IDS.iter().enumerate() {
            let status = if expected.contains_key(&id) { 200 } else { 404 };
            assert_eq!(
                somebody.get(&format!("/presences/{word}")).await.status,
                status,
                "{who:?} gets {word}"
            );
        }
        let expected = expected.into_iter().map(|(id, presence)| (id, (presence.text, &presence.grants)));
        assert_eq!(shown(&answer.ok(200), "presences", "status"), plain(expected), "{who:?} lists presences");
    }
}

/// By id, the text and the permissions.
type Shown = BTreeMap<String, (String, Vec<String>)>;

/// What a list shows. Its total is what it shows.
fn shown(list: &Value, name: &str, text: &str) -> Shown {
    let things = list[name].as_array().unwrap();
    assert_eq!(list["total"], things.len());
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let shown = things.iter().map(|thing| {
        let permissions = thing["$permissions"].as_array().unwrap().iter().map(word).collect();
        (word(&thing["$id"]), (word(&thing[text]), permissions))
    });
    shown.collect()
}

fn plain<'a>(things: impl Iterator<Item = (usize, (&'static str, &'a Vec<Permission>))>) -> Shown {
    let plain = things.map(|(id, (text, grants))| {
        (IDS[id].to_owned(), (text.to_owned(), grants.iter().map(written).collect()))
    });
    plain.collect()
}

fn list(permissions: &[Permission]) -> Value {
    permissions.iter().map(written).collect::<Vec<_>>().into()
}

/// Files are changed by PUT alone.
fn upsert(verb: Verb) -> Verb {
    if verb == Verb::Update { Verb::Upsert } else { verb }
}
