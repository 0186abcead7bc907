//! How precisely a place is shown.

use serde::{Deserialize, Serialize};

/// The later, the coarser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    Exact,
    /// The nearest city, or in empty country a cell of about 25 km.
    #[default]
    City,
    Country,
}

impl Precision {
    pub const ALL: [Self; 3] = [Self::Exact, Self::City, Self::Country];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::City => "city",
            Self::Country => "country",
        }
    }

    /// What friends see, whatever the place is.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Exact => "Your friends will see the very spot your pin is on.",
            Self::City => "Your friends will see the nearest city, and nothing closer.",
            Self::Country => "Your friends will see the country, and nothing closer.",
        }
    }

    /// The same in few words, beside where I am.
    pub fn short(self) -> &'static str {
        match self {
            Self::Exact => "Friends see the very spot.",
            Self::City => "Friends see the city.",
            Self::Country => "Friends see the country.",
        }
    }

    /// What it is called where it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Exact => "Exact",
            Self::City => "City",
            Self::Country => "Country",
        }
    }
}
