//! Who is shown anything at all.

use serde::{Deserialize, Serialize};

/// Which of my friends see me.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    #[default]
    All,
    /// Those on the list.
    Only,
    /// Those who are not on the list.
    Except,
    Nobody,
}

/// What one friend is shown, when it is not what the rest are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Exception {
    Exact,
    City,
    /// Nothing.
    Hidden,
    /// They are on the list that [`Audience::Only`] and [`Audience::Except`] speak of.
    Listed,
}

impl Audience {
    pub const ALL: [Self; 4] = [Self::All, Self::Only, Self::Except, Self::Nobody];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Only => "only",
            Self::Except => "except",
            Self::Nobody => "nobody",
        }
    }

    /// What it is called where it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "All my friends",
            Self::Only => "Only those on my list",
            Self::Except => "All except those on my list",
            Self::Nobody => "Nobody",
        }
    }
}

impl Exception {
    pub const ALL: [Self; 4] = [Self::Exact, Self::City, Self::Hidden, Self::Listed];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::City => "city",
            Self::Hidden => "hidden",
            Self::Listed => "listed",
        }
    }

    /// What it is called where it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Exact => "Exact place",
            Self::City => "City",
            Self::Hidden => "Hidden from them",
            Self::Listed => "On my list",
        }
    }
}

/// An [`Exception`] or none, as it is chosen in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// What the rest are shown.
    Same,
    Exact,
    City,
    Hidden,
    Listed,
}

impl Choice {
    pub const ALL: [Self; 5] = [Self::Same, Self::Exact, Self::City, Self::Hidden, Self::Listed];

    pub fn exception(self) -> Option<Exception> {
        match self {
            Self::Same => None,
            Self::Exact => Some(Exception::Exact),
            Self::City => Some(Exception::City),
            Self::Hidden => Some(Exception::Hidden),
            Self::Listed => Some(Exception::Listed),
        }
    }

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.exception().map_or("same", Exception::word)
    }

    /// What it is called where it is chosen.
    pub fn title(self) -> &'static str {
        self.exception().map_or("Like everyone", Exception::title)
    }
}

impl From<Option<Exception>> for Choice {
    fn from(exception: Option<Exception>) -> Self {
        Self::ALL.into_iter().find(|choice| choice.exception() == exception).unwrap_or(Self::Same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_in_a_form_is_the_one_that_was_made() {
        for choice in Choice::ALL {
            let sent = serde_json::to_string(&choice).unwrap();
            assert_eq!(sent, format!("\"{}\"", choice.word()));
            assert_eq!(Choice::from(choice.exception()), choice);
        }
    }
}
