//! The steps in their order. Plain Rust.

/// One of the three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Handle,
    Pin,
    Invite,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Handle, Self::Pin, Self::Invite];

    /// The step an address names by its number. Whatever else stands there means the first.
    pub fn of_query(step: Option<&str>) -> Self {
        let named = |one: &Self| step.is_some_and(|step| step == one.number().to_string());
        Self::ALL.into_iter().find(named).unwrap_or_default()
    }

    /// From 1 on.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// Where it is.
    pub fn address(self) -> &'static str {
        match self {
            Self::Handle => "/app/welcome?step=1",
            Self::Pin => "/app/welcome?step=2",
            Self::Invite => "/app/welcome?step=3",
        }
    }

    /// What there is to do.
    pub fn title(self) -> &'static str {
        match self {
            Self::Handle => "Pick your handle",
            Self::Pin => "Place your pin",
            Self::Invite => "Invite someone",
        }
    }

    /// `None` for the first.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|one| *one != self).last()
    }

    /// `None` for the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|one| *one != self).nth(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_step_and_anything_else_the_first() {
        for step in Step::ALL {
            let named = step.address().split_once("step=").map(|(_, number)| number);
            assert_eq!(Step::of_query(named), step);
        }
        for other in [None, Some(""), Some("0"), Some("4"), Some("pin")] {
            assert_eq!(Step::of_query(other), Step::Handle, "{other:?}");
        }
    }

    #[test]
    fn one_goes_on_from_the_first_to_the_last_and_back() {
        assert_eq!(Step::ALL.map(Step::next), [Some(Step::Pin), Some(Step::Invite), None]);
        assert_eq!(Step::ALL.map(Step::before), [None, Some(Step::Handle), Some(Step::Pin)]);
    }
}
