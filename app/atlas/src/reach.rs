//! How much a coarse place leaves open: how far from it those may be who are shown there. For whoever wants to see what
//! others see of them; the places themselves know nothing of it.

use std::f64::consts::TAU;

use globe::{EARTH_KM, Spot, Vector};

use crate::{
    coarse::{city, country, is_lonely},
    town::Atlas,
};

/// It is looked in so many directions, in steps of so many parts of the way.
const DIRECTIONS: u32 = 36;
const STEPS: u32 = 30;
/// No place is further from what [`city`] makes of it, in kilometres, nor from the cell [`country`] makes of it.
const CITY_KM: f64 = 75.0;
const CELL_KM: f64 = 1200.0;
/// Some countries have islands on the other side of the world. So many of a hundred towns are counted in, the nearest
/// first: a circle that leaves a few out promises less than is kept, and not more.
const TOWNS_IN: usize = 95;
/// What comes out is rounded up to this, because it is no measurement.
const CITY_ROUND: f64 = 5.0;
const COUNTRY_ROUND: f64 = 50.0;

/// About how far from `city(spot)` places are that become the same, in kilometres. `spot` itself is never further.
pub fn city_reach(spot: Spot) -> f64 {
    let shown = city(spot);
    round_up(furthest_like(shown, CITY_KM, city).max(shown.km_to(spot)), CITY_ROUND)
}

/// About how far from `country(spot)` places are that become the same, in kilometres. `spot` itself is never further.
pub fn country_reach(spot: Spot) -> f64 {
    let shown = country(spot);
    let reach = match is_lonely(spot) {
        true => furthest_like(shown, CELL_KM, country),
        false => furthest_towns(spot, shown),
    };
    round_up(reach.max(shown.km_to(spot)), COUNTRY_ROUND)
}

/// How far one may go from a coarse place, in whichever direction is best, before it becomes another.
fn furthest_like(shown: Spot, most: f64, coarse: fn(Spot) -> Spot) -> f64 {
    let far = |turn: f64| {
        let steps = (1..=STEPS).map(|step| most * f64::from(step) / f64::from(STEPS));
        steps.take_while(|km| coarse(off(shown, *km, turn)) == shown).last().unwrap_or_default()
    };
    (0..DIRECTIONS).map(|n| far(TAU * f64::from(n) / f64::from(DIRECTIONS))).fold(0.0, f64::max)
}

/// Within how far from `shown` nearly all towns of the country lie that `spot` is in.
fn furthest_towns(spot: Spot, shown: Spot) -> f64 {
    let atlas = Atlas::get();
    let here = atlas.asset.towns[usize::from(atlas.towns.nearest(spot))].country;
    let towns = atlas.asset.towns.iter().filter(|town| town.country == here);
    let mut away: Vec<f64> = towns.map(|town| town.spot.km_to(shown)).collect();
    away.sort_by(f64::total_cmp);
    let last = (away.len() * TOWNS_IN).div_ceil(100).max(1) - 1;
    away.get(last).copied().unwrap_or_default()
}

/// The place so far from another, in this direction.
fn off(from: Spot, km: f64, turn: f64) -> Spot {
    let up = from.vector();
    let (lat, lng) = (from.lat().to_radians(), from.lng().to_radians());
    let east = Vector { x: -lng.sin(), y: lng.cos(), z: 0.0 };
    let north = Vector { x: -lat.sin() * lng.cos(), y: -lat.sin() * lng.sin(), z: lat.cos() };
    let (sin, cos) = (km / EARTH_KM).sin_cos();
    up.mix(cos, north.mix(turn.cos(), east, turn.sin()), sin).into()
}

fn round_up(km: f64, to: f64) -> f64 {
    (km / to).ceil().max(1.0) * to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spot(lat: f64, lng: f64) -> Spot {
        Spot::new(lat, lng).unwrap()
    }

    #[test]
    fn a_city_reaches_to_its_neighbours_and_a_country_to_its_borders() {
        let lyon = spot(45.7578, 4.8320);
        assert!((10.0..=50.0).contains(&city_reach(lyon)), "{}", city_reach(lyon));
        assert!((700.0..=1_000.0).contains(&country_reach(lyon)), "{}", country_reach(lyon));
        // A city that is a country is no larger than that.
        assert!(country_reach(spot(1.29, 103.85)) <= 50.0);
        // And the sea is a cell.
        let pacific = country_reach(spot(-40.0, -120.0));
        assert!((500.0..=1_200.0).contains(&pacific), "{pacific}");
    }

    #[test]
    fn a_place_so_far_away_is_so_far_away() {
        for (lat, lng) in [(45.0, 5.0), (-89.0, 170.0), (0.0, -180.0)] {
            for turn in [0.0, 1.0, 3.0, 5.0] {
                assert!((spot(lat, lng).km_to(off(spot(lat, lng), 30.0, turn)) - 30.0).abs() < 1e-6);
            }
        }
    }

    proptest! {
        #[test]
        fn nobody_is_further_from_where_they_are_shown(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let place = spot(lat, lng);
            prop_assert!(city(place).km_to(place) <= city_reach(place));
            prop_assert!(country(place).km_to(place) <= country_reach(place));
            prop_assert!((5.0..=80.0).contains(&city_reach(place)), "{}", city_reach(place));
        }
    }
}
