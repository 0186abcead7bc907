use globe::{Camera, Stage};

use super::*;

/// One frame on a common screen, in milliseconds.
const FRAME: f64 = 16.0;
/// Much longer than a glide.
const LATER: f64 = 10_000.0;

/// A globe with a button for each person, which rests.
struct World {
    places: Places,
    markers: Vec<Marker>,
    camera: Camera,
    now: f64,
}

fn spot(lat: f64, lng: f64) -> Spot {
    Spot::new(lat, lng).unwrap()
}

fn friend(id: &str, lat: f64, lng: f64) -> Marker {
    Marker { id: id.to_owned(), spot: spot(lat, lng), mine: false }
}

/// Friends who stand apart, all on the visible side.
fn fifty() -> Vec<Marker> {
    let all = (0..50_u32).map(|n| (n, f64::from(n / 7) * 14.0 - 49.0, f64::from(n % 7) * 15.0 - 45.0));
    all.map(|(n, lat, lng)| friend(&format!("friend{n:02}"), lat, lng)).collect()
}

impl World {
    fn of(markers: Vec<Marker>) -> Self {
        let camera = Camera::above(spot(0.0, 0.0), 1.0);
        let mut world = Self { places: Places::default(), markers, camera, now: 0.0 };
        world.places.set(world.markers.clone(), 0.0, false);
        world.look_for_buttons();
        world.frame();
        // The groups that were found have their buttons now.
        world.look_for_buttons();
        world.frame();
        assert!(world.frame().changes.is_empty());
        world
    }

    fn look_for_buttons(&mut self) {
        let before: Vec<Whose> = self.places.buttons().cloned().collect();
        let people = self.markers.iter().map(|marker| Whose::Person(marker.id.clone()));
        let groups = self.markers.iter().filter(|marker| self.places.crowd.members(&marker.id).is_some());
        let all: Vec<Whose> = people.chain(groups.map(|marker| Whose::Group(marker.id.clone()))).collect();
        let known = all.into_iter().map(|whose| {
            let was = before.iter().position(|one| *one == whose);
            (whose, was)
        });
        self.places.set_buttons(known.collect());
        self.places.changed();
    }

    fn move_to(&mut self, id: &str, lat: f64, lng: f64) {
        self.markers
            .iter_mut()
            .filter(|marker| marker.id == id)
            .for_each(|marker| marker.spot = spot(lat, lng));
        assert!(self.places.set(self.markers.clone(), self.now, false));
    }

    fn frame(&mut self) -> Placed {
        self.now += FRAME;
        let projection = Projection::new(self.camera, &Stage::open(900.0, 900.0));
        self.places.place(&projection, self.now, true, || None)
    }

    /// Whose buttons are shown elsewhere in each frame, until nobody is on their way.
    fn glide(&mut self) -> Vec<Vec<Whose>> {
        let mut frames = Vec::new();
        loop {
            let placed = self.frame();
            let named = |change: &Change| self.places.buttons[change.button].whose.clone();
            frames.push(placed.changes.iter().map(named).collect());
            if !placed.travelling {
                return frames;
            }
        }
    }

    fn shown(&self, id: &str) -> Stand {
        let whose = Whose::Person(id.to_owned());
        self.places.buttons.iter().find(|button| button.whose == whose).unwrap().shown.unwrap()
    }
}

fn person(id: &str) -> Whose {
    Whose::Person(id.to_owned())
}

#[test]
fn a_gliding_friend_moves_one_button_of_fifty_in_each_frame() {
    let mut world = World::of(fifty());
    world.move_to("friend24", 5.0, 7.0);
    let frames = world.glide();
    assert!(frames.len() > 20, "{}", frames.len());
    assert!(frames.iter().all(|frame| *frame == [person("friend24")]), "{frames:?}");
    assert!(world.frame().changes.is_empty(), "and then it rests");
}

#[test]
fn two_gliding_friends_move_two_buttons() {
    let mut world = World::of(fifty());
    world.move_to("friend10", -28.0, 7.5);
    world.move_to("friend40", 14.0, 22.5);
    let both = [person("friend10"), person("friend40")];
    assert!(world.glide().iter().all(|frame| *frame == both));
}

#[test]
fn a_move_within_a_group_moves_the_button_of_the_group() {
    let mut world =
        World::of(vec![friend("ana", 0.0, 0.0), friend("ben", 1.0, 1.0), friend("cai", 40.0, 40.0)]);
    world.move_to("ben", 1.5, 0.5);
    let group = Whose::Group("ana".to_owned());
    let frames = world.glide();
    assert!(frames.iter().all(|frame| *frame == [group.clone()]), "{frames:?}");
}

