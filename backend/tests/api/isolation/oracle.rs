//! The rules of who may see, do and hear what, and nothing else: no SQL, no sockets, no clock. It keeps the world as
//! a child would, and goes through all of it at every question.

use std::collections::{BTreeMap, BTreeSet};

use super::story::{BUCKET, CONTAINERS, Deed, IDS, PEOPLE, Permission, SOCKETS, Step, Verb, Who, Wish};

#[derive(Default)]
pub(super) struct World {
    people: [Person; PEOPLE.len()],
    containers: [Container; CONTAINERS.len()],
    /// Rows and files, by their container and id.
    items: BTreeMap<(usize, usize), Item>,
    /// By id.
    presences: BTreeMap<usize, Presence>,
    sockets: [Ears; SOCKETS],
}

#[derive(Default)]
struct Person {
    labels: Vec<&'static str>,
    verified: bool,
}

#[derive(Default)]
struct Container {
    grants: Vec<Permission>,
    security: bool,
}

/// A row or a file; a file has no text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) text: &'static str,
    pub(super) grants: Vec<Permission>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Presence {
    pub(super) owner: usize,
    pub(super) text: &'static str,
    pub(super) grants: Vec<Permission>,
}

/// Whose a socket is, and what it wants to hear.
#[derive(Default)]
struct Ears {
    person: Option<usize>,
    wishes: BTreeMap<usize, Wish>,
}

/// What is to come of a step: the answer, and what is told.
pub(super) struct Outcome {
    pub(super) status: u16,
    pub(super) told: Option<Told>,
}

/// An event as far as deciding who hears it goes.
pub(super) struct Told {
    /// The first of its names.
    pub(super) name: String,
    channels: Vec<String>,
    readers: Vec<&'static str>,
    facts: Vec<(&'static str, String)>,
}

fn refused(status: u16) -> Outcome {
    Outcome { status, told: None }
}

impl World {
    pub(super) fn new() -> Self {
        let mut world = Self::default();
        for (at, ears) in world.sockets.iter_mut().enumerate() {
            ears.person = (at < PEOPLE.len()).then_some(at);
        }
        world
    }

    fn roles(&self, who: Who) -> BTreeSet<String> {
        let Who::Person(at) = who else { return ["any".into(), "guests".into()].into() };
        let (id, person) = (PEOPLE[at], &self.people[at]);
        let verified = if person.verified { "verified" } else { "unverified" };
        let mut roles: BTreeSet<String> =
            person.labels.iter().map(|label| format!("label:{label}")).collect();
        roles.extend(["any".into(), "users".into(), format!("user:{id}")]);
        roles.extend([format!("users/{verified}"), format!("user:{id}/{verified}")]);
        roles
    }

    fn holds(&self, who: Who, grants: &[Permission], action: &str) -> bool {
        let roles = self.roles(who);
        who == Who::Key || grants.iter().any(|(may, role)| *may == action && roles.contains(*role))
    }

    /// Nobody hands on a role that is not theirs.
    fn may_grant(&self, who: Who, given: Option<&Vec<Permission>>) -> bool {
        let roles = self.roles(who);
        who == Who::Key || given.into_iter().flatten().all(|(_, role)| roles.contains(*role))
    }

    /// Whether this is theirs to do with a row or a file: by its container, or where they count, by its own grants.
    fn may(&self, who: Who, container: usize, item: Option<&Item>, action: &str) -> bool {
        let Container { grants, security } = &self.containers[container];
        self.holds(who, grants, action)
            || item.is_some_and(|item| *security && self.holds(who, &item.grants, action))
    }

    /// Everything in the container that they may read; nothing at all where nothing could be open to them.
    pub(super) fn list(&self, who: Who, container: usize) -> Option<BTreeMap<usize, &Item>> {
        if !self.containers[container].security && !self.may(who, container, None, "read") {
            return None;
        }
        let of_it = self.items.iter().filter(|((at, _), _)| *at == container);
        let readable = of_it.filter(|(_, item)| self.may(who, container, Some(item), "read"));
        Some(readable.map(|((_, id), item)| (*id, item)).collect())
    }

