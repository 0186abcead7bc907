//! The work that is measured, as requests. The same for a router in this process and for a server behind a socket.

use serde_json::{Value, json};

/// People who say where they are, one after the other.
pub(crate) const PEOPLE: usize = 64;
/// Friends who may read what each of them says.
pub(crate) const FRIENDS: usize = 20;
/// Rows under one title: what a list finds.
pub(crate) const PAGE: usize = 25;

const ROWS: &str = "/v1/tablesdb/hall/tables/notes/rows";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// One heartbeat.
    Upsert,
    Create,
    Get,
    List,
}

/// A request, and how it ends when all is well.
pub(crate) struct Asked {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl Work {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Upsert => "upsert",
            Self::Create => "create",
            Self::Get => "get",
            Self::List => "list",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::Upsert, Self::Create, Self::Get, Self::List].into_iter().find(|work| work.word() == word)
    }

    /// The nth of its kind.
    pub(crate) fn ask(self, n: usize) -> Asked {
        let (method, path, body) = match self {
            Self::Upsert => {
                let (at, beat) = (n % PEOPLE, n / PEOPLE);
                ("PUT", format!("/v1/presences/{}", person(at)), Some(heartbeat(at, PEOPLE, beat)))
            }
            Self::Create => (
                "POST",
                ROWS.to_owned(),
                Some(json!({
                    "rowId": format!("n{n}"),
                    "data": { "title": title(n), "stars": n % 5 },
                    "permissions": ["read(\"user:p1\")", "read(\"user:p2\")"],
                })),
            ),
            Self::Get => ("GET", format!("{ROWS}/n{n}"), None),
            Self::List => {
                let query =
                    format!(r#"{{"method":"equal","attribute":"title","values":["{}"]}}"#, title(n * PAGE));
                let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
                ("GET", format!("{ROWS}?queries[0]={query}"), None)
            }
        };
        Asked { method, path, body }
    }
}

pub(crate) fn person(at: usize) -> String {
    format!("p{at}")
}

/// Rows come in pages.
pub(crate) fn title(n: usize) -> String {
    format!("page {}", n / PAGE)
}

/// What the app's server sends for one of `people` at each beat: readable by the friends that follow.
pub(crate) fn heartbeat(at: usize, people: usize, sent: usize) -> Value {
    let friends = (1..=FRIENDS).map(|next| format!("read(\"user:{}\")", person((at + next) % people)));
    let own = ["update", "delete"].map(|action| format!("{action}(\"user:{}\")", person(at)));
    json!({
        "userId": person(at),
        "status": "online",
        "permissions": friends.chain(own).collect::<Vec<_>>(),
        "metadata": { "lat": -33.8688, "lng": 151.2093, "displayName": person(at), "sent": sent },
    })
}
