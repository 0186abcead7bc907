//! In which order friends are listed, and which of them are looked for.

use super::{Circle, Person};

/// In which order friends stand. The address says it: `?sort=name`, else who is live comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    LiveFirst,
    Name,
}

impl Order {
    pub const ALL: [Self; 2] = [Self::LiveFirst, Self::Name];

    /// The word for addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::LiveFirst => "live",
            Self::Name => "name",
        }
    }

    /// What it is called on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::LiveFirst => "Live first",
            Self::Name => "By name",
        }
    }

    /// The order of this word; for any other word the usual one.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default()
    }
}

impl Circle {
    /// The friends who are looked for: whose name or handle contains what is typed, in any case. Nothing typed is
    /// everybody.
    pub fn friends_like(&self, typed: &str) -> Vec<Person> {
        let wanted = typed.trim().trim_start_matches('@').to_lowercase();
        let named = |person: &Person| person.name.to_lowercase().contains(&wanted);
        let handled = |person: &Person| {
            self.handles.get(&person.id).is_some_and(|handle| handle.as_str().contains(&wanted))
        };
        self.friends.iter().filter(|person| named(person) || handled(person)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, id: &str) -> Person {
        Person { name: name.into(), id: id.parse().unwrap() }
    }

    #[test]
    fn a_friend_is_found_by_a_part_of_their_name_or_of_their_handle() {
        let circle = Circle {
            friends: vec![person("Élodie Blanc", "e"), person("Maya", "m"), person("Noor", "n")],
            handles: [("n".parse().unwrap(), "night_owl".parse().unwrap())].into(),
            ..Circle::default()
        };
        let names = |typed: &str| -> Vec<String> {
            circle.friends_like(typed).into_iter().map(|person| person.name).collect()
        };
        assert_eq!(names("éLO"), ["Élodie Blanc"]);
        assert_eq!(names(" @Night"), ["Noor"]);
        assert_eq!(names("o"), ["Élodie Blanc", "Noor"]);
        assert_eq!(names("").len(), 3);
        assert!(names("zoe").is_empty());
    }

    #[test]
    fn an_order_survives_the_address_and_nonsense_is_the_usual_one() {
        for order in Order::ALL {
            assert_eq!(Order::of(order.word()), order);
        }
        assert_eq!(Order::of("<script>"), Order::LiveFirst);
    }
}
