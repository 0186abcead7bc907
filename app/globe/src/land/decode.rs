//! The asset's format. The word `land`, a version byte (1), then twice (coasts, borders): how many lines, and for
//! each line how many points, and for each point its longitude and latitude in hundredths of a degree as differences
//! from the point before (the first from 0, 0; the next line goes on from the last point). Counts are unsigned
//! varints, differences zigzag varints. Longitudes are unwrapped: a coast that crosses ±180 goes on to 181.

use super::{Land, Line};
use crate::{Spot, Vector};

const HEAD: &[u8] = b"land\x01";
/// Longer edges are divided, in degrees: a parallel drawn as a chord would cut through the Earth.
const LONGEST_EDGE: f64 = 2.5;

/// The bytes are not the asset they should be, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTheAsset;

impl std::fmt::Display for NotTheAsset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("these bytes are not the asset they should be")
    }
}

impl std::error::Error for NotTheAsset {}

pub(super) fn land(bytes: &[u8]) -> Result<Land, NotTheAsset> {
    let mut reader = Reader { rest: bytes.strip_prefix(HEAD).ok_or(NotTheAsset)? };
    let land = Land { coasts: reader.lines(true)?, borders: reader.lines(false)? };
    if reader.rest.is_empty() { Ok(land) } else { Err(NotTheAsset) }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn lines(&mut self, closed: bool) -> Result<Vec<Line>, NotTheAsset> {
        let (mut x, mut y) = (0_i64, 0_i64);
        // Nothing is allocated because of a count: points are pushed as their bytes are found.
        (0..self.varint()?)
            .map(|_| {
                let mut places = Vec::new();
                for _ in 0..self.varint()? {
                    x += self.difference()?;
                    y += self.difference()?;
                    if y.abs() > 9_000 || x.abs() > 108_000 {
                        return Err(NotTheAsset);
                    }
                    places.push((x as f64 / 100.0, y as f64 / 100.0));
                }
                Ok(Line::new(vectors(&places, closed)))
            })
            .collect()
    }

    fn varint(&mut self) -> Result<u32, NotTheAsset> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21] {
            let (&byte, rest) = self.rest.split_first().ok_or(NotTheAsset)?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(NotTheAsset)
    }

    fn difference(&mut self) -> Result<i64, NotTheAsset> {
        let value = i64::from(self.varint()?);
        Ok(if value % 2 == 0 { value / 2 } else { -(value + 1) / 2 })
    }
}

/// Longitudes and latitudes as directions, long edges divided evenly in both.
fn vectors(places: &[(f64, f64)], closed: bool) -> Vec<Vector> {
    let mut points = Vec::with_capacity(places.len());
    for (n, &(lng, lat)) in places.iter().enumerate() {
        let next = places.get(n + 1).or(places.first().filter(|_| closed));
        let (east, north) = next.map_or((0.0, 0.0), |next| (short_way(next.0 - lng), next.1 - lat));
        let parts = (east.hypot(north) / LONGEST_EDGE).ceil().max(1.0) as u32;
        points.extend((0..parts).map(|part| {
            let share = f64::from(part) / f64::from(parts);
            Spot::nearest(lat + north * share, lng + east * share).vector()
        }));
    }
    points
}

/// Only the edge that closes a ring round the pole needs it; the others are unwrapped already.
fn short_way(degrees: f64) -> f64 {
    degrees - 360.0 * (degrees / 360.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORLD: &[u8] = include_bytes!("../../../../public/land-110m.bin");

    #[test]
    fn the_asset_is_read_whole() {
        let land = land(WORLD).unwrap();
        assert_eq!((land.coasts.len(), land.borders.len()), (125, 326));
        let longest =
            land.coasts.iter().flat_map(|ring| ring.points.windows(2)).map(|edge| edge[0].angle_to(edge[1]));
        assert!(longest.fold(0.0, f64::max).to_degrees() <= LONGEST_EDGE + 1e-9);
    }

    #[test]
    fn another_file_is_not_land() {
        assert_eq!(land(b"<!doctype html>"), Err(NotTheAsset));
        assert_eq!(land(b""), Err(NotTheAsset));
        assert_eq!(land(&WORLD[..WORLD.len() - 1]), Err(NotTheAsset));
        assert_eq!(land(&[WORLD, b"!"].concat()), Err(NotTheAsset));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = land(&bytes);
            let _ = land(&[HEAD, &bytes].concat());
        }

        #[test]
        fn a_damaged_asset_is_read_or_refused(at in 5..WORLD.len(), byte in any::<u8>()) {
            let mut damaged = WORLD.to_vec();
            damaged[at] = byte;
            if let Ok(land) = land(&damaged) {
                prop_assert!(land.coasts.iter().flat_map(|ring| &ring.points).all(|v| (v.length() - 1.0).abs() < 1e-9));
            }
        }
    }
}
