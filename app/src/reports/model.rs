//! What a report is about. Plain Rust.

use serde::{Deserialize, Serialize};

/// How long a note can be, in characters.
pub const NOTE_LONGEST: usize = 500;

/// Why somebody is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Unwanted,
    Harassment,
    Impersonation,
    Spam,
    Other,
}

impl Reason {
    pub const ALL: [Self; 5] =
        [Self::Unwanted, Self::Harassment, Self::Impersonation, Self::Spam, Self::Other];

    /// The word for forms and rows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unwanted => "unwanted",
            Self::Harassment => "harassment",
            Self::Impersonation => "impersonation",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// What it is called on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unwanted => "Photos I did not want to see",
            Self::Harassment => "Bullying or threats",
            Self::Impersonation => "Pretends to be somebody else",
            Self::Spam => "Spam",
            Self::Other => "Something else",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_the_same_word_in_forms_and_in_rows() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.word());
        }
    }
}
