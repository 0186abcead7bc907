use proptest::prelude::*;

use super::*;
use crate::presence::model::Status;

fn id(name: &str) -> Id {
    name.parse().unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

fn spot(lat: f64) -> Spot {
    Spot::new(lat, 0.0).unwrap()
}

/// Said at this second, at this latitude, good for 75 seconds.
fn dot(name: &str, second: i64, lat: f64) -> Dot {
    Dot {
        spot: Some(spot(lat)),
        updated: at(second),
        expires: Some(at(second + 75)),
        ..Dot::silent(id(name), name)
    }
}

fn here(name: &str, second: i64) -> Word {
    Word::Here(dot(name, second, 1.0))
}

fn roster() -> Roster {
    let mut roster = Roster::new(Dot::silent(id("me"), "Me"));
    for friend in FRIENDS {
        roster.apply(Word::Befriended(id(friend)));
    }
    roster
}

const FRIENDS: [&str; 4] = ["ana", "ben", "cai", "dee"];

fn company(friends: &[&str], dots: Vec<Dot>) -> Company {
    Company { friends: friends.iter().map(|friend| id(friend)).collect(), dots, ..Company::default() }
}

#[test]
fn a_stranger_who_lets_me_read_their_presence_is_not_on_my_globe() {
    let mut roster = roster();
    assert_eq!(roster.apply(here("mallory", 1)), None);
    assert_eq!(roster.read(company(&FRIENDS, vec![dot("mallory", 2, 1.0)])), []);
}

#[test]
fn news_heard_during_two_readings_comes_after_both() {
    let mut roster = roster();
    roster.start_reading();
    roster.start_reading();
    roster.apply(here("ben", 5));
    roster.read(company(&FRIENDS, vec![]));
    roster.read(company(&FRIENDS, vec![]));
    assert!(roster.get(&id("ben")).is_some());
}

#[test]
fn a_finer_place_holds_from_before_they_are_here_until_it_is_no_longer_mine_to_know() {
    let mut roster = roster();
    assert_eq!(roster.apply(Word::Placed(id("ana"), Some(spot(1.5)))), None);
    roster.apply(here("ana", 1));
    let place = |roster: &Roster| roster.get(&id("ana")).and_then(Dot::place);
    assert_eq!(place(&roster), Some(spot(1.5)));
    roster.apply(here("ana", 2));
    assert_eq!(place(&roster), Some(spot(1.5)), "a beat says nothing of it");
    assert_eq!(roster.apply(Word::Placed(id("ana"), None)), Some(Change::Changed(id("ana"))));
    assert_eq!(place(&roster), Some(spot(1.0)));
    let listed = Dot { finer: Some(spot(1.7)), ..dot("ana", 3, 1.0) };
    roster.read(company(&FRIENDS, vec![listed]));
    assert_eq!(place(&roster), Some(spot(1.7)));
    roster.read(company(&FRIENDS, vec![dot("ana", 3, 1.0)]));
    assert_eq!(place(&roster), Some(spot(1.0)), "the list says there is none");
}

#[test]
fn a_late_goodbye_does_not_erase_a_newer_hello() {
    let mut roster = roster();
    roster.apply(here("ana", 2));
    assert_eq!(roster.apply(Word::Left(id("ana"), at(1))), None);
    assert!(roster.get(&id("ana")).is_some());
    assert_eq!(roster.apply(Word::Left(id("ana"), at(2))), Some(Change::Went(id("ana"))));
}

#[test]
fn a_late_hello_does_not_bring_back_who_left() {
    let mut roster = roster();
    roster.apply(here("ana", 2));
    roster.apply(Word::Left(id("ana"), at(2)));
    assert_eq!(roster.apply(here("ana", 2)), None);
    assert_eq!(roster.apply(here("ana", 3)), Some(Change::Came(id("ana"))));
}

#[test]
fn an_older_goodbye_does_not_undo_a_newer_one() {
    let mut roster = roster();
    roster.apply(Word::Left(id("ana"), at(5)));
    roster.apply(Word::Left(id("ana"), at(3)));
    assert_eq!(roster.apply(here("ana", 4)), None);
}

#[test]
fn the_newest_word_about_a_person_wins() {
    let mut roster = roster();
    roster.apply(Word::Here(dot("ana", 2, 20.0)));
    assert_eq!(roster.apply(Word::Here(dot("ana", 1, 10.0))), None);
    assert_eq!(roster.get(&id("ana")).and_then(|dot| dot.spot), Some(spot(20.0)));
}

#[test]
fn who_goes_quiet_is_gone_when_their_time_is_up_and_i_am_not() {
    let mut roster = roster();
    roster.apply(here("ana", 0));
    roster.apply(here("me", 0));
    assert_eq!(roster.next_expiry(), Some(at(75)));
    assert_eq!(roster.prune(at(74)), []);
    assert_eq!(roster.prune(at(75)), [Change::Went(id("ana"))]);
    assert_eq!(roster.next_expiry(), None);
    assert!(roster.get(&id("me")).is_some());
}

#[test]
fn what_was_heard_while_the_list_was_read_comes_after_it() {
    let mut roster = roster();
    roster.apply(here("cai", 1));
    roster.start_reading();
    roster.apply(here("ben", 5));
    roster.apply(Word::Left(id("dee"), at(4)));
    let changes = roster.read(company(&FRIENDS, vec![dot("ana", 3, 1.0), dot("dee", 4, 1.0)]));
    assert!(changes.contains(&Change::Went(id("cai"))));
    assert!(changes.contains(&Change::Came(id("ana"))));
    let here: Vec<&str> = roster.ids().map(Id::as_str).collect();
    assert_eq!(here, ["ana", "ben", "me"]);
}

#[test]
fn a_friend_no_more_goes_at_once_and_stays_away_whatever_is_under_way() {
    let mut roster = roster();
    roster.apply(here("ana", 1));
    assert_eq!(roster.apply(Word::Parted(id("ana"))), Some(Change::Went(id("ana"))));
    assert_eq!(roster.apply(here("ana", 9)), None);
    assert_eq!(roster.read(company(&["ben"], vec![dot("ana", 9, 1.0)])), []);
    roster.apply(Word::Befriended(id("ana")));
    assert_eq!(roster.apply(here("ana", 10)), Some(Change::Came(id("ana"))));
}

#[test]
fn nobody_knows_better_than_i_do_how_and_where_i_am() {
    let mut roster = roster();
    let mine = Mine { status: Some(Status::Busy), label: None, composing: false, spot: Some(spot(20.0)) };
    assert_eq!(roster.i_am(mine.clone()), Some(Change::Changed(id("me"))));
    assert_eq!(roster.i_am(mine.clone()), None);
    // The record shows friends a coarser place, and an older word may still be under way.
    roster.apply(Word::Here(dot("me", 1, 10.0)));
    let me = roster.get(&id("me")).unwrap();
    assert_eq!((me.spot, me.status), (Some(spot(20.0)), Status::Busy));
    assert_eq!((me.updated, me.expires), (at(1), Some(at(76))));
    assert_eq!(roster.shown(), [id("me")]);
    roster.i_am(Mine { status: None, ..mine });
    assert!(roster.shown().is_empty());
}

fn any_word() -> impl Strategy<Value = Word> {
    let name = prop_oneof![Just("ana"), Just("ben"), Just("me")];
    (name, 0i64..20, 0u8..2).prop_map(|(name, second, kind)| match kind {
        0 => here(name, second),
        _ => Word::Left(id(name), at(second)),
    })
}

proptest! {
    /// What is held is never older than the newest hello that no later goodbye followed.
    #[test]
    fn the_order_in_which_words_arrive_does_not_matter_much(words in prop::collection::vec(any_word(), 0..40)) {
        let mut roster = roster();
        for word in &words {
            roster.apply(word.clone());
        }
        for name in ["ana", "ben"] {
            let newest = |pick: fn(&Word) -> Option<(Id, Timestamp)>| {
                words.iter().filter_map(pick).filter(|(who, _)| *who == id(name)).map(|(_, at)| at).max()
            };
            let hello = newest(|word| match word { Word::Here(dot) => Some((dot.id.clone(), dot.updated)), _ => None });
            let goodbye = newest(|word| match word { Word::Left(id, at) => Some((id.clone(), *at)), _ => None });
            if hello > goodbye {
                prop_assert_eq!(roster.get(&id(name)).map(|dot| dot.updated), hello);
            } else {
                prop_assert!(roster.get(&id(name)).is_none());
            }
        }
        prop_assert!(roster.get(&id("me")).is_some());
    }

    #[test]
    fn changes_tell_the_whole_story(words in prop::collection::vec(any_word(), 0..40)) {
        let mut roster = roster();
        let mut seen: BTreeSet<Id> = roster.ids().cloned().collect();
        for word in words {
            match roster.apply(word) {
                Some(Change::Came(id)) => prop_assert!(seen.insert(id)),
                Some(Change::Went(id)) => prop_assert!(seen.remove(&id)),
                Some(Change::Changed(id)) => prop_assert!(seen.contains(&id)),
                None => {}
            }
        }
        prop_assert_eq!(seen, roster.ids().cloned().collect::<BTreeSet<_>>());
    }

    /// Whatever was missed before it, and wherever in the news the list was taken: nothing is lost, nothing doubled.
    #[test]
    fn after_a_reconnect_the_list_and_the_news_around_it_are_the_truth(
        happened in prop::collection::vec((0usize..3, any::<bool>()), 0..30),
        cuts in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let names = ["ana", "ben", "cai"];
        let words: Vec<Word> = happened.iter().zip(1..).map(|((who, comes), second)| match comes {
            true => here(names[*who], second),
            false => Word::Left(id(names[*who]), at(second)),
        }).collect();
        let mut cuts = [cuts.0, cuts.1, cuts.2].map(|cut| cut.index(words.len() + 1));
        cuts.sort_unstable();
        let [subscribed, listed, answered] = cuts;
        let truth = |upto: usize| {
            let mut here = BTreeMap::new();
            for word in &words[..upto] {
                match word {
                    Word::Here(dot) => drop(here.insert(dot.id.clone(), dot.clone())),
                    Word::Left(id, _) => drop(here.remove(id)),
                    Word::Placed(..) | Word::Parted(_) | Word::Befriended(_) => {}
                }
            }
            here
        };

        let mut roster = roster();
        // What was known before the connection broke.
        roster.read(company(&FRIENDS, truth(subscribed / 2).into_values().collect()));
        roster.start_reading();
        words[subscribed..answered].iter().for_each(|word| drop(roster.apply(word.clone())));
        roster.read(company(&FRIENDS, truth(listed).into_values().collect()));
        words[answered..].iter().for_each(|word| drop(roster.apply(word.clone())));

        let mut held: BTreeMap<Id, Dot> = roster.dots.clone();
        held.remove(&id("me"));
        prop_assert_eq!(held, truth(words.len()));
    }
}
