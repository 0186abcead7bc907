//! Marks that would hide each other, as groups; and the ways out of a group: closer, or fanned out.
//!
//! Grouping is greedy, on the screen, and in the order of names: the same marks in the same places make the same
//! groups whoever asks and in whatever order, and a group is called after the first of its names. What must not be
//! swallowed stays alone, and what would lie under it steps [`aside`].

use crate::{MAX_ZOOM, Point, Spot, Stage, Vector};

/// Nearer than this, in CSS pixels, two marks hide each other. It is also the size of what a finger hits.
pub const TOGETHER: f64 = 44.0;
/// Who is in a group stays in it up to here, so that a slow turn makes nobody come and go.
const APART: f64 = 52.0;
/// With more marks than this, the further ones are taken together too: there is no end of friends, but one of a screen.
const MANY: usize = 60;
/// The first ring of a fan, and how far the next one is from it.
const RING: f64 = 68.0;
const NEXT_RING: f64 = 56.0;

/// Something that stands on the globe, as it is seen now.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark<'a> {
    pub name: &'a str,
    pub at: Point,
    /// Never in a group.
    pub alone: bool,
}

/// Two marks or more, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub members: Vec<String>,
}

impl Group {
    /// What it is called: the same for as long as its first member is in it.
    pub fn name(&self) -> &str {
        &self.members[0]
    }

    fn has(&self, name: &str) -> bool {
        self.members.iter().any(|member| member == name)
    }
}

/// The groups these marks make, where these were the groups `before`.
pub fn groups(marks: &[Mark], before: &[Group]) -> Vec<Group> {
    let crowding = (marks.len() as f64 / MANY as f64).sqrt().max(1.0);
    let mut rest: Vec<&Mark> = marks.iter().filter(|mark| !mark.alone).collect();
    rest.sort_unstable_by_key(|mark| mark.name);
    let mut groups = vec![];
    while !rest.is_empty() {
        let first = rest[0];
        let were = before.iter().find(|group| group.has(first.name));
        let (members, others): (Vec<&Mark>, Vec<&Mark>) = rest.into_iter().partition(|mark| {
            let far = if were.is_some_and(|group| group.has(mark.name)) { APART } else { TOGETHER };
            mark.name == first.name || mark.at.distance(first.at) < far * crowding
        });
        if members.len() > 1 {
            groups.push(Group { members: members.iter().map(|mark| mark.name.to_owned()).collect() });
        }
        rest = others;
    }
    groups
}

/// Where something at `at` is shown so that it does not lie on something at `other`: beside it, on its own side.
pub fn aside(at: Point, other: Point) -> Point {
    let (dx, dy) = (at.x - other.x, at.y - other.y);
    if dx.hypot(dy) >= TOGETHER {
        return at;
    }
    let step = (TOGETHER * TOGETHER - dy * dy).max(0.0).sqrt();
    Point { x: if dx < 0.0 { other.x - step } else { other.x + step }, y: at.y }
}

/// The middle of several spots. `None` where there is none: of no spots, and of such as lie all around the Earth.
pub fn middle(spots: &[Spot]) -> Option<Spot> {
    let sum = spots.iter().fold(Vector::default(), |sum, spot| sum.mix(1.0, spot.vector(), 1.0));
    (sum.length() > 1e-9).then(|| sum.into())
}

/// How close one must come for these to stand apart. `None`: they are at one place, and never will.
pub fn zoom_to_split(spots: &[Spot], stage: &Stage) -> Option<f64> {
    let pairs = spots.iter().enumerate().flat_map(|(n, a)| spots[n + 1..].iter().map(|b| a.angle_to(*b)));
    let widest = pairs.fold(0.0, f64::max);
    let zoom = 1.25 * APART / (stage.radius(1.0) * widest);
    (zoom <= MAX_ZOOM).then_some(zoom)
}

