//! A place made coarse. What comes out is one of a fixed list of places, chosen by no more than this: which city is
//! nearest, or which cell it is. Whether a cell counts as empty country is the cell's, not the place's: else the few
//! places of a cell that are just too far from a city would tell themselves apart.

use globe::Spot;

use crate::{cell::Grid, town::Atlas};

/// Cells whose centre is further than this from any city are empty country.
const EMPTY_KM: f64 = 40.0;
/// Large cells whose centre is further than this from any town are no country's.
const LONELY_KM: f64 = 1000.0;

/// The centre of the nearest city; in empty country, the centre of a fixed cell of about 25 km. A suburb counts as the
/// city it belongs to, so everywhere within five kilometres of the answer has the same answer.
pub fn city(spot: Spot) -> Spot {
    let (atlas, cell) = (Atlas::get(), Grid::FINE.centre(spot));
    let around = atlas.town(atlas.cities.nearest(cell));
    match around.spot.km_to(cell) > EMPTY_KM {
        true => cell,
        false => atlas.town(atlas.cities.nearest(spot)).spot,
    }
}

/// The most populous town of the country the nearest town is in; far from every town, the centre of a fixed cell of
/// about 1000 km.
pub fn country(spot: Spot) -> Spot {
    let (atlas, cell) = (Atlas::get(), Grid::COARSE.centre(spot));
    match is_lonely(spot) {
        true => cell,
        false => atlas.chief_of(atlas.towns.nearest(spot)).spot,
    }
}

/// Whether a place is in no country, as far as [`country`] tells.
pub(crate) fn is_lonely(spot: Spot) -> bool {
    let (atlas, cell) = (Atlas::get(), Grid::COARSE.centre(spot));
    atlas.town(atlas.towns.nearest(cell)).spot.km_to(cell) > LONELY_KM
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::nearest;

    fn spot(lat: f64, lng: f64) -> Spot {
        Spot::new(lat, lng).unwrap()
    }

    /// A place this far from another, in this direction.
    fn off(from: Spot, km: f64, turn: f64) -> Spot {
        let north = km * turn.cos() / 111.2;
        let east = km * turn.sin() / (111.2 * from.lat().to_radians().cos());
        spot((from.lat() + north).clamp(-90.0, 90.0), from.lng() + east)
    }

    #[test]
    fn a_street_becomes_its_city_and_a_suburb_the_city_it_belongs_to() {
        let lyon = nearest(spot(45.7485, 4.8467)).spot;
        assert_eq!(city(spot(45.7578, 4.8320)), lyon, "a street in Lyon");
        assert_eq!(city(spot(45.7719, 4.8902)), lyon, "Villeurbanne");
        assert_eq!(nearest(country(spot(45.7578, 4.8320))).name, "Paris");
    }

    #[test]
    fn in_empty_country_a_whole_cell_is_one_place() {
        let sahara = spot(23.1, 10.2);
        assert!(nearest(sahara).spot.km_to(sahara) > 80.0, "there is a town in the Sahara now");
        assert_eq!(city(sahara), Grid::FINE.centre(sahara));
        let pacific = spot(-40.0, -120.0);
        assert_eq!(country(pacific), Grid::COARSE.centre(pacific));
    }

    #[test]
    fn no_two_cities_are_nearer_to_each_other_than_ten_kilometres() {
        let atlas = Atlas::get();
        let cities: Vec<Spot> = (0..)
            .zip(&atlas.asset.towns)
            .filter(|(_, row)| row.city)
            .map(|(at, _)| atlas.town(at).spot)
            .collect();
        let mut by_latitude: Vec<&Spot> = cities.iter().collect();
        by_latitude.sort_by(|a, b| a.lat().total_cmp(&b.lat()));
        for (at, city) in by_latitude.iter().enumerate() {
            let close = by_latitude[at + 1..].iter().take_while(|other| other.lat() - city.lat() < 0.1);
            for other in close {
                assert!(city.km_to(**other) > 9.9, "{city:?} {other:?}");
            }
        }
    }

    #[test]
    fn there_are_no_more_countries_to_be_in_than_countries_and_large_cells() {
        let answers: HashSet<String> = (-90..=90)
            .flat_map(|lat| {
                (-180..180).map(move |lng| format!("{:?}", country(spot(lat.into(), lng.into()))))
            })
            .collect();
        assert!(answers.len() < 500, "{}", answers.len());
    }

    proptest! {
        #[test]
        fn everybody_around_a_city_is_at_the_same_place(at in 0..23_000_u16, km in 0.0..4.9, turn in 0.0..7.0) {
            let atlas = Atlas::get();
            prop_assume!(atlas.asset.towns[usize::from(at)].city);
            let town = atlas.town(at).spot;
            prop_assert_eq!(city(off(town, km, turn)), town);
        }

        #[test]
        fn a_coarse_place_is_a_city_or_the_centre_of_a_cell(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let place = spot(lat, lng);
            let coarse = city(place);
            let cell = Grid::FINE.centre(place);
            let a_city = nearest(coarse).spot == coarse && coarse.km_to(place) < 75.0;
            prop_assert!(coarse == cell || a_city, "{:?}", coarse);
            prop_assert_eq!(city(place), coarse, "asked twice");
            let cell_of_another = Grid::FINE.centre(off(cell, 5.0, lng));
            if coarse == cell && cell_of_another == cell {
                prop_assert_eq!(city(off(cell, 5.0, lng)), coarse);
            }
        }
    }
}
