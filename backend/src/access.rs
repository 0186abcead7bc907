//! May they? The permissions on a thing, how they are given, and whom they let do what.

use appwrite::{
    Permission, Role,
    wire::{Action, Id},
};
use serde_json::Value;

use crate::{
    caller::Caller,
    error::{Error, Kind, Result},
};

/// The most permissions on one thing.
const MOST: usize = 100;

/// The permissions on one thing, in the order they were given, without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grants(Vec<Permission>);

/// What kind of thing permissions are on: it decides which actions there are and what `write` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    /// A table or bucket: things can be created in it.
    Container,
    /// A row or file.
    Item,
    /// A presence: like an item, and sorted.
    Presence,
}

impl Grants {
    /// Reads a list of permission strings, as a caller sent it.
    pub(crate) fn parse(value: &Value, thing: Thing) -> std::result::Result<Self, String> {
        let Value::Array(entries) = value else {
            return Err("Permissions must be an array of strings.".into());
        };
        if entries.len() > MOST {
            return Err(format!("Permissions may hold at most {MOST} entries."));
        }
        let mut given = Vec::with_capacity(entries.len());
        for entry in entries {
            let text = entry.as_str().ok_or("Permissions must be an array of strings.")?;
            let permission: Permission = text
                .parse()
                .map_err(|_| format!("Permission \"{text}\" is not of the form read(\"role\")."))?;
            if permission.action == Action::Create && thing != Thing::Container {
                return Err("Permission \"create\" is not allowed here.".into());
            }
            given.push(permission);
        }
        Ok(Self::of(given, thing))
    }

    /// These permissions, with `write` spelled out.
    pub(crate) fn of(given: impl IntoIterator<Item = Permission>, thing: Thing) -> Self {
        let mut kept: Vec<Permission> = vec![];
        let mut keep = |permission: Permission| {
            if !kept.contains(&permission) {
                kept.push(permission);
            }
        };
        for permission in given {
            if permission.action != Action::Write {
                keep(permission);
                continue;
            }
            if thing == Thing::Container {
                keep(Permission::new(Action::Create, permission.role.clone()));
            }
            keep(Permission::update(permission.role.clone()));
            keep(Permission::delete(permission.role));
        }
        if thing == Thing::Presence {
            kept.sort_by_cached_key(ToString::to_string);
        }
        Self(kept)
    }

    /// What a row or file gets when its maker names no permissions: everything for a person, nothing from a key.
    pub(crate) fn default_for(caller: &Caller) -> Self {
        Self(caller.user_id().map(Permission::owner).unwrap_or_default())
    }

    /// What a presence gets when nobody is named: everything for its owner, with the literal `write` as upstream has it.
    pub(crate) fn default_presence(owner: &Id) -> Self {
        let mut all = Permission::owner(owner);
        all.push(Permission::new(Action::Write, Role::user(owner)));
        all.sort_by_cached_key(ToString::to_string);
        Self(all)
    }

    /// Permissions as the database keeps them: a JSON list of strings.
    pub(crate) fn from_stored(text: &str) -> Result<Self> {
        serde_json::from_str(text).map(Self).map_err(Error::internal)
    }

    /// The same, as a column of a row.
    pub(crate) fn in_row(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Self> {
        crate::db::json(row, column).map(Self)
    }

    pub(crate) fn to_stored(&self) -> String {
        // A list of texts is always JSON.
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    pub(crate) fn to_json(&self) -> Value {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().into()
    }

    /// Whether this caller may do it. A key may do everything.
    pub(crate) fn allow(&self, action: Action, caller: &Caller) -> bool {
        caller.is_key()
            || self.0.iter().any(|held| held.action == action && caller.roles().contains(&held.role))
    }

    /// Who is named for this action.
    pub(crate) fn roles(&self, action: Action) -> Vec<Role> {
        self.0.iter().filter(|held| held.action == action).map(|held| held.role.clone()).collect()
    }

    /// Who may read.
    pub(crate) fn readers(&self) -> Vec<Role> {
        self.roles(Action::Read)
    }

    /// People may only hand on what they hold: a permission names a role of their own, or it is refused.
    pub(crate) fn check_grantable(&self, caller: &Caller) -> Result<()> {
        if caller.is_key() || self.0.iter().all(|given| caller.roles().contains(&given.role)) {
            return Ok(());
        }
        let held = caller.roles().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Err(Error::new(Kind::UserUnauthorized, format!("Permissions must be one of: ({held})")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn write_is_spelled_out_in_place_and_doubles_go() {
        let given = json!(["write(\"users\")", "read(\"any\")", "update(\"users\")"]);
        let item = Grants::parse(&given, Thing::Item).unwrap();
        assert_eq!(item.to_json(), json!(["update(\"users\")", "delete(\"users\")", "read(\"any\")"]));
        let table = Grants::parse(&given, Thing::Container).unwrap();
        assert_eq!(
            table.to_json(),
            json!(["create(\"users\")", "update(\"users\")", "delete(\"users\")", "read(\"any\")"])
        );
    }

    #[test]
    fn nothing_can_be_created_in_a_row() {
        assert!(Grants::parse(&json!(["create(\"users\")"]), Thing::Item).is_err());
        assert!(Grants::parse(&json!(["create(\"users\")"]), Thing::Presence).is_err());
        assert!(Grants::parse(&json!(["create(\"users\")"]), Thing::Container).is_ok());
    }
}
