//! Tabs, devices, the network and the server, all played by hand with a clock that is turned. What is looked at is
//! what a friend sees.

use std::collections::VecDeque;

use super::{beat::RETRY, *};
use crate::presence::model::{Answer, GOODBYE, LIFE, Saying};

mod world;

use world::{Browser, Seen, World, online};

fn spot(lat: f64) -> Spot {
    Spot::new(lat, 0.0).unwrap()
}

fn label(text: &str) -> Option<Label> {
    Label::new("", text, None).ok()
}

#[test]
fn a_friend_sees_one_hello_and_then_nothing_for_an_hour() {
    let mut world = World::with_tabs(1);
    for _ in 0..60 {
        world.pass(60);
        world.touch(0);
    }
    assert_eq!(world.friend_saw(), [online()]);
    // One beat every 20 seconds, and nothing else.
    assert_eq!(world.beats, 181);
    assert_eq!(i64::from(world.beats - world.renewals), 1 + 3600 / WHOLE_EVERY);
}

#[test]
fn an_unchanged_beat_renews_and_every_change_is_told_whole() {
    let mut world = World::with_tabs(1);
    world.pass(61);
    assert_eq!((world.beats, world.renewals), (4, 3));
    world.choose(0, Some(Status::Busy), None);
    world.move_to(0, spot(40.0));
    world.compose(0, true);
    assert_eq!((world.beats, world.renewals), (7, 3));
    world.pass(20);
    assert_eq!((world.beats, world.renewals), (8, 4));
    assert_eq!((world.record_status(), world.record_spot()), (Some(Status::Busy), Some(spot(40.0))));
    assert!(world.is_composing());
}

#[test]
fn a_renewal_of_nothing_is_followed_by_a_whole_beat_at_once() {
    let mut world = World::with_tabs(1);
    world.pass(30);
    world.lose_unnoticed();
    let before = (world.beats, world.renewals);
    world.pass(10);
    assert_eq!((world.beats, world.renewals), (before.0 + 2, before.1 + 1));
    assert_eq!(world.record_status(), Some(Status::Online));
}

#[test]
fn after_a_lost_connection_the_first_beat_is_a_whole_one() {
    let mut world = World::with_tabs(1);
    world.pass(30);
    let renewals = world.renewals;
    world.back(0);
    assert_eq!((world.beats, world.renewals), (3, renewals));
}

#[test]
fn beats_and_absence_go_on_when_the_clock_is_corrected_either_way() {
    for seconds in [-7_200, -30, 7_200] {
        let mut world = World::with_tabs(1);
        world.pass(30);
        world.correct_clock(seconds);
        if seconds > 0 {
            world.touch(0); // the device slept, and somebody is back at it
        }
        let before = world.beats;
        world.pass(60);
        assert_eq!(world.beats - before, 3, "{seconds}");
        world.pass(241);
        assert_eq!(world.friend_saw().last(), Some(&Seen::Is(Status::Away, None)), "{seconds}");
    }
}

#[test]
fn many_tabs_beat_as_often_as_one() {
    let (mut one, mut many) = (World::with_tabs(1), World::with_tabs(5));
    one.pass(200);
    many.pass(200);
    assert_eq!(one.beats, many.beats);
    assert_eq!(many.friend_saw(), [online()]);
}

