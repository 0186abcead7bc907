//! The list under a field: what is offered, and which of it is pointed at.

use super::Town;

/// What was found for what was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    towns: Vec<Town>,
    at: Option<usize>,
}

/// Where to point next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Down,
    Up,
}

impl Offer {
    /// These towns, with none pointed at yet.
    pub fn of(towns: Vec<Town>) -> Self {
        Self { towns, at: None }
    }

    pub fn towns(&self) -> &[Town] {
        &self.towns
    }

    /// Which one is pointed at.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Points at the next one; after the last comes the first.
    pub fn step(&mut self, step: Step) {
        let count = self.towns.len();
        self.at = match (step, self.at) {
            _ if count == 0 => None,
            (Step::Down, at) => Some(at.map_or(0, |at| (at + 1) % count)),
            (Step::Up, at) => Some(at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1)),
        };
    }

    /// The town Enter chooses: the one pointed at, else the first, which is the likeliest.
    pub fn choice(&self) -> Option<&Town> {
        self.towns.get(self.at.unwrap_or(0))
    }

    /// What is said of the list to whoever does not see it.
    pub fn summary(&self) -> String {
        match self.towns.len() {
            0 => "No place is called that.".to_owned(),
            1 => "1 place.".to_owned(),
            n => format!("{n} places. Choose one with the arrow keys."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::Spot;

    fn offer(names: &[&str]) -> Offer {
        let spot = Spot::new(45.7, 4.8).unwrap();
        let town = |name: &&str| Town { name: (*name).into(), country: "France".into(), spot };
        Offer::of(names.iter().map(town).collect())
    }

    fn chosen(offer: &Offer) -> Option<&str> {
        offer.choice().map(|town| town.name.as_str())
    }

    #[test]
    fn the_keys_go_round_and_enter_alone_takes_the_likeliest() {
        let mut towns = offer(&["Lyon", "Lyons", "Lys"]);
        assert_eq!((towns.at(), chosen(&towns)), (None, Some("Lyon")));
        towns.step(Step::Up);
        assert_eq!(chosen(&towns), Some("Lys"));
        towns.step(Step::Down);
        towns.step(Step::Down);
        assert_eq!(chosen(&towns), Some("Lyons"));
        towns.step(Step::Up);
        assert_eq!((towns.at(), chosen(&towns)), (Some(0), Some("Lyon")));
    }

    #[test]
    fn with_nothing_found_there_is_nothing_to_point_at_or_choose() {
        let mut none = offer(&[]);
        none.step(Step::Down);
        none.step(Step::Up);
        assert_eq!((none.at(), chosen(&none)), (None, None));
        assert_eq!(none.summary(), "No place is called that.");
        assert_eq!(offer(&["Lyon"]).summary(), "1 place.");
    }
}
