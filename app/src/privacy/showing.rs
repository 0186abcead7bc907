//! What is shown to whom, worked out for a whole circle of friends. The presence is one record with one place, so it
//! carries the coarsest that any of its readers may have; who may have a finer one reads it elsewhere.

use std::collections::BTreeSet;

use appwrite::Id;
use serde_json::{Map, Value, json};

use super::{
    model::{Precision, Words},
    terms::Terms,
};
use crate::{
    globe::model::{Halo, from_globe, on_globe},
    presence::{Spot, Zone},
};

/// What a presence may say, and to whom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Showing {
    pub(crate) readers: BTreeSet<Id>,
    pub(crate) precision: Precision,
    /// Already made as coarse as `precision` says.
    pub(crate) place: Option<Spot>,
    pub(crate) finer: Vec<Finer>,
}

/// A place for those who may have more than the presence says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finer {
    pub(crate) readers: BTreeSet<Id>,
    pub(crate) precision: Precision,
    pub(crate) place: Spot,
}

impl Showing {
    /// `None` when there is to be nothing to read for anybody.
    pub(crate) fn of(terms: &Terms) -> Option<Self> {
        let Terms { friends, settings, spot, .. } = terms;
        if settings.is_unseen() {
            return None;
        }
        let who_may_have = |wanted: Precision| -> BTreeSet<Id> {
            friends.iter().filter(|friend| settings.seen_by(friend) == Some(wanted)).cloned().collect()
        };
        let seen = || friends.iter().filter_map(|friend| settings.seen_by(friend));
        let precision = seen().max().unwrap_or(settings.precision);
        let finer = Precision::ALL.into_iter().filter(|finer| *finer < precision).filter_map(|finer| {
            let readers = who_may_have(finer);
            let place = reduce((*spot)?, finer)?;
            (!readers.is_empty()).then_some(Finer { readers, precision: finer, place })
        });
        Some(Self {
            readers: friends.iter().filter(|friend| settings.seen_by(friend).is_some()).cloned().collect(),
            precision,
            place: spot.and_then(|spot| reduce(spot, precision)),
            finer: finer.collect(),
        })
    }

    /// What the record says of the place, and of the time there, by the clock of their device. A country may have
    /// many zones, so which of them it is says more than the country: who shows no more than that tells nobody the time.
    pub(crate) fn metadata(&self, zone: Option<&Zone>) -> Map<String, Value> {
        let Some(place) = self.place else { return Map::new() };
        let zone = zone.filter(|_| self.precision < Precision::Country);
        let said =
            [("lat", json!(place.lat())), ("lng", json!(place.lon())), ("precision", json!(self.precision))];
        let said = said.into_iter().chain(zone.map(|zone| ("timeZone", json!(zone))));
        said.map(|(key, value)| (key.to_owned(), value)).collect()
    }
}

/// A place as it is shown at this precision. The same for everybody around it, and every time.
pub fn reduce(spot: Spot, precision: Precision) -> Option<Spot> {
    match precision {
        Precision::Exact => Some(spot),
        Precision::City => on_globe(spot).map(atlas::city).and_then(from_globe),
        Precision::Country => on_globe(spot).map(atlas::country).and_then(from_globe),
    }
}

/// What friends are told of a place, at each precision.
pub(super) fn words(spot: Spot) -> Option<Words> {
    let exact = on_globe(spot)?;
    let (lat, lon) = (spot.lat(), spot.lon());
    Some(Words {
        exact: format!("exactly where you are, {} ({lat:.4}, {lon:.4})", atlas::near(exact)),
        city: atlas::near(atlas::city(exact)),
        country: atlas::within(exact),
    })
}

