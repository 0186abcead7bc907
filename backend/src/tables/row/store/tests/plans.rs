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
        plan.explain(&conn, &*table)
    };
    Ways { key: explained(&Caller::key(None)), person: explained(&person("ana")) }
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
    for (column, by) in [("recipientId", "(c2=? AND created>?)"), ("senderId", "(c1=? AND created>?)")] {
        let queries = [Query::equal(column, "ana"), since.clone(), newest(), Query::limit(50)];
        ways("snaps", &queries).find(by).in_order();
    }
    ways("snaps", &[Query::equal("recipientId", "ana"), newest()]).find("(c2=?)").in_order();
}

#[test]
fn what_is_too_old_is_found_by_its_age() {
    let old = || Query::less_than("$createdAt", "2026-01-01T00:00:00.000Z");
    ways("snaps", &[old(), Query::limit(100)]).find("(created<?)");
    ways("snaps", &[old(), Query::order_asc("$createdAt")]).find("(created<?)");
}

#[test]
fn requests_are_found_from_either_side() {
    let to = [Query::equal("toUserId", "ana"), Query::equal("status", "pending")];
    ways("friendRequests", &to).find("(c6=? AND c7=?)").in_order();
    ways("friendRequests", &[Query::equal("fromUserId", "ana")]).find("(c5=?)").in_order();
}

#[test]
fn friendships_are_found_from_either_side_at_once() {
    let either = Query::or([Query::equal("userA", "ana"), Query::equal("userB", "ana")]);
    ways("friendships", std::slice::from_ref(&either)).find("(c8=?)").find("(c9=?)");
    let pair = [Query::equal("userA", "ana"), Query::equal("userB", "ben")];
    ways("friendships", &pair).find("(c8=? AND c9=?)");
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

#[test]
fn a_page_by_cursor_begins_at_its_place_in_the_index() {
    let (conn, catalog) = database(DEPLOYMENT);
    let table = catalog.table(&conn, &"appchat-db".parse().unwrap(), &"snaps".parse().unwrap()).unwrap();
    let now = Timestamp::from_millis(5);
    let values = ["a", "b", "f"].map(|text| Sql::Text(text.into())).into_iter().chain([Sql::Null]).collect();
    insert(&conn, &table, &"s1".parse().unwrap(), now, now, &Grants::default(), values).unwrap();
    let queries = [Query::equal("recipientId", "b"), newest(), Query::cursor_after("s1")];
    let [list, _] = Plan::compile(&queries, &*table).unwrap().explain(&conn, &*table);
    assert_eq!(list, ["SEARCH rows_1 USING INDEX i2 (c2=? AND created<?)"]);
}
