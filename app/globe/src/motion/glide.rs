use super::progress;
use crate::{Camera, Point, Projection, Spot, Stage, spot::wrap};

/// A small step to another camera that starts at once and settles softly, so that a held key feels like one movement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glide {
    from: Camera,
    to: Camera,
    /// A spot that stays where it is on the screen while the zoom changes.
    about: Option<(Spot, Point)>,
    start: f64,
    length: f64,
}

impl Glide {
    pub(crate) fn new(from: Camera, to: Camera, now: f64, length: f64) -> Self {
        Self { from, to, about: None, start: now, length }
    }

    /// Only the zoom changes, and `spot` stays at `at`.
    pub(crate) fn about(self, spot: Spot, at: Point) -> Self {
        Self { about: Some((spot, at)), ..self }
    }

    /// Where it ends, as far as that is known before: a step that follows builds on it.
    pub(crate) fn target(&self) -> Camera {
        self.to
    }

    pub(crate) fn camera(&self, now: f64, stage: &Stage) -> Camera {
        let t = 1.0 - (1.0 - progress(now, self.start, self.length)).powi(3);
        if t >= 1.0 && self.about.is_none() {
            return self.to;
        }
        let (from, to) = (self.from.centre(), self.to.centre());
        let zoom = (self.from.zoom().ln() * (1.0 - t) + self.to.zoom().ln() * t).exp();
        let east = wrap(to.lng() - from.lng()) * t;
        let camera = self.from.turned(east, (to.lat() - from.lat()) * t).zoomed(zoom);
        let held = self.about.and_then(|(spot, at)| Projection::new(camera, stage).hold(spot, at));
        held.unwrap_or(camera)
    }

    pub(crate) fn is_over(&self, now: f64) -> bool {
        now >= self.end()
    }

    /// When it is over.
    pub(crate) fn end(&self) -> f64 {
        self.start + self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_about_a_spot_leaves_it_where_it_is() {
        let stage = Stage::open(800.0, 600.0);
        let from = Camera::at(20.0, 10.0, 1.0);
        let at = Point { x: 480.0, y: 250.0 };
        let spot = Projection::new(from, &stage).pick(at).unwrap();
        let glide = Glide::new(from, from.zoomed(3.0), 0.0, 180.0).about(spot, at);
        for now in [0.0, 60.0, 120.0, 180.0, 500.0] {
            let seen = Projection::new(glide.camera(now, &stage), &stage).project(spot);
            assert!(seen.at.distance(at) < 1e-6, "after {now} ms it is at {seen:?}");
        }
        assert!((glide.camera(180.0, &stage).zoom() - 3.0).abs() < 1e-9);
    }
}
