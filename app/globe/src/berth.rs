//! Where something as big as a card lies beside a spot: not on it, and not on what covers the stage.

use crate::{Point, Projection, Spot, Stage};

/// Between the spot's mark and the card, in CSS pixels.
const GAP: f64 = 36.0;
/// Between the card and the edge of what is free.
const MARGIN: f64 = 12.0;

/// The upper left corner of a card of this size beside `at`: to the right of it, else to its left, and always whole
/// within the free area as far as that is big enough.
pub fn beside(at: Point, (width, height): (f64, f64), stage: &Stage) -> Point {
    let (left, right) = (stage.left + MARGIN, stage.width - stage.right - MARGIN - width);
    let (top, bottom) = (stage.top + MARGIN, stage.height - stage.bottom - MARGIN - height);
    let (after, before) = (at.x + GAP, at.x - GAP - width);
    let x = if after <= right || before < left { after } else { before };
    // What is bigger than its place begins where the place does.
    Point { x: x.min(right).max(left), y: (at.y - height / 2.0).min(bottom).max(top) }
}

/// Where a spot is on the screen; behind the limb, the point of the limb it went behind.
pub fn on_disc(spot: Spot, projection: &Projection) -> Point {
    let seen = projection.view(spot.vector());
    let from_middle = seen.x.hypot(seen.y);
    if seen.z >= 0.0 || from_middle < 1e-9 {
        return projection.place(seen.x, seen.y);
    }
    projection.place(seen.x / from_middle, seen.y / from_middle)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Camera;

    const CARD: (f64, f64) = (280.0, 300.0);

    fn stage() -> Stage {
        Stage { left: 72.0, right: 352.0, bottom: 84.0, ..Stage::open(1440.0, 900.0) }
    }

    #[test]
    fn a_card_is_to_the_right_of_its_pin_and_where_there_is_no_room_to_the_left() {
        let stage = stage();
        assert_eq!(beside(Point { x: 500.0, y: 400.0 }, CARD, &stage), Point { x: 536.0, y: 250.0 });
        assert_eq!(beside(Point { x: 900.0, y: 400.0 }, CARD, &stage), Point { x: 584.0, y: 250.0 });
        assert_eq!(beside(Point { x: 500.0, y: 20.0 }, CARD, &stage).y, 12.0);
    }

    #[test]
    fn who_is_on_the_far_side_is_at_the_edge() {
        let projection = Projection::new(Camera::default(), &stage());
        let far = Spot::new(-22.0, -160.0).unwrap();
        let at = on_disc(far, &projection);
        assert!((at.distance(projection.centre) - projection.radius).abs() < 1e-6);
        let here = projection.camera.centre();
        assert_eq!(on_disc(here, &projection), projection.project(here).at);
    }

    proptest! {
        #[test]
        fn a_card_is_always_whole_where_nothing_covers_it(x in -500.0..2000.0, y in -500.0..1500.0) {
            let stage = stage();
            let corner = beside(Point { x, y }, CARD, &stage);
            prop_assert!(corner.x >= 72.0 && corner.x + CARD.0 <= 1088.0);
            prop_assert!(corner.y >= 0.0 && corner.y + CARD.1 <= 816.0);
        }
    }
}
