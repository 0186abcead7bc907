//! A k-d tree over directions from the middle of the Earth: no pole and no date line is special there, and the nearest
//! in a straight line through the Earth is the nearest along it.

use globe::Spot;

type Point = [f32; 3];

/// Places that can be asked for the nearest. The middle of every stretch divides the rest by one axis, the next
/// level by the next.
pub(crate) struct Tree {
    points: Vec<Point>,
    /// Whose point each is.
    owners: Vec<u16>,
}

impl Tree {
    /// # Panics
    /// When asked for the nearest of none.
    pub(crate) fn new(places: Vec<(u16, Spot)>) -> Self {
        let mut nodes: Vec<(u16, Point)> =
            places.into_iter().map(|(owner, spot)| (owner, point(spot))).collect();
        divide(&mut nodes, 0);
        Self {
            owners: nodes.iter().map(|(owner, _)| *owner).collect(),
            points: nodes.into_iter().map(|node| node.1).collect(),
        }
    }

    /// Whose point is nearest; of two that are equally near, the lower number's.
    pub(crate) fn nearest(&self, spot: Spot) -> u16 {
        let mut best = (f32::INFINITY, u16::MAX);
        self.look(0..self.points.len(), 0, point(spot), &mut best);
        best.1
    }

    fn look(&self, stretch: std::ops::Range<usize>, axis: usize, from: Point, best: &mut (f32, u16)) {
        if stretch.is_empty() {
            return;
        }
        let middle = stretch.start + stretch.len() / 2;
        let here = self.points[middle];
        let found = (distance(here, from), self.owners[middle]);
        if found < *best {
            *best = found;
        }
        let beyond = from[axis] - here[axis];
        let (before, after) = (stretch.start..middle, middle + 1..stretch.end);
        let (near, far) = if beyond < 0.0 { (before, after) } else { (after, before) };
        self.look(near, (axis + 1) % 3, from, best);
        if beyond * beyond <= best.0 {
            self.look(far, (axis + 1) % 3, from, best);
        }
    }
}

fn divide(nodes: &mut [(u16, Point)], axis: usize) {
    if nodes.len() < 2 {
        return;
    }
    let middle = nodes.len() / 2;
    let (before, _, after) = nodes.select_nth_unstable_by(middle, |a, b| a.1[axis].total_cmp(&b.1[axis]));
    divide(before, (axis + 1) % 3);
    divide(after, (axis + 1) % 3);
}

fn point(spot: Spot) -> Point {
    let vector = spot.vector();
    [vector.x as f32, vector.y as f32, vector.z as f32]
}

/// The square of the way through the Earth.
fn distance(a: Point, b: Point) -> f32 {
    a.into_iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spot() -> impl Strategy<Value = Spot> {
        (-90.0..=90.0, -180.0..=180.0).prop_filter_map("a place", |(lat, lng)| Spot::new(lat, lng))
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_looking_at_everything_finds(
            places in prop::collection::vec(spot(), 1..200),
            from in spot(),
        ) {
            let places: Vec<(u16, Spot)> = (0..).zip(places).collect();
            let nearest = places
                .iter()
                .map(|(owner, spot)| (distance(point(*spot), point(from)), *owner))
                .min_by(|a, b| a.partial_cmp(b).unwrap())
                .unwrap();
            prop_assert_eq!(Tree::new(places).nearest(from), nearest.1);
        }
    }
}