#[test]
fn away_after_five_minutes_without_input_and_back_at_the_first() {
    let mut world = World::with_tabs(1);
    world.pass(299);
    assert_eq!(world.friend_saw(), [online()]);
    world.pass(2);
    assert_eq!(world.friend_saw(), [Seen::Is(Status::Away, None)]);
    world.pass(1000);
    world.touch(0);
    world.pass(1);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn away_after_a_minute_out_of_sight_though_timers_come_once_a_minute_and_nobody_flickers() {
    let mut world = World::with_tabs(1);
    world.pass(10);
    world.show(0, false);
    world.pass(600);
    assert_eq!(world.friend_saw(), [online(), Seen::Is(Status::Away, None)]);
    world.show(0, true);
    world.pass(1);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn what_i_chose_is_never_overridden_and_comes_back_after_an_absence() {
    let mut world = World::with_tabs(1);
    world.choose(0, Some(Status::Busy), None);
    world.pass(1000);
    world.choose(0, Some(Status::Online), Some(label("in the studio")));
    world.pass(1000);
    let chosen =
        [online(), Seen::Is(Status::Busy, None), Seen::Is(Status::Online, Some("in the studio".into()))];
    assert_eq!(world.friend_saw(), chosen);
    world.choose(0, None, Some(None));
    world.pass(400);
    world.touch(0);
    world.pass(1);
    assert_eq!(world.friend_saw(), [online(), Seen::Is(Status::Away, None), online()]);
}

#[test]
fn a_label_goes_when_its_time_is_up() {
    let mut world = World::with_tabs(1);
    let lunch = Label::new("🍝", "", Some(world.now().plus_seconds(120))).ok();
    world.choose(0, None, Some(lunch));
    world.pass(119);
    assert_eq!(world.friend_saw().last(), Some(&Seen::Is(Status::Online, Some("🍝".into()))));
    world.pass(2);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn whoever_is_at_a_tab_that_does_not_lead_is_not_away() {
    let mut world = World::with_tabs(2);
    world.show(0, false);
    for _ in 0..10 {
        world.pass(60);
        world.touch(1);
    }
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn all_tabs_show_the_same_whichever_was_used() {
    let mut world = World::with_tabs(3);
    world.pass(5);
    world.move_to(2, spot(40.0));
    world.choose(1, Some(Status::Busy), Some(label("deep work")));
    for tab in 0..3 {
        let mine = world.mine(tab);
        assert_eq!((mine.status, mine.spot), (Some(Status::Busy), Some(spot(40.0))), "tab {tab}");
        assert_eq!(mine.label, label("deep work"));
    }
    world.pass(1);
    assert_eq!(world.friend_saw().last(), Some(&Seen::Is(Status::Busy, Some("deep work".into()))));
    assert_eq!(world.record_spot(), Some(spot(40.0)));
}

#[test]
fn a_reload_is_not_seen_however_slow_it_is() {
    let mut world = World::with_tabs(1);
    for seconds in [0, 1, 5, GOODBYE - 1] {
        world.pass(30);
        world.close(0);
        world.pass(seconds);
        world.open(Browser::First);
        world.pass(30);
    }
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn the_last_tab_that_closes_says_goodbye_and_one_of_two_is_not_seen() {
    let mut world = World::with_tabs(2);
    world.pass(30);
    world.close(0);
    world.pass(100);
    assert_eq!(world.friend_saw(), [online()]);
    world.close(0);
    world.pass(GOODBYE + 1);
    assert_eq!(world.friend_saw(), [Seen::Gone]);
    assert_eq!(world.goodbyes, 2);
}

#[test]
fn a_tab_that_does_not_lead_closes_without_a_word() {
    let mut world = World::with_tabs(2);
    world.pass(30);
    world.close(1);
    assert_eq!(world.goodbyes, 0);
    world.pass(100);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn a_goodbye_that_comes_after_the_next_pages_first_beat_is_taken_back() {
    let mut world = World::with_tabs(1);
    world.pass(30);
    let goodbye = world.close_with_goodbye_delayed(0);
    world.open(Browser::First);
    world.pass(2);
    world.deliver(goodbye);
    world.pass(100);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn a_crash_says_no_goodbye_and_the_record_ends_by_itself() {
    let mut world = World::with_tabs(1);
    world.pass(40);
    world.crash(0);
    world.pass(LIFE - 21);
    assert_eq!(world.friend_saw(), [online()]);
    world.pass(30);
    assert_eq!(world.friend_saw(), [Seen::Gone]);
}

#[test]
fn when_the_leading_tab_crashes_another_goes_on() {
    let mut world = World::with_tabs(3);
    world.pass(30);
    world.crash(0);
    world.pass(300);
    assert!(!world.friend_saw().contains(&Seen::Gone));
    assert_eq!(world.record_status(), Some(Status::Away));
}

#[test]
fn half_a_minute_without_a_network_shows_nobody_offline_and_a_long_one_ends_with_the_record() {
    let mut world = World::with_tabs(2);
    world.pass(19);
    world.network(false);
    world.pass(30);
    world.network(true);
    world.pass(20);
    assert_eq!(world.friend_saw(), [online()]);
    world.network(false);
    world.pass(100);
    assert_eq!(world.friend_saw(), [Seen::Gone]);
    world.network(true);
    world.pass(RETRY + 1);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn what_i_choose_offline_is_kept_and_said_later() {
    let mut world = World::with_tabs(2);
    world.pass(5);
    world.network(false);
    world.choose(1, Some(Status::Busy), None);
    world.move_to(1, spot(10.0));
    world.pass(20);
    assert_eq!((world.mine(0).status, world.mine(1).spot), (Some(Status::Busy), Some(spot(10.0))));
    assert_eq!(world.trouble(0), Some(AppError::Offline));
    world.network(true);
    world.pass(RETRY + 1);
    assert_eq!(world.friend_saw(), [online(), Seen::Is(Status::Busy, None)]);
    assert_eq!((world.record_spot(), world.trouble(1)), (Some(spot(10.0)), None));
}

#[test]
fn what_the_server_refuses_is_taken_back_in_every_tab_and_said() {
    let mut world = World::with_tabs(2);
    world.move_to(0, spot(10.0));
    world.pass(5);
    (world.latency, world.refusing) = (1, Some(AppError::refused("Not there.")));
    world.move_to(1, spot(20.0));
    world.choose(1, Some(Status::Busy), None);
    assert_eq!(world.mine(1).status, Some(Status::Busy), "shown at once");
    world.pass(20);
    for tab in 0..2 {
        assert_eq!((world.mine(tab).status, world.mine(tab).spot), (Some(Status::Online), Some(spot(10.0))));
        assert_eq!(world.trouble(tab), Some(AppError::refused("Not there.")), "tab {tab}");
    }
    world.refusing = None;
    world.pass(20);
    assert_eq!(world.trouble(1), None);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn cleared_stays_clear_until_the_next_choice_whatever_happens_meanwhile() {
    let mut world = World::with_tabs(2);
    world.pass(30);
    world.clear(1);
    world.pass(30);
    world.touch(0);
    world.show(0, false);
    world.show(0, true);
    world.back(0);
    world.close(0);
    world.pass(300);
    assert_eq!(world.friend_saw(), [online(), Seen::Gone]);
    assert_eq!(world.mine(0).status, None);
    world.choose(0, Some(Status::Busy), None);
    world.pass(1);
    assert_eq!(world.friend_saw(), [Seen::Is(Status::Busy, None)]);
}

#[test]
fn a_beat_under_way_does_not_bring_back_who_cleared() {
    let mut world = World::with_tabs(1);
    world.pass(19);
    world.latency = 3;
    world.pass(2);
    world.clear(0);
    world.pass(60);
    assert_eq!(world.friend_saw().last(), Some(&Seen::Gone));
    assert_eq!(world.record_status(), None);
}

#[test]
fn stopping_takes_the_record_away_and_the_page_says_nothing_more() {
    let mut world = World::with_tabs(1);
    world.pass(30);
    world.stop(0);
    world.touch(0);
    world.pass(300);
    assert_eq!(world.friend_saw(), [online(), Seen::Gone]);
}

#[test]
fn a_record_that_was_taken_away_is_not_put_back_before_a_session_could_have_ended() {
    let mut world = World::with_tabs(2);
    world.pass(30);
    world.take_away();
    world.pass(1);
    assert_eq!(world.friend_saw(), [online(), Seen::Gone]);
    world.pass(2);
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn a_snap_being_made_in_any_tab_is_seen_and_forgotten_when_that_tab_crashes() {
    let mut world = World::with_tabs(2);
    world.pass(5);
    world.compose(1, true);
    world.pass(120);
    assert!(world.is_composing());
    world.compose(1, false);
    world.pass(1);
    assert!(!world.is_composing());
    world.compose(1, true);
    world.pass(1);
    world.crash(1);
    world.pass(LIFE + 20);
    assert!(!world.is_composing());
}

#[test]
fn one_device_says_goodbye_and_the_other_one_goes_on() {
    let mut world = World::with_tabs(1);
    world.open(Browser::Second);
    world.pass(30);
    world.close(1);
    for _ in 0..5 {
        world.pass(30);
        world.touch(0);
    }
    assert_eq!(world.friend_saw(), [online()]);
}

#[test]
fn away_from_one_device_is_not_away_while_i_am_at_another() {
    let mut world = World::with_tabs(1);
    world.open(Browser::Second);
    for _ in 0..30 {
        world.pass(30);
        world.touch(1);
    }
    // Once the first says that nobody is there; the second knows better, and is not contradicted again.
    let saw = world.friend_saw();
    assert!(saw.iter().filter(|seen| **seen == Seen::Is(Status::Away, None)).count() <= 1, "{saw:?}");
    assert_eq!(world.record_status(), Some(Status::Online));
    world.close(1);
    world.pass(30);
    assert_eq!(world.friend_saw(), [Seen::Is(Status::Away, None)]);
}

#[test]
fn what_i_choose_on_one_device_is_chosen_on_the_other() {
    let mut world = World::with_tabs(1);
    world.open(Browser::Second);
    world.pass(30);
    world.choose(1, Some(Status::Busy), Some(label("deep work")));
    world.pass(100);
    assert_eq!((world.mine(0).status, world.mine(0).label), (Some(Status::Busy), label("deep work")));
    world.choose(0, Some(Status::Online), Some(None));
    world.pass(100);
    let deep = Seen::Is(Status::Busy, Some("deep work".into()));
    assert_eq!(world.friend_saw(), [online(), deep, online()]);
}

#[test]
fn a_page_opens_with_what_was_chosen_before() {
    let at = Timestamp::from_millis;
    let remembered = Wish { status: Status::Busy, at: at(5), ..Wish::default() };
    let record =
        |status, text: &str| Dot { status, label: label(text), ..Dot::silent("me".parse().unwrap(), "Me") };
    let chosen = |remembered: &Wish, record: Option<&Dot>| {
        let pulse = Pulse::new(Some(remembered.clone()), record, None, at(10));
        (pulse.wish().status, pulse.wish().label.as_ref().map(Label::words))
    };
    assert_eq!(chosen(&remembered, None), (Status::Busy, None));
    assert_eq!(chosen(&remembered, Some(&record(Status::Away, ""))), (Status::Busy, None));
    // Another device has said something else since.
    assert_eq!(
        chosen(&remembered, Some(&record(Status::Online, "here"))),
        (Status::Online, Some("here".into()))
    );
}
