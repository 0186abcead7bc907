//! Rings on a flat map of the world, for a backend that paints the land once and wraps it round a ball.
//!
//! On the map x is the longitude and y the latitude, in degrees. A ring keeps its shape where it crosses ±180: it goes
//! on to 181, and is painted again a full turn further east and west. One that goes round the south pole is closed
//! along the map's lower edge, which is that pole.

use crate::{Line, Spot, spot::wrap};

/// A ring as a polygon for the even-odd rule, and how far east and west it reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Flat {
    pub corners: Vec<(f64, f64)>,
    from: f64,
    to: f64,
}

impl Flat {
    pub fn new(ring: &Line) -> Self {
        let mut corners: Vec<(f64, f64)> = Vec::with_capacity(ring.points.len() + 3);
        for &point in &ring.points {
            let spot = Spot::from(point);
            let east = match corners.last() {
                // Every meridian meets in a pole; the one we came along is as good as any.
                Some(&(before, _)) if spot.lat().abs() > 89.999 => before,
                Some(&(before, _)) => before + wrap(spot.lng() - before),
                None => spot.lng(),
            };
            corners.push((east, spot.lat()));
        }
        if let (Some(&first), Some(&last)) = (corners.first(), corners.last()) {
            let closed = last.0 + wrap(first.0 - last.0);
            if (closed - first.0).abs() > 180.0 {
                corners.extend([(closed, first.1), (closed, -90.0), (first.0, -90.0)]);
            }
        }
        let (from, to) = corners
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), &(x, _)| (from.min(x), to.max(x)));
        Self { corners, from, to }
    }

    /// The turns by which it is to be moved so that every part of it is on a map from −180 to 180 once.
    pub fn turns(&self) -> impl Iterator<Item = f64> + use<> {
        let (from, to) = (self.from, self.to);
        [-720.0, -360.0, 0.0, 360.0, 720.0]
            .into_iter()
            .filter(move |turn| from + turn < 180.0 && to + turn > -180.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Land;

    fn world() -> (Land, Vec<Flat>) {
        let land = Land::decode(include_bytes!("../../../public/land-110m.bin")).unwrap();
        let flat = land.coasts.iter().map(Flat::new).collect();
        (land, flat)
    }

    fn crossings(ring: &Flat, x: f64, y: f64) -> usize {
        let corners = &ring.corners;
        let edges = corners.iter().zip(corners.iter().cycle().skip(1));
        edges
            .filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0))
            .count()
    }

    fn fills(world: &[Flat], x: f64, y: f64) -> bool {
        let all = world.iter().flat_map(|ring| ring.turns().map(move |turn| crossings(ring, x - turn, y)));
        all.sum::<usize>() % 2 == 1
    }

    #[test]
    fn the_map_has_its_land_on_both_sides_of_its_edge_and_down_to_the_pole() {
        let (_, map) = world();
        for (name, x, y, land) in [
            ("Siberia, at the right edge", 178.0, 67.0, true),
            ("Chukotka, at the left edge", -174.0, 66.5, true),
            ("Antarctica at the lower edge", 10.0, -89.5, true),
            ("Antarctica in the corner", -179.5, -88.0, true),
            ("the Pacific at the edge", 179.9, 0.0, false),
            ("the North Pole", 0.0, 89.5, false),
            ("Graz", 15.43, 47.07, true),
        ] {
            assert_eq!(fills(&map, x, y), land, "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_map_agrees_with_the_globe(lat in -89.0..89.0, lng in -179.9..179.9) {
            let (land, map) = world();
            let spot = Spot::nearest(lat, lng);
            // Between two corners a ring follows the parallel on the map and the great circle on the globe.
            let on_a_coast = |by: f64| {
                [(by, 0.0), (-by, 0.0), (0.0, by), (0.0, -by)].iter().any(|(north, east)| {
                    land.is_at(Spot::nearest(lat + north, lng + east).vector()) != land.is_at(spot.vector())
                })
            };
            prop_assume!(!on_a_coast(0.1));
            prop_assert_eq!(fills(&map, lng, lat), land.is_at(spot.vector()));
        }
    }
}
