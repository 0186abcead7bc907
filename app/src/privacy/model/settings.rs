//! Everything I chose, and the one answer to what a friend is shown.

use std::collections::BTreeMap;

use appwrite::Id;
use serde::{Deserialize, Serialize};

use super::{Audience, Exception, Precision};
use crate::{friends::Person, presence::model::Ghost};

/// What decides who sees me, and how precisely.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub ghost: Option<Ghost>,
    pub precision: Precision,
    pub audience: Audience,
    pub exceptions: BTreeMap<Id, Exception>,
}

impl Settings {
    /// How precisely a friend may have my place. `None`: for them I am not here at all.
    pub fn seen_by(&self, friend: &Id) -> Option<Precision> {
        if self.is_unseen() {
            return None;
        }
        match (self.exceptions.get(friend), self.audience) {
            (Some(Exception::Hidden), _) => None,
            // What is said of one person goes before what is said of all.
            (Some(Exception::Exact), _) => Some(Precision::Exact),
            (Some(Exception::City), _) => Some(Precision::City),
            (Some(Exception::Listed), Audience::Except) | (None, Audience::Only) => None,
            (Some(Exception::Listed) | None, _) => Some(self.precision),
        }
    }

    /// Whether nobody at all sees me, so that there is nothing to tell from not being there.
    pub fn is_unseen(&self) -> bool {
        self.ghost.is_some() || self.audience == Audience::Nobody
    }
}

/// My place in words, as it is shown at each precision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub exact: String,
    pub city: String,
    pub country: String,
}

impl Words {
    pub fn at(&self, precision: Precision) -> &str {
        match precision {
            Precision::Exact => &self.exact,
            Precision::City => &self.city,
            Precision::Country => &self.country,
        }
    }
}

/// How I am seen by those who see me: what every page knows of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeenAs {
    /// While I am one, nobody sees me.
    pub ghost: Option<Ghost>,
    /// How precisely my friends have my place, but for those of whom I chose something else. `None`: I show myself to
    /// nobody.
    pub precision: Option<Precision>,
}

impl SeenAs {
    /// As a profile has it. What was never chosen is what everybody begins with.
    pub fn kept(ghost: Option<Ghost>, precision: Option<Precision>, audience: Option<Audience>) -> Self {
        let shown = audience.unwrap_or_default() != Audience::Nobody;
        Self { ghost, precision: shown.then(|| precision.unwrap_or_default()) }
    }
}

/// Everything the settings page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Privacy {
    pub settings: Settings,
    /// Friends may know when I was last here, and so I know it of them.
    pub show_seen: bool,
    pub blocked: Vec<Person>,
    /// `None` before I have said where I am.
    pub place: Option<Words>,
}

impl Privacy {
    /// What a friend sees of me, in a sentence.
    pub fn seen_by(&self, friend: &Person) -> String {
        let name = &friend.name;
        match (self.settings.seen_by(&friend.id), &self.place) {
            (None, _) => format!("{name} does not see you."),
            (Some(_), None) => format!("{name} sees that you are here. You have no pin yet."),
            (Some(precision), Some(place)) => format!("{name} sees you {}.", place.at(precision)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn settings(audience: Audience, exceptions: &[(&str, Exception)]) -> Settings {
        let exceptions = exceptions.iter().map(|(friend, shows)| (id(friend), *shows)).collect();
        Settings { audience, exceptions, ..Settings::default() }
    }

    #[test]
    fn a_friend_sees_the_city_unless_something_else_was_chosen() {
        assert_eq!(Settings::default().seen_by(&id("ben")), Some(Precision::City));
        let country = Settings { precision: Precision::Country, ..Settings::default() };
        assert_eq!(country.seen_by(&id("ben")), Some(Precision::Country));
    }

    #[test]
    fn the_audience_decides_who_sees_and_a_word_about_one_friend_goes_before_it() {
        let listed = [("ben", Exception::Listed)];
        let city = Some(Precision::City);
        for (audience, ben, eve) in [
            (Audience::All, city, city),
            (Audience::Only, city, None),
            (Audience::Except, None, city),
            (Audience::Nobody, None, None),
        ] {
            let settings = settings(audience, &listed);
            assert_eq!(
                (settings.seen_by(&id("ben")), settings.seen_by(&id("eve"))),
                (ben, eve),
                "{audience:?}"
            );
        }
        for audience in [Audience::All, Audience::Only, Audience::Except] {
            let seen = |shows| settings(audience, &[("ben", shows)]).seen_by(&id("ben"));
            assert_eq!(seen(Exception::Hidden), None, "{audience:?}");
            assert_eq!(seen(Exception::Exact), Some(Precision::Exact), "{audience:?}");
            assert_eq!(seen(Exception::City), city, "{audience:?}");
        }
        assert_eq!(settings(Audience::Nobody, &[("ben", Exception::Exact)]).seen_by(&id("ben")), None);
    }

    #[test]
    fn a_ghost_is_seen_by_nobody_whatever_else_was_chosen() {
        let ghost = Settings {
            ghost: Some(Ghost { until: None }),
            ..settings(Audience::All, &[("ben", Exception::Exact)])
        };
        assert_eq!(ghost.seen_by(&id("ben")), None);
        assert!(ghost.is_unseen());
    }

    #[test]
    fn what_every_page_knows_of_how_i_am_seen_is_the_city_until_i_choose_otherwise() {
        let (city, country) = (Some(Precision::City), Some(Precision::Country));
        assert_eq!(SeenAs::kept(None, None, None).precision, city);
        assert_eq!(SeenAs::kept(None, country, Some(Audience::Only)).precision, country);
        assert_eq!(SeenAs::kept(None, country, Some(Audience::Nobody)).precision, None);
    }

    #[test]
    fn what_a_friend_sees_is_said_in_words() {
        let ben = Person { name: "Ben".into(), id: id("ben") };
        let place = Words {
            exact: "at your exact place, near Lyon, France".into(),
            city: "near Lyon, France".into(),
            country: "in France".into(),
        };
        let mut privacy =
            Privacy { settings: Settings::default(), show_seen: true, blocked: vec![], place: Some(place) };
        assert_eq!(privacy.seen_by(&ben), "Ben sees you near Lyon, France.");
        privacy.settings.exceptions.insert(id("ben"), Exception::Hidden);
        assert_eq!(privacy.seen_by(&ben), "Ben does not see you.");
    }
}