    /// How asking for one row or file ends.
    pub(super) fn get(&self, who: Who, container: usize, id: usize) -> u16 {
        match self.list(who, container) {
            None if container == BUCKET => 401,
            Some(found) if found.contains_key(&id) => 200,
            _ => 404,
        }
    }

    /// The presences they may read; guests may not even ask.
    pub(super) fn presences(&self, who: Who) -> Option<BTreeMap<usize, &Presence>> {
        let readable =
            self.presences.iter().filter(|(_, presence)| self.holds(who, &presence.grants, "read"));
        (who != Who::Guest).then(|| readable.map(|(id, presence)| (*id, presence)).collect())
    }

    /// The subscriptions over which this socket hears it.
    pub(super) fn hears(&self, socket: usize, told: &Told) -> Vec<String> {
        let Ears { person, wishes } = &self.sockets[socket];
        let roles = self.roles(person.map_or(Who::Guest, Who::Person));
        if !told.readers.iter().any(|role| roles.contains(*role)) {
            return vec![];
        }
        let matching = wishes.iter().filter(|(_, Wish { channels, only })| {
            let listened = channels.iter().any(|channel| told.channels.iter().any(|said| said == channel));
            let wanted = only.is_none_or(|(name, value)| {
                told.facts.iter().any(|(fact, said)| *fact == name && said == value)
            });
            listened && wanted
        });
        matching.map(|(id, _)| format!("s{id}")).collect()
    }

    /// Whose this socket is by now.
    pub(super) fn owner(&self, socket: usize) -> Option<usize> {
        self.sockets[socket].person
    }

    pub(super) fn wishes(&self, socket: usize) -> &BTreeMap<usize, Wish> {
        &self.sockets[socket].wishes
    }

    pub(super) fn take(&mut self, step: &Step) -> Outcome {
        match step {
            Step::Row { table, deed } => self.row(*table, deed),
            Step::File(deed) => self.file(deed),
            Step::Presence { of, deed } => self.presence(*of, deed),
            Step::Container { at, permissions, security } => {
                let grants = spelled_out(permissions, &["create", "update", "delete"]);
                self.containers[*at] = Container { grants, security: *security };
                refused(200)
            }
            Step::Labels { person, labels } => {
                self.people[*person].labels = labels.clone();
                account(*person)
            }
            Step::Verified { person, yes } => {
                self.people[*person].verified = *yes;
                account(*person)
            }
            Step::Subscribe { socket, id, wish } => {
                self.sockets[*socket].wishes.insert(*id, wish.clone());
                refused(0)
            }
            Step::Unsubscribe { socket, id } => {
                self.sockets[*socket].wishes.remove(id);
                refused(0)
            }
            Step::Authenticate { socket, person } => {
                self.sockets[*socket].person = Some(*person);
                refused(0)
            }
            Step::SignOut { .. } | Step::Look => refused(0),
        }
    }

    fn row(&mut self, table: usize, deed: &Deed) -> Outcome {
        let Deed { who, verb, id, text, permissions } = deed;
        let before = self.items.get(&(table, *id)).cloned();
        let given = permissions.as_ref().map(|given| spelled_out(given, &["update", "delete"]));
        match (verb, before) {
            (Verb::Create | Verb::Upsert, before) if *verb == Verb::Create || before.is_none() => {
                if !self.may_grant(*who, given.as_ref()) || !self.may(*who, table, None, "create") {
                    return refused(401);
                }
                if before.is_some() {
                    return refused(409);
                }
                let item = Item { text, grants: given.unwrap_or_else(|| own(*who)) };
                let told = self.told(table, *id, *verb, &item);
                self.items.insert((table, *id), item);
                Outcome { status: if *verb == Verb::Create { 201 } else { 200 }, told: Some(told) }
            }
            (_, None) => refused(404),
            (Verb::Delete, Some(before)) => self.delete(*who, table, *id, &before),
            (_, Some(before)) => {
                if !self.may_grant(*who, given.as_ref()) {
                    return refused(401);
                }
                let after = Item { text, grants: given.unwrap_or_else(|| before.grants.clone()) };
                if after == before {
                    let may =
                        ["read", "update"].iter().any(|action| self.may(*who, table, Some(&before), action));
                    return refused(if may { 200 } else { 401 });
                }
                if !self.may(*who, table, Some(&before), "update") {
                    return refused(401);
                }
                let told = self.told(table, *id, *verb, &after);
                self.items.insert((table, *id), after);
                Outcome { status: 200, told: Some(told) }
            }
        }
    }

