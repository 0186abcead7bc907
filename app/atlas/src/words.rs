//! What places are called.

use globe::Spot;

use crate::{coarse::is_lonely, nearest, town::Town};

/// Up to here a place is near its town.
const NEAR_KM: f64 = 60.0;

/// Countries that are called by an article, beside all that are islands by name.
const WITH_ARTICLE: [&str; 16] = [
    "Bahamas",
    "British Virgin Islands",
    "Caribbean Netherlands",
    "Central African Republic",
    "Comoros",
    "Dominican Republic",
    "French Southern Territories",
    "Gambia",
    "Isle of Man",
    "Maldives",
    "Netherlands",
    "Palestinian Territories",
    "Philippines",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
];

/// "near Lyon, France"; further away from every town, how far.
pub fn near(spot: Spot) -> String {
    let town = nearest(spot);
    let far = town.spot.km_to(spot);
    match far <= NEAR_KM {
        true => format!("near {}", called(town)),
        false => format!("about {:.0} km from {}", (far / 50.0).round().max(2.0) * 50.0, called(town)),
    }
}

/// "in France"; where no country is near, that.
pub fn within(spot: Spot) -> String {
    if is_lonely(spot) {
        return "far from every town".to_owned();
    }
    let country = nearest(spot).country;
    let article = WITH_ARTICLE.contains(&country) || country.ends_with("Islands");
    format!("in {}{country}", if article { "the " } else { "" })
}

/// A town and its country; a city that is its own country is called once.
fn called(town: Town) -> String {
    match town.name == town.country {
        true => town.name.to_owned(),
        false => format!("{}, {}", town.name, town.country),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, lng: f64) -> Spot {
        Spot::new(lat, lng).unwrap()
    }

    #[test]
    fn a_place_is_called_as_people_call_it() {
        assert_eq!(near(spot(45.7578, 4.8320)), "near Lyon, France");
        assert_eq!(near(spot(1.30, 103.85)), "near Singapore");
        assert!(near(spot(-40.0, -120.0)).starts_with("about "));
        assert_eq!(within(spot(45.7578, 4.8320)), "in France");
        assert_eq!(within(spot(40.7, -74.0)), "in the United States");
        assert_eq!(within(spot(-40.0, -120.0)), "far from every town");
    }

    #[test]
    fn every_country_with_an_article_is_one() {
        let countries = &crate::town::Atlas::get().asset.countries;
        assert!(WITH_ARTICLE.iter().all(|name| countries.contains(name)));
    }
}
