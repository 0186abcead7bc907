//! Towns: all of them, read when the first is asked for.

use std::sync::LazyLock;

use globe::Spot;

use crate::{
    asset::{Asset, Row},
    tree::Tree,
};

/// A town of 15,000 people or more, or a capital.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Town {
    pub name: &'static str,
    pub country: &'static str,
    pub spot: Spot,
}

/// The town nearest to a place, however far.
pub fn nearest(spot: Spot) -> Town {
    let atlas = Atlas::get();
    atlas.town(atlas.towns.nearest(spot))
}

/// Everything known, ready to be asked.
pub(crate) struct Atlas {
    pub(crate) asset: Asset,
    pub(crate) towns: Tree,
    /// Those that are nobody's suburb.
    pub(crate) cities: Tree,
    /// The most populous town of each country.
    pub(crate) chief: Vec<u16>,
}

impl Atlas {
    #[expect(clippy::expect_used, reason = "the asset is part of the program, and a test reads it")]
    pub(crate) fn get() -> &'static Self {
        static ATLAS: LazyLock<Atlas> = LazyLock::new(|| Atlas::new(Asset::read().expect("the towns")));
        &ATLAS
    }

    fn new(asset: Asset) -> Self {
        let places = |some: fn(&&Row) -> bool| -> Vec<(u16, Spot)> {
            (0..).zip(&asset.towns).filter(|(_, row)| some(row)).map(|(at, row)| (at, row.spot)).collect()
        };
        let (towns, cities) = (Tree::new(places(|_| true)), Tree::new(places(|row| row.city)));
        let mut chief = vec![u16::MAX; asset.countries.len()];
        for (at, row) in (0..).zip(&asset.towns) {
            let first = &mut chief[usize::from(row.country)];
            *first = at.min(*first);
        }
        Self { towns, cities, chief, asset }
    }

    /// The town with this number: the lower, the more people.
    pub(crate) fn town(&self, at: u16) -> Town {
        let row = &self.asset.towns[usize::from(at)];
        Town { name: row.name(), country: self.asset.countries[usize::from(row.country)], spot: row.spot }
    }

    /// The most populous town of the country this town is in.
    pub(crate) fn chief_of(&self, at: u16) -> Town {
        self.town(self.chief[usize::from(self.asset.towns[usize::from(at)].country)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_town_is_the_one_a_map_shows() {
        let found = |lat, lng| nearest(Spot::new(lat, lng).unwrap()).name;
        assert_eq!(found(45.7640, 4.8357), "Lyon");
        assert_eq!(found(47.0707, 15.4395), "Graz");
        assert_eq!(found(45.7719, 4.8902), "Villeurbanne");
        assert_eq!(nearest(Spot::new(1.29, 103.85).unwrap()).country, "Singapore");
    }

    #[test]
    fn every_country_has_a_town() {
        let atlas = Atlas::get();
        assert!(atlas.chief.iter().all(|chief| usize::from(*chief) < atlas.asset.towns.len()));
    }
}
