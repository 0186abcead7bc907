//! No list that has an index looks at rows that are not in it.

use super::*;

/// A deployment with the shapes of lists that matter here.
const DEPLOYMENT: &str = include_str!("../../../../../../appwrite.config.json");

/// The steps SQLite takes for a list and for its count, when a key asks and when a person does.
struct Ways {
    key: [Vec<String>; 2],
    person: [Vec<String>; 2],
}

fn ways(table: &str, queries: &[Query]) -> Ways {
    let (conn, catalog) = database(DEPLOYMENT);
    let table = catalog.table(&conn, &"appchat-db".parse().unwrap(), &table.parse().unwrap()).unwrap();
    let explained = |caller: &Caller| {
        let mut plan = Plan::compile(queries, &*table).unwrap();
        only_readable(&mut plan, &table, caller).unwrap();
        plan.explain(&conn, &*table).map(|steps| named(steps, &table))
    };
    Ways { key: explained(&Caller::key(None)), person: explained(&person("ana")) }
}

/// The steps with columns called as the table calls them, and not as SQL does.
fn named(steps: Vec<String>, table: &Table) -> Vec<String> {
    let columns = || table.columns.iter().map(|column| (format!("c{}", column.seq), &column.spec.key));
    let name = |step: String| {
        columns().fold(step, |step, (sql, key)| {
            ['=', '<', '>']
                .iter()
                .fold(step, |step, sign| step.replace(&format!("{sql}{sign}"), &format!("{key}{sign}")))
        })
    };
    steps.into_iter().map(name).collect()
}

impl Ways {
    /// Rows are only looked up, never read through; the key's way there says `by`.
    #[track_caller]
    fn find(&self, by: &str) -> &Self {
        for steps in self.key.iter().chain(&self.person) {
            assert!(!steps.iter().any(|step| step.starts_with("SCAN rows_")), "{steps:#?}");
        }
        let found = self.key.iter().all(|steps| steps.iter().any(|step| step.contains(by)));
        assert!(found, "{by}: {:#?}", self.key);
        self
    }

    /// Rows come in the order asked for, so that a page ends where its limit is.
    #[track_caller]
    fn in_order(&self) {
        for steps in [&self.key[0], &self.person[0]] {
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
        }
    }
}

fn newest() -> Query {
    Query::order_desc("$createdAt")
}

#[test]
fn an_inbox_is_read_off_its_index_newest_first() {
    let since = Query::greater_than("$createdAt", "2026-01-01T00:00:00.000Z");
    for (column, by) in
        [("recipientId", "(recipientId=? AND created>?)"), ("senderId", "(senderId=? AND created>?)")]
    {
        let queries = [Query::equal(column, "ana"), since.clone(), newest(), Query::limit(50)];
        ways("snaps", &queries).find(by).in_order();
    }
    ways("snaps", &[Query::equal("recipientId", "ana"), newest()]).find("(recipientId=?)").in_order();
}

#[test]
fn what_is_too_old_is_found_by_its_age() {
    let until = || Query::less_than_equal("$createdAt", "2026-01-01T00:00:00.000Z");
    ways("snaps", &[until(), Query::limit(100)]).find("(created<?)");
    let page = [until(), Query::order_asc("$createdAt"), Query::limit(100), Query::offset(100)];
    ways("snaps", &page).find("(created<?)");
}

#[test]
fn what_is_left_of_snaps_is_found_by_its_recipient_and_by_its_age() {
    let since = Query::greater_than("sentAt", "2026-01-01T00:00:00.000Z");
    let theirs = Query::and([Query::equal("recipientId", "ana"), since]);
    ways("remnants", &[theirs, Query::limit(500)]).find("(recipientId=? AND sentAt>?)");
    let until = Query::less_than_equal("sentAt", "2026-01-01T00:00:00.000Z");
    let page = [until, Query::order_asc("sentAt"), Query::limit(100), Query::offset(100)];
    ways("remnants", &page).find("(sentAt<?)");
    ways("remnants", &[Query::equal("senderId", "ana")]).find("(senderId=?)");
}

#[test]
fn snaps_that_still_show_a_photograph_are_found_by_it() {
    let shown = Query::one_of("fileId", ["p1", "p2"]);
    let page = [shown, Query::order_asc("$createdAt"), Query::limit(100), Query::offset(100)];
    ways("snaps", &page).find("(fileId=?)");
}

#[test]
fn requests_are_found_from_either_side() {
    let pending = |side| Query::and([Query::equal(side, "ana"), Query::equal("status", "pending")]);
    ways("friendRequests", &[pending("toUserId"), Query::limit(100)])
        .find("(toUserId=? AND status=?)")
        .in_order();
    ways("friendRequests", &[pending("fromUserId"), Query::limit(100)]).find("(fromUserId=?)").in_order();
}

