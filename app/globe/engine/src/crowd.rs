//! Who stands together with whom, as of the last look; and whose group is fanned out.

use globe::{
    Camera, Point, Projection, Seen, Spot,
    crowd::{Group, Mark, aside, fan, groups, middle},
};

use crate::stand::Stand;

/// The globe must have moved by this many CSS pixels for another look while it still moves.
const STEP: f64 = 8.0;

#[derive(Default)]
pub(crate) struct Crowd {
    groups: Vec<Group>,
    /// Where the globe was looked at from, last.
    looked: Option<(Camera, f64)>,
    /// Whose card is open.
    open: Option<String>,
    fanned: Option<String>,
}

impl Crowd {
    pub(crate) fn open(&mut self, person: Option<String>) {
        self.open = person;
        self.looked = None;
    }

    pub(crate) fn fan(&mut self, group: Option<String>) {
        self.fanned = group;
        self.looked = None;
    }

    pub(crate) fn members(&self, group: &str) -> Option<&[String]> {
        self.groups.iter().find(|one| one.name() == group).map(|one| one.members.as_slice())
    }

    /// Whether this pin is to be seen by itself: its card is open or it has the focus, and no fan shows it already.
    pub(crate) fn stands_out(&self, person: &str, focused: Option<&str>) -> bool {
        [self.open.as_deref(), focused].contains(&Some(person)) && self.fanned_with(person).is_none()
    }

    /// Whether it is time for another look: now that the globe rests, or after enough of a move.
    pub(crate) fn is_due(&self, projection: &Projection, settled: bool, stale: bool) -> bool {
        let Some((camera, radius)) = self.looked else { return true };
        let turned = camera.centre().angle_to(projection.camera.centre()) * projection.radius;
        let grown = (projection.radius - radius).abs();
        stale || turned.max(grown) > STEP || (settled && turned.max(grown) > 0.0)
    }

    /// Looks again. Gives the groups when they are not what they were.
    pub(crate) fn regroup(&mut self, marks: &[Mark], projection: &Projection) -> Option<Vec<Group>> {
        self.looked = Some((projection.camera, projection.radius));
        let found = groups(marks, &self.groups);
        if found == self.groups {
            return None;
        }
        self.groups.clone_from(&found);
        Some(found)
    }

    /// Where somebody's pin stands. `None`: within a group, or behind the limb.
    pub(crate) fn person(&self, id: &str, seen: Seen) -> Option<Stand> {
        if let Some((group, number)) = self.fanned_with(id) {
            let out = fan(group.members.len())[number];
            let at = Point { x: seen.at.x + out.x, y: seen.at.y + out.y };
            return Stand::of(Seen { at, ..seen }, Some(seen.at));
        }
        let is_within = self.groups.iter().any(|group| group.members.iter().any(|member| member == id));
        if is_within { None } else { Stand::of(seen, None) }
    }

    /// Where the button of a group stands: in the middle of its members.
    pub(crate) fn group(
        &self,
        name: &str,
        projection: &Projection,
        spot_of: impl Fn(&str) -> Option<Spot>,
    ) -> Option<Stand> {
        let members = self.members(name)?;
        let spots: Vec<Spot> = members.iter().filter_map(|member| spot_of(member)).collect();
        Stand::of(projection.project(middle(&spots)?), None)
    }

    /// The pin that others step aside for while its card is open.
    pub(crate) fn in_front(&self) -> Option<&str> {
        self.open.as_deref().filter(|open| self.stands_out(open, None))
    }

    /// Beside my own pin, and beside the one whose card is open, if it would lie on them.
    pub(crate) fn aside(
        &self,
        stand: Stand,
        name: &str,
        mine: Option<&str>,
        seen_of: impl Fn(&str) -> Option<Seen>,
    ) -> Stand {
        if stand.hub.is_some() {
            return stand;
        }
        let others = [mine, self.in_front()].into_iter().flatten().filter(|other| *other != name);
        let at = others
            .filter_map(seen_of)
            .filter(|other| other.presence() > 0.0)
            .fold(stand.at, |at, other| aside(at, other.at));
        Stand { at, ..stand }
    }

    /// The fanned group somebody is in, and as which of it.
    fn fanned_with(&self, person: &str) -> Option<(&Group, usize)> {
        let fanned = self.fanned.as_deref()?;
        let group = self.groups.iter().find(|group| group.name() == fanned)?;
        Some((group, group.members.iter().position(|member| member == person)?))
    }
}
