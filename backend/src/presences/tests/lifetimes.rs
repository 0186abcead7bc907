//! Whatever people do with sockets and over REST, in whatever order: who is there is who an oracle says is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use appwrite::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Still;
use crate::{
    caller::{Caller, Person, Proof},
    presences::{
        rules::LONGEST_LIFE,
        socket::{self, Parting, Words},
    },
    realtime::SocketId,
};

const PEOPLE: [&str; 3] = ["ana", "ben", "cid"];

#[derive(Clone, Debug)]
enum Step {
    /// A person says it over one of their two sockets.
    Say {
        person: usize,
        tab: u64,
    },
    Leave {
        person: usize,
        tab: u64,
        broken: bool,
    },
    Put {
        person: usize,
        seconds: i64,
    },
    Delete {
        person: usize,
    },
    Pass {
        seconds: u64,
        sweep: bool,
    },
}

/// A record as far as its life goes.
#[derive(Clone, Debug)]
struct Life {
    ends: Timestamp,
    sockets: BTreeSet<u64>,
}

/// Who is there, by person.
#[derive(Default)]
struct Oracle(BTreeMap<usize, Life>);

impl Oracle {
    fn take(&mut self, step: &Step, now: Timestamp) {
        self.0.retain(|_, life| life.ends > now);
        match *step {
            Step::Say { person, tab } => self.begin(person, now.plus_seconds(LONGEST_LIFE), Some(tab)),
            Step::Put { person, seconds } => self.begin(person, now.plus_seconds(seconds), None),
            Step::Delete { person } => drop(self.0.remove(&person)),
            Step::Leave { person, tab, broken } => {
                let Some(life) = self.0.get_mut(&person) else { return };
                if life.sockets.remove(&tab) && life.sockets.is_empty() {
                    life.ends = life.ends.min(if broken { now.plus_seconds(2) } else { now });
                }
            }
            Step::Pass { .. } => {}
        }
    }

    fn begin(&mut self, person: usize, ends: Timestamp, tab: Option<u64>) {
        let life = self.0.entry(person).or_insert(Life { ends, sockets: BTreeSet::new() });
        life.ends = ends;
        life.sockets.extend(tab);
    }

    fn there(&self, now: Timestamp) -> BTreeMap<String, String> {
        let live = self.0.iter().filter(|(_, life)| life.ends > now);
        live.map(|(person, life)| (PEOPLE[*person].to_owned(), life.ends.to_string())).collect()
    }
}

fn caller(still: &Still, person: usize) -> Caller {
    Caller::person(Person {
        id: Still::id(PEOPLE[person]),
        name: String::new(),
        email: String::new(),
        active: true,
        verified: false,
        labels: vec![],
        accessed: still.clock.now(),
        proof: Proof::Jwt(None),
    })
}

/// What the oracle calls a tab is another socket for everybody.
fn socket_of(person: usize, tab: u64) -> SocketId {
    SocketId::from(tab * 10 + u64::try_from(person).unwrap())
}

async fn take(still: &Still, step: &Step) {
    match *step {
        Step::Say { person, tab } => {
            let id = Some(Still::id(PEOPLE[person]));
            let words = Words { id, status: "x".into(), metadata: None, grants: None };
            let caller = caller(still, person);
            socket::say(&still.backend, &caller, socket_of(person, tab), words).await.unwrap();
        }
        Step::Leave { person, tab, broken } => {
            let parting = if broken { Parting::Broken } else { Parting::Clean };
            let said = vec![Still::id(PEOPLE[person])];
            socket::leave(&still.backend, socket_of(person, tab), said, parting).await.unwrap();
        }
        Step::Put { person, seconds } => {
            let person = PEOPLE[person];
            let ends = still.clock.now().plus_seconds(seconds);
            let body = json!({ "userId": person, "status": "x", "expiresAt": ends });
            assert_eq!(still.ask("PUT", &format!("/presences/{person}"), body).await.0, 200);
        }
        Step::Delete { person } => {
            still.ask("DELETE", &format!("/presences/{}", PEOPLE[person]), Value::Null).await;
        }
        Step::Pass { seconds, sweep } => {
            still.clock.advance(Duration::from_secs(seconds));
            if sweep {
                still.sweep().await;
            }
        }
    }
}

/// Who is there, and until when.
async fn there(still: &Still) -> BTreeMap<String, String> {
    let (_, page) = still.ask("GET", "/presences", Value::Null).await;
    let presences = page["presences"].as_array().unwrap();
    assert_eq!(page["total"], presences.len());
    let text = |presence: &Value, member: &str| presence[member].as_str().unwrap().to_owned();
    presences.iter().map(|presence| (text(presence, "userId"), text(presence, "expiresAt"))).collect()
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE.len();
    prop_oneof![
        4 => (person.clone(), 0u64..2).prop_map(|(person, tab)| Step::Say { person, tab }),
        3 => (person.clone(), 0u64..2, any::<bool>())
            .prop_map(|(person, tab, broken)| Step::Leave { person, tab, broken }),
        2 => (person.clone(), 1i64..5).prop_map(|(person, seconds)| Step::Put { person, seconds }),
        1 => person.prop_map(|person| Step::Delete { person }),
        3 => (1u64..3, any::<bool>()).prop_map(|(seconds, sweep)| Step::Pass { seconds, sweep }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn who_is_there_is_who_said_so_and_neither_left_nor_fell_silent(
        steps in proptest::collection::vec(step(), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (still, mut oracle) = (Still::new(&PEOPLE).await, Oracle::default());
            for (at, step) in steps.iter().enumerate() {
                oracle.take(step, still.clock.now());
                take(&still, step).await;
                assert_eq!(there(&still).await, oracle.there(still.clock.now()), "after {:?}", &steps[..=at]);
            }
            still.backend.close().await;
        });
    }
}
