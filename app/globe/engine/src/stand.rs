use globe::{Point, Seen, labels::Cover};

/// Where a button is shown that is on the visible side of the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stand {
    pub(crate) at: Point,
    /// How much of it there is left near the limb: 1 is all of it.
    pub(crate) presence: f64,
    /// The place it is fanned out from.
    pub(crate) hub: Option<Point>,
    /// The larger, the further to the front.
    pub(crate) front: i32,
    /// It glides: its person moves.
    pub(crate) glides: bool,
}

impl Stand {
    /// `None` behind the limb.
    pub(crate) fn of(seen: Seen, hub: Option<Point>) -> Option<Self> {
        let presence = seen.presence();
        // Nearer to us is further to the front. People who are fanned out are in front of the others.
        let front = (seen.depth * 1000.0).round() as i32 + if hub.is_some() { 1000 } else { 0 };
        (presence > 0.0).then_some(Self { at: seen.at, presence, hub, front, glides: false })
    }

    /// What the button of a person covers there, in CSS pixels, as the stylesheet has it: it hangs above its place and may
    /// wear a crown.
    pub(crate) fn person_cover(&self) -> Cover {
        self.cover(26.0, 66.0, 6.0)
    }

    /// The same of a group, which lies around its place.
    pub(crate) fn group_cover(&self) -> Cover {
        self.cover(28.0, 28.0, 28.0)
    }

    fn cover(&self, side: f64, above: f64, below: f64) -> Cover {
        let Point { x, y } = self.at;
        Cover { left: x - side, top: y - above, right: x + side, bottom: y + below }
    }
}
