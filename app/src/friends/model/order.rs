//! In which order friends are listed.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_the_address_and_nonsense_is_the_usual_one() {
        for order in Order::ALL {
            assert_eq!(Order::of(order.word()), order);
        }
        assert_eq!(Order::of("<script>"), Order::LiveFirst);
    }
}
