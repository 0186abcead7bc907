//! Whom a permission names: `any`, `users`, `user:<id>`, `team:<id>/<role>` and so on.

use std::{fmt, str::FromStr};

use super::Id;

/// Whether a role speaks of everybody of its kind, or only of those with (or without) a verified address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    Every,
    Verified,
    Unverified,
}

/// A party to whom something can be permitted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Everyone, signed in or not.
    Any,
    /// Whoever is not signed in.
    Guests,
    /// Whoever is signed in.
    Users(Dimension),
    /// One person.
    User(Id, Dimension),
    /// Confirmed members of a team; with a role, only those who hold it there.
    Team(Id, Option<Id>),
    /// One membership of one team.
    Member(Id),
    /// People who carry a label.
    Label(Id),
}

/// The text names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a role")]
pub struct InvalidRole;

impl Role {
    /// One person, verified or not.
    pub fn user(id: &Id) -> Self {
        Self::User(id.clone(), Dimension::Every)
    }

    /// Everybody who is signed in.
    pub fn users() -> Self {
        Self::Users(Dimension::Every)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Every => "",
            Self::Verified => "/verified",
            Self::Unverified => "/unverified",
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Guests => f.write_str("guests"),
            Self::Users(dimension) => write!(f, "users{dimension}"),
            Self::User(id, dimension) => write!(f, "user:{id}{dimension}"),
            Self::Team(id, None) => write!(f, "team:{id}"),
            Self::Team(id, Some(role)) => write!(f, "team:{id}/{role}"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Label(label) => write!(f, "label:{label}"),
        }
    }
}

impl FromStr for Role {
    type Err = InvalidRole;

    fn from_str(text: &str) -> Result<Self, InvalidRole> {
        let (head, tail) = match text.split_once('/') {
            Some((head, tail)) => (head, Some(tail)),
            None => (text, None),
        };
        let (kind, id) = match head.split_once(':') {
            Some((kind, id)) => (kind, Some(id.parse::<Id>().map_err(|_| InvalidRole)?)),
            None => (head, None),
        };
        let dimension = || match tail {
            None => Ok(Dimension::Every),
            Some("verified") => Ok(Dimension::Verified),
            Some("unverified") => Ok(Dimension::Unverified),
            Some(_) => Err(InvalidRole),
        };
        match (kind, id, tail) {
            ("any", None, None) => Ok(Self::Any),
            ("guests", None, None) => Ok(Self::Guests),
            ("users", None, _) => Ok(Self::Users(dimension()?)),
            ("user", Some(id), _) => Ok(Self::User(id, dimension()?)),
            ("team", Some(id), None) => Ok(Self::Team(id, None)),
            ("team", Some(id), Some(role)) => {
                Ok(Self::Team(id, Some(role.parse().map_err(|_| InvalidRole)?)))
            }
            ("member", Some(id), None) => Ok(Self::Member(id)),
            ("label", Some(label), None) if label.as_str().bytes().all(|b| b.is_ascii_alphanumeric()) => {
                Ok(Self::Label(label))
            }
            _ => Err(InvalidRole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_as_it_was_written() {
        for text in [
            "any",
            "guests",
            "users",
            "users/verified",
            "users/unverified",
            "user:u-alice",
            "user:u/verified",
            "team:t",
            "team:t/owner",
            "member:m",
            "label:vip",
        ] {
            assert_eq!(text.parse::<Role>().map(|role| role.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn roles_that_name_nobody_are_refused() {
        for bad in [
            "",
            "*",
            "user:",
            "user",
            "any:x",
            "any/verified",
            "users/owner",
            "label:a-b",
            "member:m/x",
            "team:",
        ] {
            assert_eq!(bad.parse::<Role>(), Err(InvalidRole), "{bad}");
        }
    }
}
