//! Where every button over the globe stands, and which of them stand elsewhere than before. Plain maths: it knows names
//! and places, and no elements.

use std::collections::BTreeMap;

use globe::{
    Point, Projection, Seen, Spot,
    crowd::{Group, Mark},
    labels::Cover,
};

use crate::{Marker, crowd::Crowd, stand::Stand, way::Way};

#[derive(Default)]
pub(crate) struct Places {
    people: BTreeMap<String, Somebody>,
    /// Who of them is at this browser.
    mine: Option<String>,
    pub(crate) crowd: Crowd,
    buttons: Vec<Button>,
    /// Where the globe was seen from, last.
    seen_from: Option<Projection>,
    stale: bool,
}

struct Somebody {
    way: Way,
    mine: bool,
    /// Where they are seen, as of the last frame.
    seen: Seen,
    /// On their way as of the last frame: they are seen elsewhere in the next one.
    travels: bool,
    /// Seen elsewhere in this frame than in the one before.
    moved: bool,
}

/// What a button stands for, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    Person(String),
    Group(String),
}

struct Button {
    whose: Whose,
    shown: Shown,
    /// Whether it is shown as `shown` says. A new button may look like anything.
    is_shown: bool,
}

/// `None`: it is not to be seen.
pub(crate) type Shown = Option<Stand>;

/// A button that must be shown elsewhere.
#[derive(Debug, PartialEq)]
pub(crate) struct Change {
    /// Which of the buttons.
    pub(crate) button: usize,
    /// `None`: not known.
    pub(crate) before: Option<Shown>,
    pub(crate) now: Shown,
}

pub(crate) struct Placed {
    pub(crate) changes: Vec<Change>,
    /// Somebody is on their way: the next frame shows something else.
    pub(crate) travelling: bool,
    /// The groups, when they are not what they were.
    pub(crate) groups: Option<Vec<Group>>,
}

impl Places {
    /// These people are on the globe, and no others. `at_once`: people who moved do not glide. False when nothing changed.
    pub(crate) fn set(&mut self, markers: Vec<Marker>, now: f64, at_once: bool) -> bool {
        let mut before = std::mem::take(&mut self.people);
        let mut changed = false;
        self.mine = markers.iter().find(|marker| marker.mine).map(|marker| marker.id.clone());
        for Marker { id, spot, mine } in markers {
            let somebody = match before.remove(&id) {
                Some(somebody) if somebody.way.ends_at(spot) => {
                    changed |= somebody.mine != mine;
                    Somebody { mine, ..somebody }
                }
                Some(somebody) if !at_once => {
                    changed = true;
                    Somebody {
                        way: Way::new(somebody.way.at(now), spot, now),
                        mine,
                        travels: true,
                        ..somebody
                    }
                }
                _ => {
                    changed = true;
                    let seen = Seen { at: Point::default(), depth: -1.0 };
                    Somebody { way: Way::new(spot, spot, now), mine, seen, travels: true, moved: true }
                }
            };
            self.people.insert(id, somebody);
        }
        changed |= !before.is_empty();
        self.stale |= changed;
        changed
    }

    /// Other buttons are in the page than before.
    pub(crate) fn changed(&mut self) {
        self.stale = true;
    }