/// Where so many stand around the place they are all at, from it and in CSS pixels: in rings, the first one upwards.
pub fn fan(count: usize) -> Vec<Point> {
    let mut places = Vec::with_capacity(count);
    let mut ring = RING;
    while places.len() < count {
        let room = (std::f64::consts::TAU * ring / APART).floor() as usize;
        let here = room.min(count - places.len());
        places.extend((0..here).map(|n| {
            let turn = std::f64::consts::TAU * n as f64 / here as f64;
            Point { x: ring * turn.sin(), y: -ring * turn.cos() }
        }));
        ring += NEXT_RING;
    }
    places
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 12] =
        ["ana", "ben", "cai", "dov", "eve", "fay", "gil", "hal", "ida", "jon", "kim", "lea"];

    fn mark(name: &str, x: f64, y: f64) -> Mark<'_> {
        Mark { name, at: Point { x, y }, alone: false }
    }

    fn marks() -> impl Strategy<Value = Vec<Mark<'static>>> {
        let one = (0.0..300.0, 0.0..300.0, prop::bool::weighted(0.1));
        prop::collection::vec(one, 0..=12).prop_map(|places| {
            let named = NAMES.iter().zip(places);
            named.map(|(name, (x, y, alone))| Mark { alone, ..mark(name, x, y) }).collect()
        })
    }

    fn names(groups: &[Group]) -> Vec<Vec<&str>> {
        groups.iter().map(|group| group.members.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn who_would_lie_on_each_other_is_one_group_and_who_must_be_seen_is_in_none() {
        let mut here = [mark("ben", 100.0, 100.0), mark("ana", 120.0, 100.0), mark("cai", 200.0, 100.0)];
        assert_eq!(names(&groups(&here, &[])), [["ana", "ben"]]);
        here[0].alone = true;
        assert!(groups(&here, &[]).is_empty());
    }

    #[test]
    fn a_group_holds_a_little_longer_than_it_takes_to_become_one() {
        let apart = |x| [mark("ana", 0.0, 0.0), mark("ben", x, 0.0)];
        let together = groups(&apart(40.0), &[]);
        assert_eq!(names(&groups(&apart(50.0), &together)), [["ana", "ben"]]);
        assert!(groups(&apart(50.0), &[]).is_empty());
        assert!(groups(&apart(53.0), &together).is_empty());
    }

    #[test]
    fn friends_in_two_towns_come_apart_closer_by_and_those_in_one_do_not() {
        let (stage, spot) = (Stage::open(800.0, 800.0), |lat, lng| Spot::new(lat, lng).unwrap());
        let (graz, vienna) = (spot(47.07, 15.44), spot(48.21, 16.37));
        let zoom = zoom_to_split(&[graz, vienna, graz], &stage).unwrap();
        assert!(stage.radius(zoom) * graz.angle_to(vienna) > APART && zoom > 1.0, "{zoom}");
        assert_eq!(zoom_to_split(&[graz, graz], &stage), None);
        assert_eq!(zoom_to_split(&[graz, spot(47.08, 15.44)], &stage), None, "one town");
        assert!(middle(&[graz, vienna]).unwrap().angle_to(spot(47.64, 15.9)) < 0.01);
        assert_eq!(middle(&[]), None);
    }

    proptest! {
        #[test]
        fn the_same_marks_make_the_same_groups_in_whatever_order(here in marks(), turn in 0_usize..12) {
            let mut shuffled = here.clone();
            shuffled.rotate_left(turn.min(here.len()));
            shuffled.reverse();
            prop_assert_eq!(groups(&here, &[]), groups(&shuffled, &[]));
            let once = groups(&here, &[]);
            prop_assert_eq!(&groups(&here, &once), &groups(&shuffled, &once));
        }

        #[test]
        fn nobody_is_in_two_groups_and_what_is_left_over_can_be_told_apart(here in marks()) {
            let made = groups(&here, &[]);
            let grouped: Vec<&str> = made.iter().flat_map(|group| &group.members).map(String::as_str).collect();
            prop_assert_eq!(grouped.len(), grouped.iter().collect::<BTreeSet<_>>().len());
            let place = |name: &str| here.iter().find(|mark| mark.name == name).unwrap();
            prop_assert!(grouped.iter().all(|name| !place(name).alone));
            let shown: Vec<&Mark> = here
                .iter()
                .filter(|mark| !mark.alone && !made.iter().any(|group| group.has(mark.name) && group.name() != mark.name))
                .collect();
            for (n, a) in shown.iter().enumerate() {
                prop_assert!(shown[n + 1..].iter().all(|b| a.at.distance(b.at) >= TOGETHER));
            }
        }

        #[test]
        fn stepping_aside_is_far_enough_and_no_further(x in -60.0..60.0, y in -60.0..60.0) {
            let (here, other) = (Point { x, y }, Point::default());
            let shown = aside(here, other);
            prop_assert!(shown.distance(other) >= TOGETHER - 1e-9);
            prop_assert!(shown == here || shown.distance(other) < TOGETHER + 1e-9);
        }

        #[test]
        fn in_a_fan_everybody_has_room(count in 2_usize..60) {
            let places = fan(count);
            prop_assert_eq!(places.len(), count);
            for (n, a) in places.iter().enumerate() {
                prop_assert!(a.distance(Point::default()) > TOGETHER);
                prop_assert!(places[n + 1..].iter().all(|b| a.distance(*b) >= TOGETHER));
            }
        }
    }
}