/// What is left open when a place is shown at this precision. `None`: nothing is.
pub(crate) fn halo(spot: Spot, precision: Precision) -> Option<Halo> {
    let exact = on_globe(spot)?;
    let reach = match precision {
        Precision::Exact => return None,
        Precision::City => atlas::city_reach(exact),
        Precision::Country => atlas::country_reach(exact),
    };
    let words = words(spot)?.at(precision).to_owned();
    Some(Halo { middle: reduce(spot, precision)?, reach, words })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::privacy::model::{Audience, Exception, Settings};

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn terms(settings: Settings, spot: (f64, f64)) -> Terms {
        let friends = ["ben", "eve", "kim"].map(id).into();
        Terms { friends, settings, spot: Spot::new(spot.0, spot.1), seen_at: None }
    }

    const LYON_STREET: (f64, f64) = (45.7578, 4.8320);

    #[test]
    fn all_friends_read_the_city_by_default() {
        let showing = Showing::of(&terms(Settings::default(), LYON_STREET)).unwrap();
        assert_eq!(showing.readers.len(), 3);
        assert_eq!((showing.precision, showing.finer.len()), (Precision::City, 0));
        assert_ne!(showing.place, Spot::new(LYON_STREET.0, LYON_STREET.1));
        assert_eq!(
            words(Spot::new(LYON_STREET.0, LYON_STREET.1).unwrap()).unwrap().city,
            "near Lyon, France"
        );
    }

    #[test]
    fn the_record_carries_the_coarsest_and_each_finer_place_has_readers_of_its_own() {
        let settings = Settings {
            precision: Precision::Country,
            exceptions: [(id("ben"), Exception::Exact), (id("eve"), Exception::City)].into(),
            ..Settings::default()
        };
        let showing = Showing::of(&terms(settings, LYON_STREET)).unwrap();
        assert_eq!((showing.precision, showing.readers.len()), (Precision::Country, 3));
        let finer: Vec<_> =
            showing.finer.iter().map(|finer| (finer.precision, finer.readers.clone())).collect();
        assert_eq!(finer, [(Precision::Exact, [id("ben")].into()), (Precision::City, [id("eve")].into())]);
    }

    #[test]
    fn who_sees_nothing_reads_nothing_and_holds_nobody_else_back() {
        let settings = Settings {
            precision: Precision::Exact,
            exceptions: [(id("ben"), Exception::Hidden)].into(),
            ..Settings::default()
        };
        let showing = Showing::of(&terms(settings.clone(), LYON_STREET)).unwrap();
        assert_eq!(showing.readers, [id("eve"), id("kim")].into());
        assert_eq!(showing.precision, Precision::Exact);
        let nobody = Settings { audience: Audience::Nobody, ..settings };
        assert_eq!(Showing::of(&terms(nobody, LYON_STREET)), None);
    }

    #[test]
    fn the_time_is_told_with_a_place_in_it_and_neither_with_a_country_nor_without_a_place() {
        let zone = Zone::new("Europe/Paris");
        let told = |settings: Settings, spot: Option<Spot>| {
            let showing = Showing::of(&Terms { spot, ..terms(settings, LYON_STREET) }).unwrap();
            showing.metadata(zone.as_ref()).get("timeZone").cloned()
        };
        let lyon = Spot::new(LYON_STREET.0, LYON_STREET.1);
        let at = |precision| Settings { precision, ..Settings::default() };
        assert_eq!(told(at(Precision::City), lyon), Some(json!("Europe/Paris")));
        assert_eq!(told(at(Precision::Exact), lyon), Some(json!("Europe/Paris")));
        assert_eq!(told(at(Precision::Exact), None), None);
        assert_eq!(told(at(Precision::Country), lyon), None);
        // Whoever may have more than the country reads the same record as everybody else.
        let one = [(id("kim"), Exception::Exact)].into();
        assert_eq!(told(Settings { exceptions: one, ..at(Precision::Country) }, lyon), None);
    }

    #[test]
    fn a_halo_is_around_what_friends_are_shown_and_the_very_spot_has_none() {
        let lyon = Spot::new(LYON_STREET.0, LYON_STREET.1).unwrap();
        assert_eq!(halo(lyon, Precision::Exact), None);
        let city = halo(lyon, Precision::City).unwrap();
        assert_eq!((Some(city.middle), &*city.words), (reduce(lyon, Precision::City), "near Lyon, France"));
        let country = halo(lyon, Precision::Country).unwrap();
        assert_eq!((Some(country.middle), &*country.words), (reduce(lyon, Precision::Country), "in France"));
        assert!(country.reach > 10.0 * city.reach);
    }

    fn exception() -> impl Strategy<Value = Option<Exception>> {
        prop::option::of(prop::sample::select(&Exception::ALL[..]))
    }

    proptest! {
        #[test]
        fn nobody_can_read_more_than_they_may_have(
            precision in prop::sample::select(&Precision::ALL[..]),
            audience in prop::sample::select(&Audience::ALL[..]),
            exceptions in [exception(), exception(), exception()],
            lat in -90.0..=90.0,
            lon in -180.0..=180.0,
        ) {
            let exceptions = ["ben", "eve", "kim"].map(id).into_iter().zip(exceptions);
            let exceptions = exceptions.filter_map(|(friend, shows)| Some((friend, shows?))).collect();
            let settings = Settings { ghost: None, precision, audience, exceptions };
            let terms = terms(settings, (lat, lon));
            let Some(showing) = Showing::of(&terms) else {
                prop_assert_eq!(audience, Audience::Nobody);
                return Ok(());
            };
            for friend in &terms.friends {
                let may = terms.settings.seen_by(friend);
                let finest = showing.finer.iter().filter(|finer| finer.readers.contains(friend));
                let reads = showing.readers.contains(friend).then_some(showing.precision);
                let reads = finest.map(|finer| finer.precision).chain(reads).min();
                prop_assert_eq!(reads, may);
            }
            for finer in &showing.finer {
                prop_assert_eq!(Some(finer.place), terms.spot.and_then(|spot| reduce(spot, finer.precision)));
            }
            prop_assert_eq!(showing.place, terms.spot.and_then(|spot| reduce(spot, showing.precision)));
        }
    }
}