    /// Whether the buttons must be told again.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    pub(crate) fn buttons(&self) -> impl Iterator<Item = &Whose> {
        self.buttons.iter().map(|button| &button.whose)
    }

    /// These are the buttons, in this order; each with the number it had before, if it was there.
    pub(crate) fn set_buttons(&mut self, buttons: Vec<(Whose, Option<usize>)>) {
        let before = std::mem::take(&mut self.buttons);
        let shown =
            |was: Option<usize>| before.get(was?).filter(|button| button.is_shown).map(|one| one.shown);
        self.buttons = buttons
            .into_iter()
            .map(|(whose, was)| {
                let shown = shown(was);
                Button { whose, shown: shown.flatten(), is_shown: shown.is_some() }
            })
            .collect();
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

    /// What is covered by the buttons that are seen.
    pub(crate) fn covers(&self) -> impl Iterator<Item = Cover> {
        self.buttons.iter().filter_map(|button| {
            let stand = button.shown?;
            Some(match button.whose {
                Whose::Person(_) => stand.person_cover(),
                Whose::Group(_) => stand.group_cover(),
            })
        })
    }

    /// Gives the buttons that must be shown elsewhere. It checks all of them when the globe is seen from elsewhere, and when
    /// somebody came, left, set out or arrived; in between it checks the people on their way.
    ///
    /// `settled`: the globe does not turn. `focused`: the person whose pin has the focus.
    pub(crate) fn place(
        &mut self,
        projection: &Projection,
        now: f64,
        settled: bool,
        focused: impl FnOnce() -> Option<String>,
    ) -> Placed {
        let turned = self.seen_from.replace(*projection) != Some(*projection);
        let stale = std::mem::take(&mut self.stale);
        let (mut travelling, mut arrived) = (false, false);
        for somebody in self.people.values_mut() {
            somebody.moved = turned || somebody.travels;
            if somebody.moved {
                somebody.seen = projection.project(somebody.way.at(now));
            }
            let is_over = somebody.way.is_over(now);
            arrived |= somebody.travels && is_over;
            somebody.travels = !is_over;
            travelling |= somebody.travels;
        }
        let due = self.crowd.is_due(projection, settled, stale || arrived);
        let groups = if due { self.regroup(projection, focused().as_deref()) } else { None };
        let full = turned || due;
        let all = full || self.an_obstacle_moved();
        let concerned: Vec<usize> =
            (0..self.buttons.len()).filter(|&n| all || self.moved(&self.buttons[n].whose)).collect();
        let changes = concerned.into_iter().filter_map(|n| self.show(n, projection, now, full)).collect();
        Placed { changes, travelling, groups }
    }

    /// What must change about a button. `full`: the stacking order may change as well. During a glide it stays, because
    /// drawing it costs more than a move.
    fn show(&mut self, button: usize, projection: &Projection, now: f64, full: bool) -> Option<Change> {
        let stand = self.stand(&self.buttons[button].whose, projection, now);
        let Button { shown, is_shown, .. } = &mut self.buttons[button];
        let front = shown.filter(|_| !full).map(|before| before.front);
        let stand = stand.map(|stand| Stand { front: front.unwrap_or(stand.front), ..stand });
        let before = is_shown.then_some(*shown);
        if before == Some(stand) {
            return None;
        }
        (*shown, *is_shown) = (stand, true);
        Some(Change { button, before, now: stand })
    }

    fn stand(&self, whose: &Whose, projection: &Projection, now: f64) -> Shown {
        let stand = match whose {
            Whose::Person(id) => self.crowd.person(id, self.people.get(id)?.seen),
            Whose::Group(name) => self.crowd.group(name, projection, |person| self.spot_of(person, now)),
        }?;
        let glides = self.any(whose, |somebody| somebody.travels);
        let mine = self.mine.as_deref();
        if mine == Some(whose.name()) && matches!(whose, Whose::Person(_)) {
            return Some(Stand { glides, ..stand });
        }
        let seen_of = |person: &str| self.people.get(person).map(|somebody| somebody.seen);
        Some(Stand { glides, ..self.crowd.aside(stand, whose.name(), mine, seen_of) })
    }

    fn regroup(&mut self, projection: &Projection, focused: Option<&str>) -> Option<Vec<Group>> {
        let seen = self.people.iter().filter(|(_, somebody)| somebody.seen.presence() > 0.0);
        let marks: Vec<Mark> = seen
            .map(|(name, Somebody { seen, mine, .. })| {
                let alone = *mine || self.crowd.stands_out(name, focused);
                Mark { name, at: seen.at, alone }
            })
            .collect();
        self.crowd.regroup(&marks, projection)
    }

    /// Whether a person of this button is seen elsewhere than before.
    fn moved(&self, whose: &Whose) -> bool {
        self.any(whose, |somebody| somebody.moved)
    }

    /// Whether a pin moved that others step aside for.
    fn an_obstacle_moved(&self) -> bool {
        let moved = |person: &str| self.people.get(person).is_some_and(|somebody| somebody.moved);
        [self.mine.as_deref(), self.crowd.in_front()].into_iter().flatten().any(moved)
    }

    fn any(&self, whose: &Whose, is: impl Fn(&Somebody) -> bool) -> bool {
        let is = |person: &String| self.people.get(person).is_some_and(&is);
        match whose {
            Whose::Person(id) => is(id),
            Whose::Group(name) => self.crowd.members(name).into_iter().flatten().any(is),
        }
    }
}

impl Whose {
    fn name(&self) -> &str {
        match self {
            Self::Person(name) | Self::Group(name) => name,
        }
    }
}

#[cfg(test)]
mod tests;