#[test]
fn friendships_are_found_from_either_side_at_once() {
    let either = [either_friend("ana"), Query::limit(100)];
    ways("friendships", &either).find("(userA=?)").find("(userB=?)");
    let pair = [Query::equal("userA", "ana"), Query::equal("userB", "ben"), Query::limit(1)];
    ways("friendships", &pair).find("(userA=? AND userB=?)");
}

#[test]
fn requests_of_both_sides_are_found_at_once() {
    let mine = Query::or([Query::equal("toUserId", "ana"), Query::equal("fromUserId", "ana")]);
    let pending = [Query::and([mine, Query::equal("status", "pending")]), Query::limit(500)];
    ways("friendRequests", &pending).find("(toUserId=?").find("(fromUserId=?)");
}

#[test]
fn whether_anybody_still_needs_a_photograph_is_found_by_it() {
    ways("snaps", &[Query::equal("fileId", "p1"), Query::is_null("removedAt"), Query::limit(1)])
        .find("(fileId=?)");
}

#[test]
fn what_somebody_wants_of_their_privacy_is_found_by_whom_it_is_about() {
    for (table, column) in [
        ("exceptions", "ownerId"),
        ("exceptions", "friendId"),
        ("places", "ownerId"),
        ("blocks", "blockerId"),
        ("blocks", "blockedId"),
    ] {
        ways(table, &[Query::equal(column, "ana"), Query::limit(500)]).find(&format!("({column}=?)"));
    }
    ways("profiles", &[Query::one_of("$id", ["ana", "ben"]), Query::limit(100)]).find("(id=?)");
}

fn either_friend(person: &str) -> Query {
    Query::or([Query::equal("userA", person), Query::equal("userB", person)])
}

#[test]
fn a_person_without_conditions_is_led_to_rows_by_their_readers() {
    for queries in [vec![], vec![newest()], vec![Query::is_null("viewedAt")]] {
        for steps in ways("snaps", &queries).person {
            assert!(
                steps.iter().any(|step| step.contains("SEARCH readers_1 USING PRIMARY KEY")),
                "{steps:#?}"
            );
            assert!(!steps.iter().any(|step| step.starts_with("SCAN rows_")), "{steps:#?}");
        }
    }
}

/// The steps of a key's list from past a row with these texts (and nothing in further columns) on.
fn past(table: &str, texts: &[&str], queries: &[Query]) -> Vec<String> {
    let (conn, catalog) = database(DEPLOYMENT);
    let table = catalog.table(&conn, &"appchat-db".parse().unwrap(), &table.parse().unwrap()).unwrap();
    let now = Timestamp::from_millis(5);
    let mut values: Vec<Sql> = texts.iter().map(|text| Sql::Text((*text).into())).collect();
    values.resize(table.columns.len(), Sql::Null);
    insert(&conn, &table, &"last".parse().unwrap(), now, now, &Grants::default(), values).unwrap();
    let queries = [queries, &[Query::cursor_after("last")]].concat();
    let [list, _] = Plan::compile(&queries, &*table).unwrap().explain(&conn, &*table);
    named(list, &table)
}

#[test]
fn a_page_by_cursor_begins_at_its_place_in_the_index() {
    let inbox = past("snaps", &["a", "b", "f"], &[Query::equal("recipientId", "b"), newest()]);
    assert_eq!(inbox, ["SEARCH rows_1 USING INDEX i2 (recipientId=? AND created<?)"]);
    let pending = Query::and([Query::equal("toUserId", "b"), Query::equal("status", "pending")]);
    let requests = past("friendRequests", &["a", "b", "pending"], &[pending]);
    assert_eq!(requests, ["SEARCH rows_2 USING INDEX i6 (toUserId=? AND status=? AND rowid>?)"]);
    let friends = past("friendships", &["a", "b"], &[either_friend("b")]);
    assert!(friends.iter().all(|step| !step.starts_with("SCAN rows_")), "{friends:#?}");
    for by in ["(userA=?)", "(userB=? AND rowid>?)"] {
        assert!(friends.iter().any(|step| step.contains(by)), "{by}: {friends:#?}");
    }
}

#[test]
fn one_row_is_found_by_its_id() {
    let (conn, catalog) = database(DEPLOYMENT);
    let table = catalog.table(&conn, &"appchat-db".parse().unwrap(), &"snaps".parse().unwrap()).unwrap();
    let sql = format!("EXPLAIN QUERY PLAN {}", by_id(&table));
    let step: String = conn.query_row(&sql, ["s1"], |row| row.get(3)).unwrap();
    assert!(step.starts_with("SEARCH rows_1 USING INDEX") && step.ends_with("(id=?)"), "{step}");
}