    fn file(&mut self, deed: &Deed) -> Outcome {
        let Deed { who, verb, id, permissions, .. } = deed;
        let before = self.items.get(&(BUCKET, *id)).cloned();
        let given = permissions.as_ref().map(|given| spelled_out(given, &["update", "delete"]));
        if *verb == Verb::Create {
            // A form cannot say that there are none.
            let given = given.filter(|given| !given.is_empty());
            if !self.may(*who, BUCKET, None, "create") || !self.may_grant(*who, given.as_ref()) {
                return refused(401);
            }
            if before.is_some() {
                return refused(409);
            }
            let item = Item { text: "", grants: given.unwrap_or_else(|| own(*who)) };
            let told = self.told(BUCKET, *id, *verb, &item);
            self.items.insert((BUCKET, *id), item);
            return Outcome { status: 201, told: Some(told) };
        }
        let action = if *verb == Verb::Delete { "delete" } else { "update" };
        let could = self.containers[BUCKET].security || self.may(*who, BUCKET, None, action);
        let Some(before) = before.filter(|_| could) else { return refused(if could { 404 } else { 401 }) };
        if *verb == Verb::Delete {
            return self.delete(*who, BUCKET, *id, &before);
        }
        if !self.may(*who, BUCKET, Some(&before), action) || !self.may_grant(*who, given.as_ref()) {
            return refused(401);
        }
        let after = Item { text: "", grants: given.unwrap_or(before.grants) };
        let told = self.told(BUCKET, *id, *verb, &after);
        self.items.insert((BUCKET, *id), after);
        Outcome { status: 200, told: Some(told) }
    }

    fn delete(&mut self, who: Who, container: usize, id: usize, before: &Item) -> Outcome {
        if !self.may(who, container, Some(before), "delete") {
            return refused(401);
        }
        self.items.remove(&(container, id));
        Outcome { status: 204, told: Some(self.told(container, id, Verb::Delete, before)) }
    }

    fn presence(&mut self, of: usize, deed: &Deed) -> Outcome {
        let Deed { who, verb, id, text, permissions } = deed;
        let given = permissions.as_ref().map(|given| sorted(spelled_out(given, &["update", "delete"])));
        if *who == Who::Guest || (*verb != Verb::Delete && !self.may_grant(*who, given.as_ref())) {
            return refused(401);
        }
        if *verb == Verb::Upsert {
            let owner = if let Who::Person(at) = who { *at } else { of };
            let before = self.presences.iter().find(|(_, presence)| presence.owner == owner);
            if before.is_some_and(|(_, before)| !self.holds(*who, &before.grants, "update")) {
                return refused(401);
            }
            if before.is_none() && self.presences.contains_key(id) {
                return refused(409);
            }
            let id = before.map_or(*id, |(id, _)| *id);
            // The literal `write` stays, as upstream has it.
            let default = || sorted([own(Who::Person(owner)), vec![("write", user(owner))]].concat());
            let grants = given.unwrap_or_else(default);
            return self.say(id, *verb, Presence { owner, text, grants });
        }
        let readable = |presence: &&Presence| self.holds(*who, &presence.grants, "read");
        let Some(before) = self.presences.get(id).filter(readable).cloned() else { return refused(404) };
        if *verb == Verb::Delete {
            if !self.holds(*who, &before.grants, "delete") {
                return refused(401);
            }
            let told = about_presence(*id, *verb, &before);
            self.presences.remove(id);
            return Outcome { status: 204, told: Some(told) };
        }
        let grants = given.unwrap_or_else(|| before.grants.clone());
        let after = Presence { owner: before.owner, text, grants };
        if after != before && !self.holds(*who, &before.grants, "update") {
            return refused(401);
        }
        self.say(*id, *verb, after)
    }