#[test]
fn my_pin_moves_the_pins_that_it_passes_and_no_others() {
    let me = Marker { mine: true, ..friend("me", 0.0, -30.0) };
    let mut world = World::of(vec![me, friend("ana", 0.0, 0.0), friend("cai", 40.0, 40.0)]);
    let before = world.shown("ana");
    world.move_to("me", 0.0, 30.0);
    let frames = world.glide();
    assert!(frames.iter().all(|frame| !frame.contains(&person("cai"))), "{frames:?}");
    let stepped = frames.iter().filter(|frame| frame.contains(&person("ana"))).count();
    assert!((1..frames.len()).contains(&stepped), "{stepped} of {}", frames.len());
    assert_eq!(world.shown("ana"), before, "and come back");
}

#[test]
fn a_glide_begins_and_ends_and_keeps_the_stacking_order_meanwhile() {
    let mut world = World::of(fifty());
    world.move_to("friend24", 0.0, -22.5);
    world.frame();
    let set_out = world.shown("friend24");
    for _ in 0..20 {
        world.frame();
        let way = world.shown("friend24");
        assert!(way.glides && way.front == set_out.front && way.at != set_out.at);
    }
    world.glide();
    let arrived = world.shown("friend24");
    assert!(!arrived.glides && arrived.front != set_out.front);
}

#[test]
fn a_person_joins_a_group_on_arrival_while_another_still_glides() {
    let mut world =
        World::of(vec![friend("ana", 0.0, 0.0), friend("ben", 30.0, 0.0), friend("cai", -40.0, 40.0)]);
    world.move_to("ben", 0.0, 1.0);
    for _ in 0..30 {
        assert_eq!(world.frame().groups, None);
    }
    world.move_to("cai", -40.0, -40.0);
    let groups = (0..30).find_map(|_| world.frame().groups).expect("a group");
    assert_eq!(groups, [Group { members: vec!["ana".to_owned(), "ben".to_owned()] }]);
    assert!(world.frame().travelling, "cai");
}

#[test]
fn a_turn_of_the_globe_moves_all_pins_and_the_same_people_move_none() {
    let mut world = World::of(fifty());
    assert!(!world.places.set(world.markers.clone(), world.now, false));
    assert!(world.frame().changes.is_empty());
    world.camera = Camera::above(spot(1.0, 1.0), 1.0);
    assert_eq!(world.frame().changes.len(), 50);
}

#[test]
fn with_reduced_motion_people_arrive_at_once() {
    let mut world = World::of(fifty());
    world.markers[24].spot = spot(5.0, 7.0);
    assert!(world.places.set(world.markers.clone(), world.now, true));
    let placed = world.frame();
    assert!(!placed.travelling && placed.changes.len() == 1);
    assert_eq!(world.places.spot_of("friend24", world.now + LATER), Some(spot(5.0, 7.0)));
    assert!(!world.shown("friend24").glides && world.frame().changes.is_empty());
}

#[test]
fn a_new_button_is_shown_whatever_it_looks_like() {
    let mut world = World::of(fifty());
    let buttons = world.places.buttons().cloned().enumerate();
    let renewed = buttons.map(|(n, whose)| (whose, (n != 3).then_some(n))).collect();
    world.places.set_buttons(renewed);
    world.places.changed();
    let placed = world.frame();
    assert_eq!(placed.changes.len(), 1);
    assert_eq!((placed.changes[0].button, placed.changes[0].before), (3, None));
}

#[test]
fn an_open_card_takes_its_person_out_of_the_group_which_steps_aside() {
    let mut world =
        World::of(vec![friend("ana", 0.0, 0.0), friend("ben", 0.0, 0.0), friend("cai", 0.0, 0.0)]);
    world.places.crowd.open(Some("ben".to_owned()));
    let groups = world.frame().groups.expect("others stand together than before");
    assert_eq!(groups, [Group { members: vec!["ana".to_owned(), "cai".to_owned()] }]);
    let group = |world: &World| {
        let whose = Whose::Group("ana".to_owned());
        world.places.buttons.iter().find(|button| button.whose == whose).unwrap().shown.unwrap()
    };
    let beside = group(&world);
    assert!(beside.at.distance(world.shown("ben").at) > 43.0);
    world.move_to("ben", 20.0, 20.0);
    world.glide();
    assert_ne!(group(&world).at, beside.at, "it is back at its own place");
}

#[test]
fn fanned_out_people_are_shown_around_their_place_and_cover_it() {
    let mut world =
        World::of(vec![friend("ana", 0.0, 0.0), friend("ben", 0.0, 0.0), friend("cai", 40.0, 40.0)]);
    assert_eq!(world.places.covers().count(), 2, "a group, and one alone");
    assert_eq!(world.places.spots_in("ana", world.now), [spot(0.0, 0.0); 2]);
    world.places.crowd.fan(Some("ana".to_owned()));
    assert_eq!(world.frame().changes.len(), 2);
    assert!(["ana", "ben"].iter().all(|one| world.shown(one).hub.is_some()));
    assert_eq!(world.places.covers().count(), 4);
    assert!(!world.places.is_stale());
}
