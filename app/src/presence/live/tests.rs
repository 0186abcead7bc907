use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use leptos::reactive::{effect::ImmediateEffect, owner::Owner};

use super::*;
use crate::{hue::Hue, presence::model::Word};

fn id(name: &str) -> Id {
    name.parse().unwrap()
}

fn dot(name: &str, second: i64) -> Dot {
    let at = |second: i64| Timestamp::from_millis(second * 1000);
    Dot { updated: at(second), expires: Some(at(second + 75)), ..Dot::silent(id(name), name) }
}

/// A page with me, Ana and Ben on it.
fn page() -> (Owner, Presence) {
    let owner = Owner::new();
    owner.set();
    let me = Me { id: id("me"), name: "Me".into(), guest: false, hue: Hue::Mint };
    let friends = ["ana", "ben", "cai"].map(id).into();
    let first = Company { friends, dots: vec![dot("ana", 1), dot("ben", 1)], ..Company::default() };
    (owner, Presence::new(&me, Ok(first)))
}

/// How often what `look` reads has told of a change.
fn told(look: impl Fn() + Send + Sync + 'static) -> (ImmediateEffect, impl Fn() -> usize) {
    let runs = Arc::new(AtomicUsize::new(0));
    let effect = ImmediateEffect::new_isomorphic({
        let runs = runs.clone();
        move || {
            look();
            runs.fetch_add(1, Ordering::Relaxed);
        }
    });
    (effect, move || runs.load(Ordering::Relaxed) - 1)
}

impl Presence {
    fn hear(self, word: Word) {
        self.change(|roster| roster.apply(word).into_iter().collect());
    }
}

#[test]
fn one_persons_news_is_told_to_that_persons_rows_and_to_no_others() {
    let (_owner, presence) = page();
    let (ana, ben) = (presence.of(&id("ana")), presence.of(&id("ben")));
    let (_a, ana_told) = told(move || drop(ana.get()));
    let (_b, ben_told) = told(move || drop(ben.get()));
    let people = presence.people();
    let (_p, people_told) = told(move || drop(people.get()));
    let list = presence.list();
    let (_l, list_told) = told(move || drop(list.get()));

    presence.hear(Word::Here(Dot { status: Status::Busy, ..dot("ana", 2) }));
    assert_eq!((ana_told(), ben_told(), people_told(), list_told()), (1, 0, 0, 1));
    presence.set(Status::Busy, None);
    assert_eq!((ana_told(), ben_told(), people_told()), (1, 0, 0));
    presence.hear(Word::Here(dot("cai", 2)));
    assert_eq!((ana_told(), ben_told(), people_told()), (1, 0, 1));
    presence.hear(Word::Left(id("ana"), Timestamp::from_millis(3000)));
    assert_eq!((ana_told(), ben_told(), people_told()), (2, 0, 2));
}

#[test]
fn a_row_for_somebody_who_is_not_here_hears_them_come_and_go() {
    let (_owner, presence) = page();
    let cai = presence.of(&id("cai"));
    assert_eq!(cai.get(), None);
    presence.hear(Word::Here(dot("cai", 5)));
    assert_eq!(cai.get().map(|cai| cai.metadata.called()), Some("cai".into()));
    presence.hear(Word::Left(id("cai"), Timestamp::from_millis(6000)));
    assert_eq!((cai.get(), presence.last_seen(&id("cai"))), (None, Some(Timestamp::from_millis(5000))));
}

#[test]
fn i_am_in_the_list_until_i_clear_it_and_again_after_the_next_choice() {
    let (_owner, presence) = page();
    let names = || presence.all().into_iter().map(|one| one.user_id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(), ["ana", "ben", "me"]);
    presence.clear();
    assert_eq!((names(), presence.me().get()), (vec!["ana".into(), "ben".into()], None));
    let label = Label::new("", "back", None).ok();
    presence.set(None, Words { label });
    assert_eq!((names().len(), presence.me().get()), (3, Some(Status::Online)));
    let me = presence.records().get().remove(&id("me")).unwrap();
    assert_eq!(me.metadata.label.map(|label| label.words()).as_deref(), Some("back"));
    assert_eq!(me.color, crate::presence::model::color(&id("me")));
}

#[test]
fn a_guest_has_no_name_and_is_called_one_all_the_same() {
    let owner = Owner::new();
    owner.set();
    let guest = Me { id: id("me"), name: "Guest".into(), guest: true, hue: Hue::Mint };
    let me = Presence::new(&guest, Ok(Company::default())).all().remove(0);
    assert_eq!((me.metadata.display_name.as_str(), me.metadata.called().as_str()), ("", "Guest"));
}