    fn say(&mut self, id: usize, verb: Verb, presence: Presence) -> Outcome {
        let told = about_presence(id, verb, &presence);
        self.presences.insert(id, presence);
        Outcome { status: 200, told: Some(told) }
    }

    /// What is told of a row or a file, to all who may read it.
    fn told(&self, container: usize, id: usize, verb: Verb, item: &Item) -> Told {
        let Container { grants, security } = &self.containers[container];
        let mut readers = readers(grants);
        if *security {
            readers.extend(self::readers(&item.grants));
        }
        let (name, id) = (CONTAINERS[container], IDS[id]);
        let mut facts = vec![("$id", id.to_owned())];
        if container == BUCKET {
            let all = format!("buckets.{name}.files");
            let bases = vec!["files".into(), all.clone(), format!("{all}.{id}")];
            return event(&format!("{all}.{id}"), bases, verb, readers, facts);
        }
        facts.push(("title", item.text.to_owned()));
        let families = [
            format!("databases.hall.collections.{name}.documents"),
            format!("databases.hall.tables.{name}.rows"),
            format!("tablesdb.hall.tables.{name}.rows"),
        ];
        let mut bases = vec!["documents".to_owned(), "rows".to_owned()];
        bases.extend(families.iter().flat_map(|all| [all.clone(), format!("{all}.{id}")]));
        event(&format!("tablesdb.hall.tables.{name}.rows.{id}"), bases, verb, readers, facts)
    }
}

fn about_presence(id: usize, verb: Verb, presence: &Presence) -> Told {
    let facts = vec![("$id", IDS[id].to_owned()), ("status", presence.text.to_owned())];
    let one = format!("presences.{}", IDS[id]);
    event(&one, vec!["presences".into(), one.clone()], verb, readers(&presence.grants), facts)
}

fn account(person: usize) -> Outcome {
    let id = PEOPLE[person];
    let bases = vec!["account".into(), format!("account.{id}")];
    let facts = vec![("$id", id.to_owned())];
    let told = event(&format!("users.{id}"), bases, Verb::Update, vec![user(person)], facts);
    Outcome { status: 200, told: Some(told) }
}

/// An event on its channels, each with and without the action.
fn event(
    subject: &str,
    bases: Vec<String>,
    verb: Verb,
    readers: Vec<&'static str>,
    facts: Vec<(&'static str, String)>,
) -> Told {
    let action = match verb {
        Verb::Create => "create",
        Verb::Update => "update",
        Verb::Upsert => "upsert",
        Verb::Delete => "delete",
    };
    let with_action: Vec<String> = bases.iter().map(|base| format!("{base}.{action}")).collect();
    Told { name: format!("{subject}.{action}"), channels: [bases, with_action].concat(), readers, facts }
}

/// The permissions with `write` spelled out, each once.
fn spelled_out(given: &[Permission], write: &[&'static str]) -> Vec<Permission> {
    let mut all = vec![];
    for (action, role) in given {
        let actions = if *action == "write" { write } else { &[*action] };
        for permission in actions.iter().map(|action| (*action, *role)) {
            if !all.contains(&permission) {
                all.push(permission);
            }
        }
    }
    all
}

/// As a presence's permissions stand.
fn sorted(mut grants: Vec<Permission>) -> Vec<Permission> {
    grants.sort_by_key(written);
    grants
}

fn readers(grants: &[Permission]) -> Vec<&'static str> {
    grants.iter().filter(|(action, _)| *action == "read").map(|(_, role)| *role).collect()
}

/// What somebody gets on what they make without saying more.
fn own(who: Who) -> Vec<Permission> {
    let Who::Person(at) = who else { return vec![] };
    vec![("read", user(at)), ("update", user(at)), ("delete", user(at))]
}

fn user(at: usize) -> &'static str {
    ["user:ana", "user:ben", "user:cid"][at]
}

/// A permission as it is written.
pub(super) fn written((action, role): &Permission) -> String {
    format!("{action}(\"{role}\")")
}
