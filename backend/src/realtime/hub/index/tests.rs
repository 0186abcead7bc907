//! The index against an oracle that looks at everything.

use std::collections::BTreeMap;

use appwrite::wire::Dimension;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const CHANNELS: [&str; 5] = ["presences", "presences.u-ana", "rows", "account", "account.update"];
const PEOPLE: [&str; 3] = ["u-ana", "u-ben", "u-cid"];

#[derive(Clone, Debug)]
enum Step {
    Sit {
        socket: u64,
        person: Option<usize>,
    },
    /// The person has a label from now on, or has it no more.
    Label {
        person: usize,
        on: bool,
    },
    Subscribe {
        socket: u64,
        id: u8,
        channels: Vec<usize>,
        only: Option<bool>,
    },
    Unsubscribe {
        socket: u64,
        id: u8,
    },
    Leave {
        socket: u64,
    },
}

/// Who sits where, and what they asked for.
#[derive(Default)]
struct Oracle(BTreeMap<u64, Ear>);

#[derive(Default)]
struct Ear {
    person: Option<usize>,
    labelled: bool,
    subscriptions: BTreeMap<u8, Asked>,
}

/// Channels, and whether only payloads with this flag are wanted.
type Asked = (Vec<usize>, Option<bool>);

impl Oracle {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Sit { socket, person } => {
                let ear = self.0.entry(*socket).or_default();
                (ear.person, ear.labelled) = (*person, false);
            }
            Step::Label { person, on } => {
                let theirs = self.0.values_mut().filter(|ear| ear.person == Some(*person));
                theirs.for_each(|ear| ear.labelled = *on);
            }
            Step::Subscribe { socket, id, channels, only } => {
                if let Some(ear) = self.0.get_mut(socket) {
                    ear.subscriptions.insert(*id, (channels.clone(), *only));
                }
            }
            Step::Unsubscribe { socket, id } => {
                if let Some(ear) = self.0.get_mut(socket) {
                    ear.subscriptions.remove(id);
                }
            }
            Step::Leave { socket } => drop(self.0.remove(socket)),
        }
    }

    fn hear(&self, readers: &[Role], channels: &[String], payload: &Value) -> Vec<(SocketId, Vec<Arc<str>>)> {
        let mut heard = vec![];
        for (socket, Ear { person, labelled, subscriptions }) in &self.0 {
            if !roles(*person, *labelled).iter().any(|role| readers.contains(role)) {
                continue;
            }
            let listened = |asked: usize| match (CHANNELS[asked], person) {
                ("account", Some(person)) => {
                    vec!["account".to_owned(), format!("account.{}", PEOPLE[*person])]
                }
                ("account.update", Some(person)) => vec![format!("account.{}.update", PEOPLE[*person])],
                (other, _) => vec![other.to_owned()],
            };
            let matching: Vec<Arc<str>> = subscriptions
                .iter()
                .filter(|(_, (asked, only))| {
                    asked.iter().flat_map(|asked| listened(*asked)).any(|channel| channels.contains(&channel))
                        && only.is_none_or(|only| payload["flag"] == only)
                })
                .map(|(id, _)| id.to_string().into())
                .collect();
            if !matching.is_empty() {
                heard.push((SocketId(*socket), matching));
            }
        }
        heard
    }
}

fn id(person: usize) -> Id {
    PEOPLE[person].parse().unwrap()
}

fn roles(person: Option<usize>, labelled: bool) -> Vec<Role> {
    let mut roles = unlabelled(person);
    roles.extend(labelled.then(|| Role::Label("vip".parse().unwrap())));
    roles
}

fn unlabelled(person: Option<usize>) -> Vec<Role> {
    match person {
        None => vec![Role::Any, Role::Guests],
        Some(person) => vec![
            Role::Any,
            Role::users(),
            Role::user(&id(person)),
            Role::User(id(person), if person == 0 { Dimension::Verified } else { Dimension::Unverified }),
        ],
    }
}

fn take(index: &mut Index, step: &Step) {
    match step {
        Step::Sit { socket, person } => {
            index.sit(SocketId(*socket), &roles(*person, false), person.map(id).as_ref());
        }
        Step::Label { person, on } => {
            for socket in index.of(&id(*person)).to_vec() {
                index.change_roles(socket, &roles(Some(*person), *on));
            }
        }
        Step::Subscribe { socket, id, channels, only } => {
            let channels: Vec<String> = channels.iter().map(|at| CHANNELS[*at].to_owned()).collect();
            let query = only
                .map(|only| json!({"method": "equal", "attribute": "flag", "values": [only]}).to_string());
            let (subscription, _) = Subscription::read(&channels, query.as_slice()).unwrap();
            index.subscribe(SocketId(*socket), &id.to_string(), subscription);
        }
        Step::Unsubscribe { socket, id } => drop(index.unsubscribe(SocketId(*socket), &id.to_string())),
        Step::Leave { socket } => index.leave(SocketId(*socket)),
    }
}

fn step() -> impl Strategy<Value = Step> {
    let socket = 0u64..5;
    prop_oneof![
        3 => (socket.clone(), proptest::option::of(0..PEOPLE.len()))
            .prop_map(|(socket, person)| Step::Sit { socket, person }),
        2 => (0..PEOPLE.len(), any::<bool>()).prop_map(|(person, on)| Step::Label { person, on }),
        5 => (
            socket.clone(),
            0u8..3,
            proptest::collection::vec(0..CHANNELS.len(), 0..4),
            proptest::option::of(any::<bool>())
        )
            .prop_map(|(socket, id, channels, only)| Step::Subscribe { socket, id, channels, only }),
        2 => (socket.clone(), 0u8..3).prop_map(|(socket, id)| Step::Unsubscribe { socket, id }),
        1 => socket.prop_map(|socket| Step::Leave { socket }),
    ]
}

proptest! {
    #[test]
    fn exactly_those_hear_who_listen_and_may_know(
        steps in proptest::collection::vec(step(), 0..60),
        flag in any::<bool>(),
    ) {
        let (mut index, mut oracle) = (Index::default(), Oracle::default());
        for step in &steps {
            take(&mut index, step);
            oracle.take(step);
        }
        let payload = json!({ "flag": flag });
        let news: [(Vec<Role>, Vec<&str>); 7] = [
            (vec![Role::Label("vip".parse().unwrap())], vec!["presences"]),
            (vec![Role::User(id(0), Dimension::Verified), Role::User(id(1), Dimension::Verified)], vec!["rows"]),
            (vec![Role::Any], vec!["rows"]),
            (vec![Role::users(), Role::Guests], vec!["presences", "presences.u-ana"]),
            (vec![Role::user(&id(0)), Role::user(&id(1))], vec!["presences", "presences.u-ana"]),
            (vec![Role::user(&id(1))], vec!["account", "account.u-ben", "account.update", "account.u-ben.update"]),
            (vec![], vec!["rows"]),
        ];
        for (readers, channels) in news {
            let channels: Vec<String> = channels.into_iter().map(str::to_owned).collect();
            prop_assert_eq!(
                index.listeners(&readers, &channels, &payload),
                oracle.hear(&readers, &channels, &payload)
            );
        }
        // Nothing is left behind by those who leave.
        for socket in 0..5 {
            index.leave(SocketId(socket));
        }
        prop_assert!(index.seats.is_empty() && index.people.is_empty() && index.shared.is_empty());
    }
}
