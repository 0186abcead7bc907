//! Who is on the globe, and the words for it. Plain values; knows no signals and no screen.

use appwrite::Id;
use globe_engine::CameraStep;

use crate::presence::{Spot, Status};

mod daylight;
mod halo;
mod words;

pub use daylight::Daylight;
pub use halo::Halo;
pub use words::{apart, live_count, summary, together};

/// Somebody who is live. On the globe once they have said where.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    pub person: Id,
    /// Never empty.
    pub name: String,
    pub status: Status,
    pub spot: Option<Spot>,
    /// Where that is in words, once they are known here.
    pub place: Option<String>,
    /// How far that is from my own pin, in words.
    pub away: Option<String>,
    pub mine: bool,
    /// Snaps from them that wait to be opened.
    pub waiting: usize,
}

impl Pin {
    /// What stands beside the face.
    pub fn title(&self) -> String {
        if self.mine { format!("{} (you)", self.name) } else { self.name.clone() }
    }

    /// What the pin is called aloud: who, how they are, where, how far from me, and what waits.
    pub fn label(&self) -> String {
        let how = if self.mine { "your pin".to_owned() } else { self.status.shown().to_lowercase() };
        let said = [Some(self.title()), Some(how), self.place.clone(), self.away.clone(), self.news()];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How many snaps wait, if any do.
    pub fn news(&self) -> Option<String> {
        match self.waiting {
            0 => None,
            1 => Some("1 new snap".to_owned()),
            n => Some(format!("{n} new snaps")),
        }
    }
}

/// What the camera is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    Step(CameraStep),
    Show(Spot),
    /// The same from close by.
    Visit(Spot),
    /// Goes where all of it is seen, and large enough to be.
    Frame(Halo),
    /// Takes the group of this name apart.
    Split(String),
    /// Puts my pin in the middle of the view.
    PlaceHere,
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

    fn ana(waiting: usize) -> Pin {
        let (place, away) = (Some("near Graz, Austria".into()), Some("145 km away".into()));
        let (person, spot) = ("ana".parse::<Id>().expect("an id"), Spot::new(47.0, 15.4));
        Pin { person, name: "Ana".into(), status: Status::Busy, spot, place, away, mine: false, waiting }
    }

    #[test]
    fn a_pin_says_who_it_is_how_they_are_where_and_what_waits() {
        assert_eq!(ana(0).label(), "Ana, busy, near Graz, Austria, 145 km away");
        assert_eq!(ana(1).label(), "Ana, busy, near Graz, Austria, 145 km away, 1 new snap");
        assert_eq!(ana(3).label(), "Ana, busy, near Graz, Austria, 145 km away, 3 new snaps");
        let unplaced = Pin { place: None, away: None, spot: None, ..ana(0) };
        assert_eq!(unplaced.label(), "Ana, busy");
        assert_eq!(
            Pin { mine: true, away: None, ..ana(0) }.label(),
            "Ana (you), your pin, near Graz, Austria"
        );
    }

    #[test]
    fn a_place_keeps_its_place_on_the_way_to_the_globe_and_back() {
        let graz = Spot::new(47.0707, 15.4395).expect("a place");
        assert_eq!(on_globe(graz).and_then(from_globe), Some(graz));
    }
}
