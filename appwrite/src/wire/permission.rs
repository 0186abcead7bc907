//! What may be done, and by whom: `read("user:u-alice")`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, Serializer};

use super::{Id, Role};

/// What a permission allows. `Write` stands for create, update and delete together, as far as the thing has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
    Write,
}

/// One right for one party.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Permission {
    pub action: Action,
    pub role: Role,
}

/// The text is not a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a permission of the form read(\"role\")")]
pub struct InvalidPermission;

impl Permission {
    pub fn new(action: Action, role: Role) -> Self {
        Self { action, role }
    }

    pub fn read(role: Role) -> Self {
        Self::new(Action::Read, role)
    }

    pub fn update(role: Role) -> Self {
        Self::new(Action::Update, role)
    }

    pub fn delete(role: Role) -> Self {
        Self::new(Action::Delete, role)
    }

    /// Read, update and delete for one person: what a person gets on what they make, when nothing else is asked.
    pub fn owner(user: &Id) -> Vec<Self> {
        let role = Role::user(user);
        vec![Self::read(role.clone()), Self::update(role.clone()), Self::delete(role)]
    }
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Write => "write",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(\"{}\")", self.action, self.role)
    }
}

impl FromStr for Permission {
    type Err = InvalidPermission;

    fn from_str(text: &str) -> Result<Self, InvalidPermission> {
        let (action, rest) = text.split_once("(\"").ok_or(InvalidPermission)?;
        let role = rest.strip_suffix("\")").ok_or(InvalidPermission)?;
        let action = [Action::Create, Action::Read, Action::Update, Action::Delete, Action::Write]
            .into_iter()
            .find(|known| known.as_str() == action)
            .ok_or(InvalidPermission)?;
        Ok(Self { action, role: role.parse().map_err(|_| InvalidPermission)? })
    }
}

impl TryFrom<String> for Permission {
    type Error = InvalidPermission;
    fn try_from(text: String) -> Result<Self, InvalidPermission> {
        text.parse()
    }
}

impl Serialize for Permission {
    /// As its text, without a copy in between: a heartbeat carries one for each friend.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_read_back_as_they_were_written() {
        for text in
            ["read(\"any\")", "write(\"user:u-alice\")", "create(\"users\")", "delete(\"team:t/owner\")"]
        {
            assert_eq!(text.parse::<Permission>().map(|p| p.to_string()), Ok(text.to_owned()));
        }
        for bad in ["read(any)", "read(\"\")", "READ(\"any\")", "read(\"any\") ", "execute(\"any\")", "read"]
        {
            assert_eq!(bad.parse::<Permission>(), Err(InvalidPermission), "{bad}");
        }
    }
}
