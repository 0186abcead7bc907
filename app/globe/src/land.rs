//! Coasts and borders, as directions from the middle of the Earth, so that neither the antimeridian nor a pole is
//! anything special.

mod decode;
mod line;

pub use decode::NotTheAsset;
pub use line::Line;

use crate::Vector;

/// The world's coasts (closed rings, seas within land being rings of their own) and its borders (open lines).
#[derive(Clone, Debug, PartialEq)]
pub struct Land {
    pub coasts: Vec<Line>,
    pub borders: Vec<Line>,
}

impl Land {
    /// Reads the asset made by `generate/land.mjs`. Refuses anything else, and never panics.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotTheAsset> {
        decode::land(bytes)
    }

    /// Whether there is land under this direction.
    pub fn is_at(&self, v: Vector) -> bool {
        self.coasts.iter().filter(|ring| ring.encloses(v)).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Spot;

    fn world() -> Land {
        Land::decode(include_bytes!("../../../public/land-110m.bin")).unwrap()
    }

    #[test]
    fn the_world_has_its_land_where_it_belongs() {
        let world = world();
        let at = |lat, lng| world.is_at(Spot::nearest(lat, lng).vector());
        for (name, lat, lng) in [
            ("Graz", 47.07, 15.43),
            ("Kano", 12.0, 8.52),
            ("Alice Springs", -23.7, 133.87),
            ("Chukotka, beyond the antimeridian", 66.5, -174.0),
            ("Siberia, before it", 67.0, 178.0),
            ("Greenland", 72.0, -40.0),
            ("Viti Levu", -17.8, 178.0),
            ("the South Pole", -90.0, 0.0),
            ("inland Antarctica at the antimeridian", -86.0, 180.0),
        ] {
            assert!(at(lat, lng), "{name} is land");
        }
        for (name, lat, lng) in [
            ("the North Pole", 90.0, 0.0),
            ("the Atlantic", 30.0, -40.0),
            ("the Pacific at the antimeridian", 0.0, 180.0),
            ("the Caspian", 42.0, 50.5),
            ("the Southern Ocean", -60.0, 100.0),
        ] {
            assert!(!at(lat, lng), "{name} is sea");
        }
    }

    #[test]
    fn about_three_tenths_of_the_earth_is_land() {
        let world = world();
        let (mut land, mut all) = (0.0, 0.0);
        for lat in (-89..90).step_by(3) {
            let weight = f64::from(lat).to_radians().cos();
            for lng in (-180..180).step_by(3) {
                all += weight;
                if world.is_at(Spot::nearest(f64::from(lat), f64::from(lng)).vector()) {
                    land += weight;
                }
            }
        }
        assert!((0.27..0.31).contains(&(land / all)), "{}", land / all);
    }
}
