//! Event names. Every id may be itself or `*`, with the action and without; then the same for what the thing is in.

use crate::happening::{Action, Subject};

/// All names of the event, the concrete one first.
pub(crate) fn events(subject: &Subject, action: Action) -> Vec<String> {
    match subject {
        Subject::Presence(id) => every(&[&["presences"]], &[id.as_str()], action),
        Subject::Row { database, table, row } => every(
            &[
                &["tablesdb", "tables", "rows"],
                &["databases", "collections", "documents"],
                &["databases", "tables", "rows"],
            ],
            &[database.as_str(), table.as_str(), row.as_str()],
            action,
        ),
        Subject::File { bucket, file } => {
            every(&[&["buckets", "files"]], &[bucket.as_str(), file.as_str()], action)
        }
        Subject::Execution { function, execution } => {
            every(&[&["functions", "executions"]], &[function.as_str(), execution.as_str()], action)
        }
        Subject::Session { user, session } => {
            every(&[&["users", "sessions"]], &[user.as_str(), session.as_str()], action)
        }
        Subject::Account { user, attribute: None } => every(&[&["users"]], &[user.as_str()], action),
        Subject::Account { user, attribute: Some(attribute) } => {
            let action = action.as_str();
            vec![
                format!("users.{user}.{action}"),
                format!("users.*.{action}"),
                format!("users.{user}.{action}.{attribute}"),
                format!("users.*.{action}.{attribute}"),
                format!("users.{user}"),
                "users.*".to_owned(),
            ]
        }
    }
}

/// Which ids are spelled out, in the order upstream lists them, by the number of ids.
const ONE: &[[bool; 3]] = &[[true, false, false], [false, false, false]];
const TWO: &[[bool; 3]] =
    &[[true, true, false], [false, false, false], [true, false, false], [false, true, false]];
const THREE: &[[bool; 3]] = &[
    [true, true, true],
    [false, false, false],
    [true, false, true],
    [false, false, true],
    [false, true, true],
    [true, true, false],
    [false, true, false],
    [true, false, false],
];

/// `families` are the words between the ids; a thing may be known by several.
fn every(families: &[&[&str]], ids: &[&str], action: Action) -> Vec<String> {
    let mut names = Vec::with_capacity(64);
    for spelled in masks(ids.len()) {
        names.extend(
            families.iter().map(|words| format!("{}.{}", path(words, ids, spelled), action.as_str())),
        );
    }
    for depth in (1..=ids.len()).rev() {
        for spelled in masks(depth) {
            for words in families {
                let name = path(words, ids.get(..depth).unwrap_or(ids), spelled);
                // Two families may be in the same thing.
                if depth == ids.len() || !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    names
}

fn masks(ids: usize) -> &'static [[bool; 3]] {
    match ids {
        1 => ONE,
        2 => TWO,
        _ => THREE,
    }
}

fn path(words: &[&str], ids: &[&str], spelled: &[bool; 3]) -> String {
    let mut text = String::with_capacity(80);
    for ((word, id), spelled) in words.iter().zip(ids).zip(spelled) {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(word);
        text.push('.');
        text.push_str(if *spelled { id } else { "*" });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> appwrite::Id {
        text.parse().unwrap()
    }

    #[test]
    fn a_presence_has_four_names() {
        assert_eq!(
            events(&Subject::Presence(id("u-alice")), Action::Upsert),
            ["presences.u-alice.upsert", "presences.*.upsert", "presences.u-alice", "presences.*"]
        );
    }

    #[test]
    fn a_row_has_the_sixty_four_names_in_upstreams_order() {
        let subject = Subject::Row { database: id("appchat-db"), table: id("snaps"), row: id("s1") };
        let expected: Vec<&str> = include_str!("row_names.txt").lines().collect();
        assert_eq!(expected.len(), 64);
        assert_eq!(events(&subject, Action::Create), expected);
    }

    #[test]
    fn files_executions_and_sessions_have_ten_names() {
        let file = events(&Subject::File { bucket: id("b"), file: id("f") }, Action::Create);
        assert_eq!(
            file,
            [
                "buckets.b.files.f.create",
                "buckets.*.files.*.create",
                "buckets.b.files.*.create",
                "buckets.*.files.f.create",
                "buckets.b.files.f",
                "buckets.*.files.*",
                "buckets.b.files.*",
                "buckets.*.files.f",
                "buckets.b",
                "buckets.*",
            ]
        );
        let run = Subject::Execution { function: id("serve-snap"), execution: id("e1") };
        let run = events(&run, Action::Update);
        assert_eq!((run.len(), run[0].as_str()), (10, "functions.serve-snap.executions.e1.update"));
        let session = events(&Subject::Session { user: id("u"), session: id("s") }, Action::Delete);
        assert_eq!((session.len(), session[9].as_str()), (10, "users.*"));
    }

    #[test]
    fn an_accounts_change_names_what_changed() {
        let name = Subject::Account { user: id("u"), attribute: Some("name") };
        assert_eq!(
            events(&name, Action::Update),
            [
                "users.u.update",
                "users.*.update",
                "users.u.update.name",
                "users.*.update.name",
                "users.u",
                "users.*"
            ]
        );
        let whole = Subject::Account { user: id("u"), attribute: None };
        assert_eq!(
            events(&whole, Action::Create),
            ["users.u.create", "users.*.create", "users.u", "users.*"]
        );
    }
}
