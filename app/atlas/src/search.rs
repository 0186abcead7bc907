//! Towns by what somebody types: the beginnings of words, without minding accents, hyphens or capitals.

use std::sync::LazyLock;

use crate::town::{Atlas, Town};

/// The towns that are called what was typed, and then those whose words begin as the words typed do, of each the most
/// populous first. A later word may be the country's, as in "paris france".
pub fn search(text: &str, limit: usize) -> Vec<Town> {
    let (atlas, names) = (Atlas::get(), &*NAMES);
    let typed = plain(text);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let Some((first, rest)) = words.split_first() else { return vec![] };
    // Most people are looking for a big town, so the list is gone through from its top and seldom far.
    let begun = (0..).zip(&atlas.asset.towns).filter(|(at, row)| {
        let (name, country) = (names.town(*at), &*names.countries[usize::from(row.country)]);
        name != typed
            && begins(name, first)
            && rest.iter().all(|word| begins(name, word) || begins(country, word))
    });
    // A small town with a short name would never come up among all that begin with it.
    let called = names.called(&typed).iter().copied();
    called.chain(begun.map(|(at, _)| at)).take(limit).map(|at| atlas.town(at)).collect()
}

/// Every name in plain letters, made when the first search is.
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let asset = &Atlas::get().asset;
    let (mut text, mut ends) = (String::new(), Vec::with_capacity(asset.towns.len()));
    for row in &asset.towns {
        text += &plain(row.name());
        ends.push(text.len() as u32);
    }
    let countries = asset.countries.iter().map(|name| plain(name).into()).collect();
    let mut names = Names { text, ends, countries, sorted: vec![] };
    // Stable, so that towns of one name stay in their order.
    let mut sorted: Vec<u16> = (0..).zip(&names.ends).map(|(at, _)| at).collect();
    sorted.sort_by_key(|at| names.town(*at));
    names.sorted = sorted;
    names
});

struct Names {
    /// All towns' names, one after the other.
    text: String,
    ends: Vec<u32>,
    countries: Vec<Box<str>>,
    /// All towns by their names.
    sorted: Vec<u16>,
}

impl Names {
    fn town(&self, at: u16) -> &str {
        let at = usize::from(at);
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// The towns of just this name, the most populous first.
    fn called(&self, name: &str) -> &[u16] {
        let from = self.sorted.partition_point(|at| self.town(*at) < name);
        let to = self.sorted.partition_point(|at| self.town(*at) <= name);
        &self.sorted[from..to]
    }
}

fn begins(name: &str, word: &str) -> bool {
    name.split(' ').any(|begun| begun.starts_with(word))
}

/// Small letters without accents, and one space between words.
fn plain(text: &str) -> String {
    let letters = &Atlas::get().asset.letters;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letters.binary_search_by_key(&letter, |(letter, _)| *letter) {
            Ok(at) => out.push_str(letters[at].1),
            Err(_) if letter == '\'' => {}
            Err(_) if letter.is_alphanumeric() => out.extend(letter.to_lowercase()),
            Err(_) if out.is_empty() || out.ends_with(' ') => {}
            Err(_) => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&'static str> {
        search(text, 3).into_iter().map(|town| town.name).collect()
    }

    #[test]
    fn the_biggest_town_whose_words_begin_so_comes_first() {
        assert_eq!(found("par")[0], "Paris");
        assert_eq!(found("zurich")[0], "Zürich");
        assert_eq!(found("ZÜR")[0], "Zürich");
        assert_eq!(found("mar plata"), ["Mar del Plata"]);
        assert_eq!(found("lodz")[0], "Łódź");
        assert_eq!(search("saint-denis", 9)[0].name, search("Saint Denis", 9)[0].name);
    }

    #[test]
    fn a_town_of_just_this_name_comes_before_larger_ones_that_begin_so() {
        assert_eq!(search("Pô", 1)[0].name, "Pô");
        assert_eq!(found("york")[0], "York");
        let paris: Vec<_> = search("  paris ", 2).into_iter().map(|town| town.country).collect();
        assert_eq!(paris, ["France", "United States"], "the largest of several first");
    }

    #[test]
    fn a_country_narrows_it_down_and_alone_finds_nothing_of_itself() {
        assert_eq!(search("paris united", 1)[0].country, "United States");
        assert!(found("").is_empty() && found(" - ").is_empty());
        assert!(found("no such town anywhere").is_empty());
        assert!(search("a", 5).len() == 5 && search("a", 0).is_empty());
    }

    proptest! {
        #[test]
        fn every_town_is_found_by_its_whole_name(at in 0..23_000_u16) {
            let town = Atlas::get().town(at);
            prop_assert!(search(town.name, 100).iter().any(|found| found.name == town.name), "{}", town.name);
        }

        #[test]
        fn whatever_is_typed_is_answered(text in ".{0,40}") {
            prop_assert!(search(&text, 5).len() <= 5);
        }
    }
}
