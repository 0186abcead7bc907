//! People who come, sign in, say where they are, sign out, and leave for good.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};

use super::{Acks, Name};
use crate::{
    api::{Api, answer},
    ledger::Ledger,
};

/// What there is of a person. Somebody who leaves takes all of it along, or nothing.
#[derive(Clone, Debug, Default, PartialEq)]
struct Person {
    signed_in: bool,
    says: Option<String>,
}

#[derive(Default)]
pub(crate) struct People {
    people: Ledger<Person>,
    /// Of each person the session that was handed out to them.
    secrets: BTreeMap<String, String>,
}

impl People {
    pub(super) fn merge(&mut self, other: Self) {
        self.people.merge(other.people);
        self.secrets.extend(other.secrets);
    }

    pub(super) async fn check(&mut self, api: &Api) {
        let text = |thing: &Value, name: &str| thing[name].as_str().unwrap().to_owned();
        let presences = api.all("/presences", "presences").await;
        let mut says: BTreeMap<String, String> =
            presences.iter().map(|presence| (text(presence, "userId"), text(presence, "status"))).collect();
        let users = api.all("/users", "users").await;
        let users: BTreeSet<String> = users.iter().map(|user| text(user, "$id")).collect();
        let mut found = BTreeMap::new();
        for user in &users {
            let signed_in = match self.secrets.get(user) {
                Some(secret) => api.holder(secret).await.inspect(|holder| assert_eq!(holder, user)).is_some(),
                None => false,
            };
            found.insert(user.clone(), Person { signed_in, says: says.remove(user) });
        }
        assert!(says.is_empty(), "people who are not there say {says:?}");
        for (user, secret) in &self.secrets {
            let holder = api.holder(secret).await;
            assert!(holder.is_none() || users.contains(user), "{user} is gone and signed in");
        }
        self.people.settle(&found);
    }
}

/// Writes until the process is killed.
pub(super) async fn write(name: Name, api: &Api, acks: &Acks) -> People {
    let mut people = People::default();
    let mut n = 0;
    while one(&mut people, &name.id(n), n, api, acks).await.is_some() {
        n += 1;
    }
    people
}

/// One person's life. Some stay.
async fn one(all: &mut People, id: &str, n: usize, api: &Api, acks: &Acks) -> Option<()> {
    let send = async |method, path: &str, body: Value, status| {
        let (answered, said) = answer(api.request(method, path).json(&body)).await?;
        assert_eq!(answered, status, "{said}");
        acks.send_modify(|count| *count += 1);
        Some(said)
    };
    let mut person = Person::default();
    all.people.begin(id, Some(person.clone()));
    send(Method::POST, "/users", json!({ "userId": id }), 201).await?;
    all.people.acknowledge(id);

    // A session that was never handed out is nobody's: only once it is acknowledged does it count.
    let session = send(Method::POST, &format!("/users/{id}/sessions"), json!({}), 201).await?;
    all.secrets.insert(id.to_owned(), session["secret"].as_str().unwrap().to_owned());
    person.signed_in = true;
    all.people.begin(id, Some(person.clone()));
    all.people.acknowledge(id);

    for status in ["here", "there"] {
        person.says = Some(status.to_owned());
        all.people.begin(id, Some(person.clone()));
        let body = json!({ "userId": id, "status": status, "permissions": ["read(\"users\")"] });
        send(Method::PUT, &format!("/presences/{id}"), body, 200).await?;
        all.people.acknowledge(id);
    }
    match n % 4 {
        0 => {
            all.people.begin(id, None);
            send(Method::DELETE, &format!("/users/{id}"), Value::Null, 204).await?;
        }
        1 => {
            person.signed_in = false;
            all.people.begin(id, Some(person));
            let session = session["$id"].as_str().unwrap();
            send(Method::DELETE, &format!("/users/{id}/sessions/{session}"), Value::Null, 204).await?;
        }
        2 => {
            person.says = None;
            all.people.begin(id, Some(person));
            send(Method::DELETE, &format!("/presences/{id}"), Value::Null, 204).await?;
        }
        _ => return Some(()),
    }
    all.people.acknowledge(id);
    Some(())
}
