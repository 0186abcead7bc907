//! When the planet must be painted.

use globe::{Camera, Stage, Sun};

/// All that a picture of the planet depends on, but for what it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) camera: Camera,
    pub(crate) stage: Stage,
    pub(crate) sun: Sun,
    /// Paper instead of ink.
    pub(crate) light: bool,
    /// The screen's pixels per CSS pixel.
    pub(crate) ratio: f64,
}

/// What was painted last.
#[derive(Default)]
pub(crate) struct Painted {
    last: Option<Look>,
    paints: u64,
}

impl Painted {
    /// Whether the planet must be painted to look like this. Then it counts as painted.
    pub(crate) fn is_due(&mut self, look: Look) -> bool {
        let is_due = self.last.replace(look) != Some(look);
        self.paints += u64::from(is_due);
        is_due
    }

    /// What it is made of has changed, or what it is painted on.
    pub(crate) fn forget(&mut self) {
        self.last = None;
    }

    /// How often it was due.
    pub(crate) fn count(&self) -> u64 {
        self.paints
    }
}

#[cfg(test)]
mod tests {
    use globe::Spot;

    use super::*;

    fn look() -> Look {
        let (camera, stage) = (Camera::default(), Stage::open(800.0, 600.0));
        Look { camera, stage, sun: Sun::at(0.0), light: false, ratio: 1.0 }
    }

    fn paints(looks: &[Look]) -> u64 {
        let mut painted = Painted::default();
        for look in looks {
            painted.is_due(*look);
        }
        painted.count()
    }

    #[test]
    fn what_looks_the_same_is_painted_once() {
        assert_eq!(paints(&[look(); 20]), 1);
    }

    #[test]
    fn camera_size_sun_colors_and_sharpness_paint_it_again() {
        let elsewhere = Camera::above(Spot::new(1.0, 2.0).unwrap(), 1.0);
        for changed in [
            Look { camera: elsewhere, ..look() },
            Look { camera: look().camera.zoomed(2.0), ..look() },
            Look { stage: Stage::open(800.0, 601.0), ..look() },
            Look { stage: Stage { left: 72.0, ..look().stage }, ..look() },
            Look { sun: Sun::at(60_000.0), ..look() },
            Look { light: true, ..look() },
            Look { ratio: 2.0, ..look() },
        ] {
            assert_eq!(paints(&[look(), changed, changed]), 2, "{changed:?}");
        }
    }

    #[test]
    fn land_that_arrives_paints_it_again() {
        let mut painted = Painted::default();
        assert!(painted.is_due(look()) && !painted.is_due(look()));
        painted.forget();
        assert!(painted.is_due(look()) && !painted.is_due(look()));
    }
}
