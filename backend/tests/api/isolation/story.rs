//! What can happen, at random. Names are few, so that paths cross.

use proptest::{collection::vec, option, prelude::*, sample::select};

/// The people there are.
pub(super) const PEOPLE: [&str; 3] = ["ana", "ben", "cid"];
/// Two tables and a bucket.
pub(super) const CONTAINERS: [&str; 3] = ["letters", "papers", "photos"];
/// Which of them is the bucket.
pub(super) const BUCKET: usize = 2;
/// Ids of rows, files and presences.
pub(super) const IDS: [&str; 3] = ["a", "b", "c"];
/// A socket for each person, and two guests'.
pub(super) const SOCKETS: usize = PEOPLE.len() + 2;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Person(usize),
    Guest,
    Key,
}

/// `read("any")` is `("read", "any")`.
pub(super) type Permission = (&'static str, &'static str);

/// A subscription: channels, and what an attribute must be.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) channels: Vec<&'static str>,
    pub(super) only: Option<(&'static str, &'static str)>,
}

/// Everything that somebody does to a row, a file or a presence.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) who: Who,
    pub(super) verb: Verb,
    /// Where it stands among [`IDS`].
    pub(super) id: usize,
    /// A row's title, a presence's status.
    pub(super) text: &'static str,
    pub(super) permissions: Option<Vec<Permission>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Create,
    Update,
    Upsert,
    Delete,
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    Row {
        table: usize,
        deed: Deed,
    },
    File(Deed),
    /// A key says it of this person; people say it of themselves.
    Presence {
        of: usize,
        deed: Deed,
    },
    Container {
        at: usize,
        permissions: Vec<Permission>,
        security: bool,
    },
    Labels {
        person: usize,
        labels: Vec<&'static str>,
    },
    Verified {
        person: usize,
        yes: bool,
    },
    Subscribe {
        socket: usize,
        id: usize,
        wish: Wish,
    },
    Unsubscribe {
        socket: usize,
        id: usize,
    },
    /// A guest's socket becomes this person's.
    Authenticate {
        socket: usize,
        person: usize,
    },
    /// The session ends, and with it its sockets; the person comes again, and listens as before.
    SignOut {
        person: usize,
    },
    /// Everybody looks at everything.
    Look,
}

pub(super) fn stories() -> impl Strategy<Value = Vec<Step>> {
    vec(steps(), 1..48)
}

fn steps() -> impl Strategy<Value = Step> {
    let (person, socket) = (0..PEOPLE.len(), 0..SOCKETS);
    let rows = vec![Verb::Create, Verb::Update, Verb::Upsert, Verb::Delete];
    let files = vec![Verb::Create, Verb::Update, Verb::Delete];
    let presences = vec![Verb::Upsert, Verb::Upsert, Verb::Update, Verb::Delete];
    prop_oneof![
        14 => (0..BUCKET, deeds(rows)).prop_map(|(table, deed)| Step::Row { table, deed }),
        8 => deeds(files).prop_map(Step::File),
        10 => (person.clone(), deeds(presences)).prop_map(|(of, deed)| Step::Presence { of, deed }),
        5 => (0..CONTAINERS.len(), vec(permissions(true), 0..4), any::<bool>())
            .prop_map(|(at, permissions, security)| Step::Container { at, permissions, security }),
        3 => (person.clone(), vec(select(vec!["vip", "crew"]), 0..2))
            .prop_map(|(person, labels)| Step::Labels { person, labels }),
        3 => (person.clone(), any::<bool>()).prop_map(|(person, yes)| Step::Verified { person, yes }),
        8 => (socket.clone(), 0..2_usize, wishes())
            .prop_map(|(socket, id, wish)| Step::Subscribe { socket, id, wish }),
        2 => (socket.clone(), 0..2_usize).prop_map(|(socket, id)| Step::Unsubscribe { socket, id }),
        1 => (PEOPLE.len()..SOCKETS, person.clone())
            .prop_map(|(socket, person)| Step::Authenticate { socket, person }),
        1 => person.prop_map(|person| Step::SignOut { person }),
        1 => Just(Step::Look),
    ]
}

fn deeds(verbs: Vec<Verb>) -> impl Strategy<Value = Deed> {
    let who = prop_oneof![
        6 => (0..PEOPLE.len()).prop_map(Who::Person),
        1 => Just(Who::Guest),
        3 => Just(Who::Key),
    ];
    let permissions = option::weighted(0.7, vec(permissions(false), 0..4));
    (who, select(verbs), 0..IDS.len(), select(vec!["one", "two"]), permissions)
        .prop_map(|(who, verb, id, text, permissions)| Deed { who, verb, id, text, permissions })
}

fn permissions(of_container: bool) -> impl Strategy<Value = Permission> {
    let mut actions = vec!["read", "read", "update", "delete", "write"];
    if of_container {
        actions.extend(["create", "create"]);
    }
    let roles = vec![
        "any",
        "any",
        "users",
        "users",
        "guests",
        "user:ana",
        "user:ben",
        "user:cid",
        "user:ana/verified",
        "user:ben/unverified",
        "users/verified",
        "users/unverified",
        "label:vip",
        "label:crew",
        "user:nobody",
    ];
    (select(actions), select(roles))
}

fn wishes() -> impl Strategy<Value = Wish> {
    let channels = vec![
        "rows",
        "rows",
        "documents.create",
        "rows.delete",
        "tablesdb.hall.tables.letters.rows",
        "databases.hall.collections.papers.documents.b.update",
        "databases.hall.tables.papers.rows",
        "files",
        "files",
        "buckets.photos.files",
        "buckets.photos.files.a.delete",
        "presences",
        "presences",
        "presences.a",
        "presences.b.upsert",
        "presences.delete",
        "account",
        "account.update",
        "rows.bogus",
    ];
    let only = vec![("title", "one"), ("status", "two"), ("title", "two"), ("$id", "a")];
    (vec(select(channels), 1..4), option::weighted(0.2, select(only)))
        .prop_map(|(channels, only)| Wish { channels, only })
}
