//! Channels. The publisher adds the twin with the action, so that whoever listens for it compares plain strings.

use appwrite::Id;

use crate::happening::{Action, Subject};

/// All channels of the event: the bare ones first, then their twins with the action, in the same order.
pub(crate) fn channels(project: &Id, subject: &Subject, action: Action) -> Vec<String> {
    let mut bare = vec![];
    // The first so many of them are for the console and have no twin.
    let mut without = 0;
    match subject {
        Subject::Presence(id) => bare.extend(["presences".into(), format!("presences.{id}")]),
        Subject::Row { database, table, row } => bare.extend([
            "documents".into(),
            format!("databases.{database}.collections.{table}.documents"),
            format!("databases.{database}.collections.{table}.documents.{row}"),
            "rows".into(),
            format!("databases.{database}.tables.{table}.rows"),
            format!("databases.{database}.tables.{table}.rows.{row}"),
            format!("tablesdb.{database}.tables.{table}.rows"),
            format!("tablesdb.{database}.tables.{table}.rows.{row}"),
        ]),
        Subject::File { bucket, file } => bare.extend([
            "files".into(),
            format!("buckets.{bucket}.files"),
            format!("buckets.{bucket}.files.{file}"),
        ]),
        Subject::Execution { function, execution } => {
            without = 2;
            bare.extend([
                "console".into(),
                format!("projects.{project}"),
                "executions".into(),
                format!("executions.{execution}"),
                format!("functions.{function}"),
            ]);
        }
        Subject::Account { user, .. } => bare.extend(["account".into(), format!("account.{user}")]),
        // What happens below an account is told on its channels without a twin.
        Subject::Session { user, .. } => {
            return vec!["account".into(), format!("account.{user}")];
        }
    }
    let twins: Vec<String> =
        bare.iter().skip(without).map(|channel| format!("{channel}.{}", action.as_str())).collect();
    bare.extend(twins);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn of(subject: Subject, action: Action) -> Vec<String> {
        channels(&id("appchat"), &subject, action)
    }

    #[test]
    fn each_family_is_published_where_the_contract_says() {
        assert_eq!(
            of(Subject::Presence(id("u-alice")), Action::Delete),
            ["presences", "presences.u-alice", "presences.delete", "presences.u-alice.delete"]
        );
        assert_eq!(
            of(
                Subject::Row { database: id("appchat-db"), table: id("snaps"), row: id("s1") },
                Action::Create
            ),
            [
                "documents",
                "databases.appchat-db.collections.snaps.documents",
                "databases.appchat-db.collections.snaps.documents.s1",
                "rows",
                "databases.appchat-db.tables.snaps.rows",
                "databases.appchat-db.tables.snaps.rows.s1",
                "tablesdb.appchat-db.tables.snaps.rows",
                "tablesdb.appchat-db.tables.snaps.rows.s1",
                "documents.create",
                "databases.appchat-db.collections.snaps.documents.create",
                "databases.appchat-db.collections.snaps.documents.s1.create",
                "rows.create",
                "databases.appchat-db.tables.snaps.rows.create",
                "databases.appchat-db.tables.snaps.rows.s1.create",
                "tablesdb.appchat-db.tables.snaps.rows.create",
                "tablesdb.appchat-db.tables.snaps.rows.s1.create",
            ]
        );
        assert_eq!(
            of(Subject::Execution { function: id("serve-snap"), execution: id("e") }, Action::Create),
            [
                "console",
                "projects.appchat",
                "executions",
                "executions.e",
                "functions.serve-snap",
                "executions.create",
                "executions.e.create",
                "functions.serve-snap.create",
            ]
        );
        assert_eq!(
            of(Subject::Account { user: id("u"), attribute: Some("name") }, Action::Update),
            ["account", "account.u", "account.update", "account.u.update"]
        );
        assert_eq!(
            of(Subject::Session { user: id("u"), session: id("s") }, Action::Delete),
            ["account", "account.u"]
        );
    }
}
