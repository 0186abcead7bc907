//! The pins over the globe, moved by `transform` in the same frame as it is drawn: moved elsewhere they would lag
//! behind it and swim.

use std::collections::BTreeMap;

use globe::{
    Point, Projection, Seen, Spot,
    crowd::{Group, Mark},
    labels::Cover,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{Marker, crowd::Crowd, stand::Stand, way::Way};

pub(crate) struct Pins {
    layer: HtmlElement,
    people: BTreeMap<String, Somebody>,
    pub(crate) crowd: Crowd,
    /// The buttons and what each stands for. Empty means they are to be looked for again.
    buttons: Vec<(HtmlElement, Whose)>,
    stale: bool,
    travelling: bool,
    /// What is covered by the buttons that are seen.
    covers: Vec<Cover>,
}

struct Somebody {
    way: Way,
    mine: bool,
}

/// What a button stands for, by name.
enum Whose {
    Person(String),
    Group(String),
}

impl Pins {
    pub(crate) fn on(layer: HtmlElement) -> Self {
        Self {
            layer,
            people: BTreeMap::new(),
            crowd: Crowd::default(),
            buttons: Vec::new(),
            stale: true,
            travelling: false,
            covers: Vec::new(),
        }
    }

    /// `at_once`: whoever moved is simply there.
    pub(crate) fn set(&mut self, markers: Vec<Marker>, now: f64, at_once: bool) {
        let ways = markers.into_iter().map(|Marker { id, spot: to, mine }| {
            let way = match self.people.get(&id).map(|somebody| somebody.way) {
                Some(way) if way.ends_at(to) => way,
                Some(way) if !at_once => Way::new(way.at(now), to, now),
                _ => Way::new(to, to, now),
            };
            (id, Somebody { way, mine })
        });
        self.people = ways.collect();
        self.changed();
    }

    /// Other buttons are in the layer than before, or other pins must be seen.
    pub(crate) fn changed(&mut self) {
        self.stale = true;
    }

    /// What is covered by the pins and groups that are seen.
    pub(crate) fn covers(&self) -> &[Cover] {
        &self.covers
    }

    /// Where somebody is now.
    pub(crate) fn spot_of(&self, person: &str, now: f64) -> Option<Spot> {
        self.people.get(person).map(|somebody| somebody.way.at(now))
    }

    /// Where everybody in this group is now.
    pub(crate) fn spots_in(&self, group: &str, now: f64) -> Vec<Spot> {
        let members = self.crowd.members(group).into_iter().flatten();
        members.filter_map(|person| self.spot_of(person, now)).collect()
    }

    /// Moves every pin to where its person is. `settled`: the globe is not on the move. Gives whether somebody is on
    /// their way, and the groups when they are not what they were.
    pub(crate) fn place(
        &mut self,
        projection: &Projection,
        now: f64,
        settled: bool,
    ) -> (bool, Option<Vec<Group>>) {
        let stale = std::mem::take(&mut self.stale);
        if stale {
            self.buttons = buttons(&self.layer);
        }
        let seen: BTreeMap<&str, Seen> = self
            .people
            .iter()
            .map(|(id, somebody)| (id.as_str(), projection.project(somebody.way.at(now))))
            .collect();
        let travelling = self.people.values().any(|somebody| !somebody.way.is_over(now));
        let arrived = std::mem::replace(&mut self.travelling, travelling) && !travelling;
        let due = self.crowd.is_due(projection, settled, stale || arrived);
        let groups = due.then(|| {
            let focused = focused(&self.layer);
            let marks = seen.iter().filter(|(_, seen)| seen.presence() > 0.0).map(|(&name, seen)| {
                let mine = self.people.get(name).is_some_and(|somebody| somebody.mine);
                let alone = mine || self.crowd.stands_out(name, focused.as_deref());
                Mark { name, at: seen.at, alone }
            });
            let marks: Vec<Mark> = marks.collect();
            self.crowd.regroup(&marks, projection)
        });
        let mine = self.people.iter().find(|(_, somebody)| somebody.mine).map(|(id, _)| id.as_str());
        let spot_of = |person: &str| self.people.get(person).map(|somebody| somebody.way.at(now));
        self.covers.clear();
        for (button, whose) in &self.buttons {
            let stand = match whose {
                Whose::Person(id) => seen.get(id.as_str()).and_then(|seen| self.crowd.person(id, *seen)),
                Whose::Group(name) => self.crowd.group(name, projection, spot_of),
            };
            let stand = stand.map(|stand| match whose {
                Whose::Person(id) if mine == Some(id) => stand,
                _ => self.crowd.aside(stand, whose.name(), mine, &seen),
            });
            self.covers.extend(stand.filter(Stand::is_seen).map(|stand| whose.cover(stand.seen.at)));
            crate::stand::show(button, stand);
        }
        (travelling, groups.flatten())
    }
}

impl Whose {
    /// What its button covers, in CSS pixels, as the stylesheet has it: a pin hangs above its place and may wear a
    /// crown, a group lies around it.
    fn cover(&self, at: Point) -> Cover {
        let (side, above, below) = match self {
            Self::Person(_) => (26.0, 66.0, 6.0),
            Self::Group(_) => (28.0, 28.0, 28.0),
        };
        Cover { left: at.x - side, top: at.y - above, right: at.x + side, bottom: at.y + below }
    }

    fn name(&self) -> &str {
        match self {
            Self::Person(name) | Self::Group(name) => name,
        }
    }
}

fn buttons(layer: &HtmlElement) -> Vec<(HtmlElement, Whose)> {
    let children = layer.children();
    (0..children.length())
        .filter_map(|n| {
            let button: HtmlElement = children.item(n)?.dyn_into().ok()?;
            let person = button.get_attribute("data-user").map(Whose::Person);
            let whose = person.or_else(|| button.get_attribute("data-group").map(Whose::Group))?;
            Some((button, whose))
        })
        .collect()
}

/// Whose pin has the focus: it must not be taken from under whoever is on it.
fn focused(layer: &HtmlElement) -> Option<String> {
    let element = layer.owner_document()?.active_element()?;
    layer.contains(Some(&element)).then(|| element.get_attribute("data-user"))?
}
