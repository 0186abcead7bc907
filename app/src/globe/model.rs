//! Who is on the globe, and the words for it. Plain values; knows no signals and no screen.

use appwrite::Id;

use crate::presence::Spot;

mod words;

pub use words::{away, live_count, summary};

/// Somebody who is live. On the globe once they have said where.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    pub person: Id,
    /// Never empty.
    pub name: String,
    pub spot: Option<Spot>,
    pub mine: bool,
    /// Snaps from them that wait to be opened.
    pub waiting: usize,
}

impl Pin {
    /// What stands beside the face.
    pub fn title(&self) -> String {
        if self.mine { format!("{} (you)", self.name) } else { self.name.clone() }
    }

    /// What the pin is called aloud: who, whether live, and what a press does when that is not obvious.
    pub fn label(&self) -> String {
        match (self.mine, self.waiting) {
            (true, _) => format!("{}, your pin", self.title()),
            (false, 0) => format!("{}, live", self.name),
            (false, 1) => format!("{}, live, 1 new snap: open the inbox", self.name),
            (false, n) => format!("{}, live, {n} new snaps: open the inbox", self.name),
        }
    }
}

/// What the camera is asked to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    Closer,
    Further,
    /// Degrees east and north at zoom 1; closer in it is less.
    Turn(f64, f64),
    Show(Spot),
    World,
    /// Puts my pin in the middle of the view.
    PlaceHere,
}

impl Order {
    /// What a key means while the globe has the focus. Arrows turn, three times as far with Shift.
    pub fn of_key(key: &str, shift: bool) -> Option<Self> {
        let far = if shift { 30.0 } else { 10.0 };
        Some(match key {
            "ArrowLeft" => Self::Turn(-far, 0.0),
            "ArrowRight" => Self::Turn(far, 0.0),
            "ArrowUp" => Self::Turn(0.0, far),
            "ArrowDown" => Self::Turn(0.0, -far),
            "+" | "=" => Self::Closer,
            "-" | "_" => Self::Further,
            "0" => Self::World,
            _ => return None,
        })
    }
}

/// The place on the globe, for the camera.
pub fn on_globe(spot: Spot) -> Option<globe::Spot> {
    globe::Spot::new(spot.lat(), spot.lon())
}

/// A place the globe found, for everybody else. As fine as a metre and no finer: a tap knows no more.
pub fn from_globe(spot: globe::Spot) -> Option<Spot> {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Spot::new(round(spot.lat()), round(spot.lng()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(name: &str, mine: bool, waiting: usize) -> Pin {
        let person = "ana".parse::<Id>().expect("an id");
        Pin { person, name: name.into(), spot: Spot::new(47.0, 15.4), mine, waiting }
    }

    #[test]
    fn a_pin_says_who_it_is_and_what_waits() {
        assert_eq!(pin("Ana", true, 0).label(), "Ana (you), your pin");
        assert_eq!(pin("Ana", false, 0).label(), "Ana, live");
        assert_eq!(pin("Ana", false, 1).label(), "Ana, live, 1 new snap: open the inbox");
        assert_eq!(pin("Ana", false, 3).label(), "Ana, live, 3 new snaps: open the inbox");
    }

    #[test]
    fn keys_turn_and_zoom_and_others_are_left_alone() {
        assert_eq!(Order::of_key("ArrowRight", false), Some(Order::Turn(10.0, 0.0)));
        assert_eq!(Order::of_key("ArrowDown", true), Some(Order::Turn(0.0, -30.0)));
        assert_eq!(Order::of_key("0", false), Some(Order::World));
        assert_eq!(Order::of_key("Tab", false), None);
    }

    #[test]
    fn a_place_keeps_its_place_on_the_way_to_the_globe_and_back() {
        let graz = Spot::new(47.0707, 15.4395).expect("a place");
        assert_eq!(on_globe(graz).and_then(from_globe), Some(graz));
    }
}
