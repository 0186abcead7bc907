//! Whether a machine keeps up. It is told of every frame drawn while something moves, and says when less should be
//! drawn.

/// So many frames say how fast a machine is.
const SAMPLE: usize = 20;
/// Slower than this, in milliseconds a frame, is not smooth.
const SLOWEST: f64 = 24.0;
/// A longer pause was not a slow frame: the page was hidden, or the movement began anew.
const PAUSE: f64 = 1_000.0;

/// The frames of the latest movement.
#[derive(Debug, Default)]
pub struct Pace {
    last: Option<f64>,
    frames: Vec<f64>,
}

impl Pace {
    /// A frame was drawn at `now`, in milliseconds; `moving` says whether another follows at once. True when the
    /// machine is too slow for what it draws; the count then begins anew.
    pub fn frame(&mut self, now: f64, moving: bool) -> bool {
        let before = std::mem::replace(&mut self.last, moving.then_some(now));
        let took = before.map(|before| now - before).filter(|took| *took < PAUSE);
        self.frames.extend(took);
        if self.frames.len() < SAMPLE {
            return false;
        }
        let mut frames = std::mem::take(&mut self.frames);
        frames.sort_unstable_by(f64::total_cmp);
        frames[frames.len() / 2] > SLOWEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often it is too slow in this many frames of so many milliseconds each.
    fn complaints(frames: u32, took: f64) -> usize {
        let mut pace = Pace::default();
        (0..frames).filter(|n| pace.frame(f64::from(*n) * took, true)).count()
    }

    #[test]
    fn a_machine_that_keeps_up_is_left_alone_and_one_that_does_not_is_relieved() {
        assert_eq!(complaints(500, 16.7), 0);
        assert_eq!(complaints(21, 40.0), 1);
        assert_eq!(complaints(20, 40.0), 0, "not by a few frames");
    }

    #[test]
    fn a_single_slow_frame_or_a_pause_is_no_reason() {
        let mut pace = Pace::default();
        let mut now = 0.0;
        for n in 0..400 {
            now += if n % 10 == 0 { 200.0 } else { 16.0 };
            assert!(!pace.frame(now, true));
        }
        for _ in 0..100 {
            now += 60.0;
            assert!(!pace.frame(now, false), "frames that stand alone are not an animation");
        }
    }
}
