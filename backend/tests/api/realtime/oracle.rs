//! Whatever is granted to whom, and whoever they are by then: an oracle says who hears of it, and who hears of it is who
//! can read it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::socket::Socket;
use crate::{
    presences::said_for,
    town::{Somebody, Town},
};

const PEOPLE: [&str; 3] = ["ana", "ben", "cid"];
const ROLES: [&str; 9] = [
    "any",
    "guests",
    "users",
    "users/verified",
    "user:ana",
    "user:ben/unverified",
    "user:cid/verified",
    "label:vip",
    "label:crew",
];

#[derive(Clone, Debug)]
enum Step {
    /// Something is said of somebody, for these roles.
    Say {
        of: usize,
        readers: Vec<usize>,
    },
    /// The same, without saying anything else.
    Grant {
        of: usize,
        readers: Vec<usize>,
    },
    Label {
        who: usize,
        vip: bool,
        crew: bool,
    },
    Verify {
        who: usize,
        verified: bool,
    },
    Delete {
        of: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE.len();
    let readers = proptest::sample::subsequence((0..ROLES.len()).collect::<Vec<_>>(), 0..4);
    prop_oneof![
        4 => (person.clone(), readers.clone()).prop_map(|(of, readers)| Step::Say { of, readers }),
        2 => (person.clone(), readers).prop_map(|(of, readers)| Step::Grant { of, readers }),
        2 => (person.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(who, vip, crew)| Step::Label { who, vip, crew }),
        2 => (person.clone(), any::<bool>()).prop_map(|(who, verified)| Step::Verify { who, verified }),
        1 => person.prop_map(|of| Step::Delete { of }),
    ]
}

/// What there is to know of everybody.
#[derive(Default)]
struct Oracle {
    labels: [BTreeSet<&'static str>; PEOPLE.len()],
    verified: [bool; PEOPLE.len()],
    /// Who may read what was said of each, while it is there.
    readers: [Option<Vec<usize>>; PEOPLE.len()],
}

impl Oracle {
    /// Whether somebody, or a guest, holds the role.
    fn holds(&self, who: Option<usize>, role: &str) -> bool {
        let Some(who) = who else { return matches!(role, "any" | "guests") };
        let verified = if self.verified[who] { "verified" } else { "unverified" };
        match role.split_once([':', '/']) {
            None => role != "guests",
            Some(("users", dimension)) => dimension == verified,
            Some(("label", label)) => self.labels[who].contains(label),
            Some((_, user)) => match user.split_once('/') {
                Some((user, dimension)) => user == PEOPLE[who] && dimension == verified,
                None => user == PEOPLE[who],
            },
        }
    }

    fn may_read(&self, who: Option<usize>, of: usize) -> bool {
        let readers = self.readers[of].iter().flatten();
        readers.into_iter().any(|role| self.holds(who, ROLES[*role]))
    }
}

struct Scene {
    town: Town,
    people: Vec<Somebody>,
    /// A socket for each person, and one for a guest.
    ears: Vec<(Option<usize>, Socket)>,
    oracle: Oracle,
}

impl Scene {
    async fn new() -> Self {
        let town = Town::new().await;
        let (mut people, mut ears) = (vec![], vec![]);
        for (at, name) in PEOPLE.iter().enumerate() {
            let person = town.user(name).await;
            ears.push((Some(at), Socket::listening(&town, &person, &["presences"]).await));
            people.push(person);
        }
        ears.push((None, Socket::listening(&town, &town.guest(), &["presences"]).await));
        Self { town, people, ears, oracle: Oracle::default() }
    }

    async fn take(&mut self, step: &Step) {
        let key = self.town.key();
        let said = |of: usize, readers: &[usize]| {
            let roles: Vec<&str> = readers.iter().map(|role| ROLES[*role]).collect();
            said_for(PEOPLE[of], &roles)
        };
        match step {
            Step::Say { of, readers } => {
                key.put(&format!("/presences/{}", PEOPLE[*of]), said(*of, readers)).await.ok(200);
                self.oracle.readers[*of] = Some(readers.clone());
                self.told(*of, "upsert").await;
            }
            Step::Grant { of, readers } if self.oracle.readers[*of].is_some() => {
                let permissions = json!({ "permissions": said(*of, readers)["permissions"] });
                key.patch(&format!("/presences/{}", PEOPLE[*of]), permissions).await.ok(200);
                // Whoever may not read it any more hears nothing, not even that.
                self.oracle.readers[*of] = Some(readers.clone());
                self.told(*of, "update").await;
            }
            Step::Delete { of } if self.oracle.readers[*of].is_some() => {
                key.delete(&format!("/presences/{}", PEOPLE[*of])).await.ok(204);
                self.told(*of, "delete").await;
                self.oracle.readers[*of] = None;
            }
            Step::Grant { .. } | Step::Delete { .. } => {}
            Step::Label { who, vip, crew } => {
                let labels = [("vip", vip), ("crew", crew)];
                let labels: BTreeSet<&str> =
                    labels.into_iter().filter(|(_, has)| **has).map(|(label, _)| label).collect();
                let path = format!("/users/{}/labels", PEOPLE[*who]);
                key.put(&path, json!({ "labels": labels })).await.ok(200);
                self.oracle.labels[*who] = labels;
            }
            Step::Verify { who, verified } => {
                let path = format!("/users/{}/verification", PEOPLE[*who]);
                key.patch(&path, json!({ "emailVerification": verified })).await.ok(200);
                self.oracle.verified[*who] = *verified;
            }
        }
    }

    /// It was told to those who may know and to nobody else.
    async fn told(&mut self, of: usize, verb: &str) {
        for (who, ear) in &mut self.ears {
            if self.oracle.may_read(*who, of) {
                ear.event(&format!("presences.{}.{verb}", PEOPLE[of])).await;
            }
            ear.hears_nothing().await;
        }
    }

    /// Everybody can read what they may, and nothing else.
    async fn read(&self) {
        for (who, person) in self.people.iter().enumerate() {
            let page = person.get("/presences").await.ok(200);
            let readable: Vec<usize> =
                (0..PEOPLE.len()).filter(|of| self.oracle.may_read(Some(who), *of)).collect();
            assert_eq!(page["total"], readable.len());
            for (of, name) in PEOPLE.iter().enumerate() {
                let status = person.get(&format!("/presences/{name}")).await.status;
                assert_eq!(status == 200, readable.contains(&of), "{} reads {name}: {status}", PEOPLE[who]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn who_hears_of_a_presence_is_who_can_read_it(steps in proptest::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut scene = Scene::new().await;
            for step in &steps {
                scene.take(step).await;
            }
            scene.read().await;
        });
    }
}
