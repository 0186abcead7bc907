//! Fingers and mice on the globe, told apart: a drag, a pinch, a tap, a throw. It knows pixels and milliseconds and
//! nothing of the Earth.

use crate::Point;

/// A tap moves less than this many pixels and is over sooner than this many milliseconds.
const TAP_REACH: f64 = 10.0;
const TAP_TIME: f64 = 350.0;

/// What the fingers on the globe mean just now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    Nothing,
    /// One finger went from here to there.
    Drag {
        from: Point,
        to: Point,
    },
    /// Two fingers: the spot between them went from here to there, and they are so many times further apart.
    Pinch {
        from: Point,
        to: Point,
        ratio: f64,
    },
    Tap(Point),
    /// The last finger of a drag has left.
    Throw,
}

#[derive(Clone, Copy, Debug)]
struct Finger {
    id: i32,
    start: Point,
    at: Point,
    since: f64,
}

/// Every pointer that is down, in the order they came.
#[derive(Debug, Default)]
pub struct Hand {
    fingers: Vec<Finger>,
    /// Since the globe was last untouched, something happened that a tap is not: a drag, or a second finger.
    moved: bool,
}

impl Hand {
    pub fn press(&mut self, id: i32, at: Point, now: f64) {
        self.fingers.retain(|finger| finger.id != id);
        self.moved = !self.fingers.is_empty();
        self.fingers.push(Finger { id, start: at, at, since: now });
    }

    /// Pointers that were not pressed here mean nothing here.
    pub fn slide(&mut self, id: i32, to: Point) -> Gesture {
        let before = self.span();
        let Some(finger) = self.fingers.iter_mut().find(|finger| finger.id == id) else {
            return Gesture::Nothing;
        };
        let from = finger.at;
        finger.at = to;
        self.moved |= finger.start.distance(to) >= TAP_REACH;
        match (before, self.span()) {
            (Some((from, apart)), Some((to, now_apart))) if apart > 1.0 && now_apart > 1.0 => {
                Gesture::Pinch { from, to, ratio: now_apart / apart }
            }
            (None, _) => Gesture::Drag { from, to },
            _ => Gesture::Nothing,
        }
    }

    pub fn lift(&mut self, id: i32, now: f64) -> Gesture {
        let Some(place) = self.fingers.iter().position(|finger| finger.id == id) else {
            return Gesture::Nothing;
        };
        let finger = self.fingers.remove(place);
        match (self.fingers.is_empty(), self.moved) {
            (true, false) if now - finger.since < TAP_TIME => Gesture::Tap(finger.at),
            (true, true) => Gesture::Throw,
            _ => Gesture::Nothing,
        }
    }

    /// The browser took a pointer away: it neither taps nor throws.
    pub fn cancel(&mut self, id: i32) {
        self.fingers.retain(|finger| finger.id != id);
        self.moved = true;
    }

    /// The pointers that are down, and where they are.
    pub(crate) fn pointers(&self) -> impl Iterator<Item = (i32, Point)> {
        self.fingers.iter().map(|finger| (finger.id, finger.at))
    }

    /// These pointers were pressed before, elsewhere. What they do does not end as a tap.
    pub(crate) fn take_over(&mut self, pointers: impl Iterator<Item = (i32, Point)>, now: f64) {
        self.fingers = pointers.map(|(id, at)| Finger { id, start: at, at, since: now }).collect();
        self.moved = true;
    }

    pub fn is_down(&self) -> bool {
        !self.fingers.is_empty()
    }

    /// What is under way can no longer end as a tap.
    pub fn is_moving(&self) -> bool {
        self.moved && self.is_down()
    }

    /// The middle of the first two fingers, and the distance between them. A third changes nothing.
    fn span(&self) -> Option<(Point, f64)> {
        let [a, b, ..] = self.fingers.as_slice() else {
            return None;
        };
        let middle = Point { x: (a.at.x + b.at.x) / 2.0, y: (a.at.y + b.at.y) / 2.0 };
        Some((middle, a.at.distance(b.at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Point = Point { x: 100.0, y: 100.0 };
    const THERE: Point = Point { x: 140.0, y: 130.0 };

    #[test]
    fn a_short_still_press_is_a_tap() {
        let mut hand = Hand::default();
        hand.press(1, HERE, 0.0);
        assert_eq!(
            hand.slide(1, Point { x: 104.0, y: 100.0 }),
            Gesture::Drag { from: HERE, to: Point { x: 104.0, y: 100.0 } }
        );
        assert_eq!(hand.lift(1, 200.0), Gesture::Tap(Point { x: 104.0, y: 100.0 }));
    }

    #[test]
    fn a_long_press_is_not_a_tap() {
        let mut hand = Hand::default();
        hand.press(1, HERE, 0.0);
        assert_eq!(hand.lift(1, 400.0), Gesture::Nothing);
    }

    #[test]
    fn a_drag_ends_in_a_throw_even_when_it_comes_back() {
        let mut hand = Hand::default();
        hand.press(1, HERE, 0.0);
        hand.slide(1, THERE);
        hand.slide(1, HERE);
        assert_eq!(hand.lift(1, 100.0), Gesture::Throw);
    }

    #[test]
    fn a_pinch_never_ends_in_a_tap() {
        let mut hand = Hand::default();
        hand.press(1, HERE, 0.0);
        hand.press(2, Point { x: 200.0, y: 100.0 }, 0.0);
        let Gesture::Pinch { to, ratio, .. } = hand.slide(2, Point { x: 300.0, y: 100.0 }) else {
            panic!("two fingers pinch")
        };
        assert_eq!((to, ratio), (Point { x: 200.0, y: 100.0 }, 2.0));
        assert_eq!(hand.lift(1, 50.0), Gesture::Nothing);
        assert_eq!(hand.lift(2, 60.0), Gesture::Throw);
    }

    #[test]
    fn a_pointer_pressed_elsewhere_means_nothing() {
        assert_eq!(Hand::default().slide(7, THERE), Gesture::Nothing);
        assert_eq!(Hand::default().lift(7, 0.0), Gesture::Nothing);
    }
}
