//! Which cities have their names on the globe, and where. The larger city goes first; a name that would lie on another,
//! or on somebody's pin, is left out.

use crate::{Cities, Point, Projection, Stage};

/// From this zoom on there is room for names.
pub const FROM_ZOOM: f64 = 2.5;
/// More than so many would be a list, not a globe.
pub const AT_MOST: usize = 24;
/// A name gets this much air around it, in CSS pixels.
const AIR: Point = Point { x: 14.0, y: 10.0 };
/// One that is there already makes do with less, so that it does not come and go with every step.
const AIR_WHEN_SHOWN: Point = Point { x: 8.0, y: 5.0 };
/// Nearer to the limb than this, names would run into each other.
const FACING: f64 = 0.3;

/// No letter of a name is wider, on average, in CSS pixels; see `_labels.scss`.
const LETTER: f64 = 7.2;
/// Half of a line.
const HALF_LINE: f64 = 9.0;
/// The dot is on the city, and the name begins this far to the right of it.
const TO_NAME: f64 = 8.0;
const DOT: f64 = 3.0;

/// A part of the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Cover {
    /// What the name of a city at this point covers, with its dot.
    fn of_name(name: &str, at: Point) -> Self {
        let width = name.chars().count() as f64 * LETTER;
        Self {
            left: at.x - DOT,
            top: at.y - HALF_LINE,
            right: at.x + TO_NAME + width,
            bottom: at.y + HALF_LINE,
        }
    }

    fn with(self, air: Point) -> Self {
        Self {
            left: self.left - air.x,
            top: self.top - air.y,
            right: self.right + air.x,
            bottom: self.bottom + air.y,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A name on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Which city of the list.
    pub city: usize,
    pub at: Point,
}

/// The names that are to be seen, the larger cities first. `pins` is what must stay free, `shown` which cities had
/// their names before.
pub fn labels(
    cities: &Cities,
    projection: &Projection,
    stage: &Stage,
    pins: &[Cover],
    shown: impl Fn(usize) -> bool,
) -> Vec<Label> {
    let mut covered = pins.to_vec();
    let mut labels = Vec::new();
    if projection.camera.zoom() < FROM_ZOOM {
        return labels;
    }
    // A name whose beginning is cut off, by the window or by the rail, is no name.
    let begins = Cover { left: stage.left, top: 0.0, right: stage.width, bottom: stage.height };
    for (number, city) in cities.0.iter().enumerate() {
        let seen = projection.project(city.spot);
        let cover = Cover::of_name(&city.name, seen.at);
        if seen.depth < FACING || cover.left < begins.left || !cover.meets(&begins) {
            continue;
        }
        let aired = cover.with(if shown(number) { AIR_WHEN_SHOWN } else { AIR });
        if covered.iter().all(|other| !other.meets(&aired)) {
            covered.push(cover);
            labels.push(Label { city: number, at: seen.at });
            if labels.len() == AT_MOST {
                break;
            }
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Camera, City, Spot};

    fn world() -> Cities {
        Cities::decode(include_bytes!("../../../public/cities.bin")).unwrap()
    }

    fn stage() -> Stage {
        Stage::open(1440.0, 900.0)
    }

    fn over(lat: f64, lng: f64, zoom: f64) -> Projection {
        Projection::new(Camera::at(lat, lng, zoom), &stage())
    }

    fn names(cities: &Cities, labels: &[Label]) -> Vec<String> {
        labels.iter().map(|label| cities.0[label.city].name.clone()).collect()
    }

    #[test]
    fn from_afar_no_city_has_a_name_and_from_near_the_largest_do() {
        let world = world();
        assert!(labels(&world, &over(35.0, 139.0, 2.4), &stage(), &[], |_| false).is_empty());
        let near = labels(&world, &over(35.0, 139.0, 2.5), &stage(), &[], |_| false);
        assert!(names(&world, &near).contains(&"Tokyo".to_owned()));
    }

    #[test]
    fn of_two_that_would_lie_on_each_other_the_larger_has_its_name() {
        let city = |name: &str, lng| City { spot: Spot::nearest(0.0, lng), name: name.to_owned() };
        let two = Cities(vec![city("L", 0.0), city("S", 0.2)]);
        let seen = |zoom, shown: fn(usize) -> bool| {
            names(&two, &labels(&two, &over(0.0, 0.0, zoom), &stage(), &[], shown))
        };
        assert_eq!(seen(3.0, |_| true), ["L"]);
        // 0.2 degrees are some 30 pixels here: enough for one that is there already, and for a new one not.
        assert_eq!(seen(crate::MAX_ZOOM, |_| false), ["L"]);
        assert_eq!(seen(crate::MAX_ZOOM, |_| true), ["L", "S"]);
    }

    #[test]
    fn no_name_begins_under_the_rail() {
        let world = world();
        let railed = Stage { left: 72.0, ..stage() };
        for lng in [60.0, 75.0, 90.0, 105.0, 120.0] {
            let projection = Projection::new(Camera::at(30.0, lng, 6.0), &railed);
            let found = labels(&world, &projection, &railed, &[], |_| false);
            assert!(!found.is_empty() && found.iter().all(|label| label.at.x - DOT >= 72.0));
        }
    }

    #[test]
    fn a_name_makes_room_for_a_pin() {
        let world = world();
        let seen = over(35.68, 139.69, 4.0).project(Spot::nearest(35.68, 139.69)).at;
        let pin =
            Cover { left: seen.x - 26.0, top: seen.y - 66.0, right: seen.x + 26.0, bottom: seen.y + 6.0 };
        let there = labels(&world, &over(35.68, 139.69, 4.0), &stage(), &[pin], |_| false);
        assert!(!there.is_empty() && !names(&world, &there).contains(&"Tokyo".to_owned()));
    }

    proptest! {
        #[test]
        fn no_name_lies_on_another_or_on_a_pin_and_all_are_on_our_side(
            lat in -70.0..70.0,
            lng in -180.0..180.0,
            zoom in 1.0..24.0,
            pins in proptest::collection::vec((0.0..1440.0, 0.0..900.0), 0..6),
        ) {
            let (world, projection) = (world(), over(lat, lng, zoom));
            let pins: Vec<Cover> = pins
                .into_iter()
                .map(|(x, y)| Cover { left: x - 26.0, top: y - 66.0, right: x + 26.0, bottom: y + 6.0 })
                .collect();
            let first = labels(&world, &projection, &stage(), &pins, |_| false);
            let had = |city| first.iter().any(|label| label.city == city);
            for found in [&first, &labels(&world, &projection, &stage(), &pins, had)] {
                prop_assert!(found.len() <= AT_MOST);
                let covers: Vec<Cover> = found
                    .iter()
                    .map(|label| Cover::of_name(&world.0[label.city].name, label.at))
                    .chain(pins.clone())
                    .collect();
                for (n, a) in covers.iter().take(found.len()).enumerate() {
                    prop_assert!(covers[n + 1..].iter().all(|b| !a.meets(b)));
                }
                prop_assert!(found.iter().all(|label| projection.project(world.0[label.city].spot).depth > 0.0));
            }
        }
    }
}
