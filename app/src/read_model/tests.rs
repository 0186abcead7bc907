use appwrite::Timestamp;
use serde_json::json;

use super::{store::Ticket, *};
use crate::friends::api::CircleRows;

impl Weigh for String {
    fn bytes(&self) -> usize {
        self.len()
    }
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

fn ticket<V: Weigh>(store: &Store<V>, person: &Id) -> Ticket {
    match store.look(person, at(0)) {
        Looked::Missing(ticket) => ticket,
        Looked::Found(_) => panic!("{person} is kept"),
    }
}

fn is_kept<V: Weigh>(store: &Store<V>, person: &Id) -> bool {
    matches!(store.look(person, at(0)), Looked::Found(_))
}

fn put(store: &Store<String>, person: &str, text: &str) {
    let person = id(person);
    store.forget(&person);
    store.keep(&person, ticket(store, &person), &Arc::new(text.to_owned()), at(0));
}

#[test]
fn a_read_that_a_change_overtook_is_not_kept() {
    let store = Store::new(1 << 20);
    let ana = id("ana");
    let read_before = ticket(&store, &ana);
    store.forget(&ana);
    store.keep(&ana, read_before, &Arc::new("stale".to_owned()), at(0));
    assert!(!is_kept(&store, &ana));

    let all_before = ticket(&store, &ana);
    store.forget_all();
    store.keep(&ana, all_before, &Arc::new("stale".to_owned()), at(0));
    assert!(!is_kept(&store, &ana));

    store.keep(&ana, ticket(&store, &ana), &Arc::new("fresh".to_owned()), at(0));
    assert!(is_kept(&store, &ana));
    store.forget(&ana);
    assert!(!is_kept(&store, &ana));
}

#[test]
fn a_slow_read_does_not_replace_a_newer_one() {
    let store = Store::new(1 << 20);
    let ana = id("ana");
    let slow = ticket(&store, &ana);
    store.forget(&ana);
    store.keep(&ana, ticket(&store, &ana), &Arc::new("newer".to_owned()), at(0));
    store.keep(&ana, slow, &Arc::new("older".to_owned()), at(0));
    let Looked::Found(kept) = store.look(&ana, at(0)) else { panic!("something is kept") };
    assert_eq!(*kept, "newer");
}

#[test]
fn memory_is_bounded_and_what_is_used_stays_longest() {
    let most = 64 * 4096;
    let store = Store::new(most);
    put(&store, "ana", "used again and again");
    for number in 0..5_000 {
        put(&store, &format!("u{number}"), &"x".repeat(100));
        assert!(is_kept(&store, &id("ana")), "after {number}");
    }
    assert!(store.bytes() <= most && store.bytes() > most / 2, "{} of {most}", store.bytes());
    put(&store, "large", &"x".repeat(4096));
    assert!(!is_kept(&store, &id("large")), "what fills a share alone is not kept");
    store.forget_all();
    assert_eq!(store.bytes(), 0);
}

#[test]
fn nothing_is_served_for_longer_than_ten_minutes() {
    let store = Store::new(1 << 20);
    put(&store, "ana", "text");
    assert!(matches!(store.look(&id("ana"), at(599)), Looked::Found(_)));
    assert!(matches!(store.look(&id("ana"), at(600)), Looked::Missing(_)));
}

/// A model that knows everything about Ana, Ben and Eve.
fn full() -> ReadModel {
    let model = ReadModel::default();
    for person in ["ana", "ben", "eve"].map(id) {
        let circle = ticket(&model.circles, &person);
        model.circles.keep(&person, circle, &Arc::new(CircleRows::default()), at(0));
        let card = ticket(&model.cards, &person);
        model.cards.keep(&person, card, &Arc::new(None), at(0));
        let choices = ticket(&model.choices, &person);
        model.choices.keep(&person, choices, &Arc::new(Choices::default()), at(0));
        let waiting = ticket(&model.waiting, &person);
        model.waiting.keep(&person, waiting, &Arc::new(Waiting::default()), at(0));
    }
    model
}

/// What is gone, in the words "circle ana".
fn gone(model: &ReadModel) -> Vec<String> {
    let mut gone = vec![];
    for person in ["ana", "ben", "eve"] {
        let of = id(person);
        let kept = [
            ("circle", is_kept(&model.circles, &of)),
            ("card", is_kept(&model.cards, &of)),
            ("choices", is_kept(&model.choices, &of)),
            ("waiting", is_kept(&model.waiting, &of)),
        ];
        gone.extend(kept.into_iter().filter(|(_, kept)| !kept).map(|(what, _)| format!("{what} {person}")));
    }
    gone
}

#[test]
fn a_row_drops_what_it_can_be_in_and_nothing_else() {
    let pair = json!({ "userA": "ana", "userB": "ben" });
    let way = json!({ "fromUserId": "ana", "toUserId": "ben" });
    let marked = json!({ "ownerId": "ana", "friendId": "ben", "mutedId": "ben" });
    let block = json!({ "blockerId": "ana", "blockedId": "ben" });
    let profile = json!({ "$id": "ana", "handle": "ana" });
    let snap = json!({ "senderId": "ben", "recipientId": "ana" });
    for (table, row, dropped) in [
        (ids::FRIENDSHIPS, &pair, vec!["circle ana", "circle ben"]),
        (ids::FRIEND_REQUESTS, &way, vec!["circle ana", "circle ben"]),
        (ids::DECLINES, &way, vec!["circle ana", "circle ben"]),
        (ids::MUTES, &marked, vec!["circle ana"]),
        (ids::FAVOURITES, &marked, vec!["circle ana"]),
        (ids::EXCEPTIONS, &marked, vec!["choices ana", "circle ben"]),
        (ids::BLOCKS, &block, vec!["choices ana"]),
        (ids::PROFILES, &profile, vec!["circle ana", "card ana"]),
        (ids::SNAPS, &snap, vec!["waiting ana"]),
        (ids::REPORTS, &json!({}), vec![]),
    ] {
        for change in [RowChange::Made, RowChange::Deleted] {
            let model = full();
            model.row_changed(table, change, row);
            assert_eq!(gone(&model), dropped, "{table} {change:?}");
        }
    }
    let model = full();
    model.row_changed(ids::PROFILES, RowChange::Changed, &profile);
    assert_eq!(gone(&model), ["circle ana", "card ana"], "the id of a row never changes");
    let model = full();
    model.row_changed(ids::DECLINES, RowChange::Changed, &way);
    assert_eq!(gone(&model), ["circle ana", "circle ben"], "only the time of a decline changes");
    let model = full();
    model.row_changed(ids::SNAPS, RowChange::Changed, &snap);
    assert_eq!(gone(&model), ["waiting ana"], "a snap keeps its recipient");
    let model = full();
    model.account_changed(&id("eve"));
    assert_eq!(gone(&model), ["card eve"]);
}

#[test]
fn a_row_that_may_have_named_somebody_else_drops_everything() {
    let row = json!({ "userA": "ana", "userB": "ben" });
    for (change, row) in [(RowChange::Changed, row), (RowChange::Made, json!({ "userA": "ana" }))] {
        let model = full();
        model.row_changed(ids::FRIENDSHIPS, change, &row);
        assert_eq!(gone(&model).len(), 12, "{change:?} {row}");
    }
}
