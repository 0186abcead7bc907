//! Which friends are looked for.

use super::{Circle, Person};

/// What they have to have. The address says it: `?q=maya&only=favourites`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// A part of their name or of their handle, in any case; nothing is in everybody's.
    pub typed: String,
    /// Whether they have to be a favourite.
    pub only_favourites: bool,
}

impl Sought {
    /// The word for addresses that asks for favourites alone.
    pub const FAVOURITES: &str = "favourites";

    /// What is said when no friend has it.
    pub fn nobody(&self) -> &'static str {
        match (self.only_favourites, self.typed.trim().is_empty()) {
            (true, true) => "No favourites yet: the star beside a friend makes them one.",
            (true, false) => "No favourite of yours is called that.",
            (false, _) => "No friend of yours is called that.",
        }
    }
}

impl Circle {
    /// The friends who are looked for, in the order of names.
    pub fn friends_like(&self, sought: &Sought) -> Vec<Person> {
        let wanted = sought.typed.trim().trim_start_matches('@').to_lowercase();
        let named = |person: &Person| person.name.to_lowercase().contains(&wanted);
        let handled = |person: &Person| {
            self.handles.get(&person.id).is_some_and(|handle| handle.as_str().contains(&wanted))
        };
        let marked = |person: &Person| !sought.only_favourites || self.favourites.contains(&person.id);
        let like = |person: &&Person| marked(person) && (named(person) || handled(person));
        self.friends.iter().filter(like).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, id: &str) -> Person {
        Person { name: name.into(), id: id.parse().unwrap() }
    }

    fn circle() -> Circle {
        Circle {
            friends: vec![person("Élodie Blanc", "e"), person("Maya", "m"), person("Noor", "n")],
            handles: [("n".parse().unwrap(), "night_owl".parse().unwrap())].into(),
            favourites: ["m", "n"].map(|id| id.parse().unwrap()).into(),
            ..Circle::default()
        }
    }

    fn names(typed: &str, only_favourites: bool) -> Vec<String> {
        let sought = Sought { typed: typed.to_owned(), only_favourites };
        circle().friends_like(&sought).into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn a_friend_is_found_by_a_part_of_their_name_or_of_their_handle() {
        assert_eq!(names("éLO", false), ["Élodie Blanc"]);
        assert_eq!(names(" @Night", false), ["Noor"]);
        assert_eq!(names("o", false), ["Élodie Blanc", "Noor"]);
        assert_eq!(names("", false).len(), 3);
        assert!(names("zoe", false).is_empty());
    }

    #[test]
    fn favourites_are_found_among_themselves() {
        assert_eq!(names("", true), ["Maya", "Noor"]);
        assert_eq!(names("o", true), ["Noor"]);
        assert!(names("éLO", true).is_empty());
    }
}
