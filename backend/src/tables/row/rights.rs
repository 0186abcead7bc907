//! Who may do what with rows: the table's permissions first, then, with row security, the row's own.

use appwrite::wire::Action;

use crate::{
    access::Grants,
    caller::Caller,
    error::{Error, Kind, Result},
    tables::definition::Table,
};

/// Only the table's own permissions say who may create rows in it.
pub(super) fn may_create(table: &Table, caller: &Caller) -> Result<()> {
    if table.allows(Action::Create, caller) {
        return Ok(());
    }
    let named = table.permissions.roles(Action::Create);
    if named.is_empty() {
        return Err(Error::new(Kind::UserUnauthorized, "No permissions provided for action 'create'"));
    }
    let texts = |roles: &[appwrite::Role]| {
        serde_json::json!(roles.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string()
    };
    let role = caller.roles().last().map(ToString::to_string).unwrap_or_default();
    Err(Error::new(
        Kind::UserUnauthorized,
        format!(
            "Missing \"create\" permission for role \"{role}\". Only \"{}\" scopes are allowed and \"{}\" was given.",
            texts(&named),
            texts(caller.roles())
        ),
    ))
}

/// Whether this caller may do it with this row. Errors: `user_unauthorized`.
pub(super) fn may(table: &Table, row: &Grants, action: Action, caller: &Caller) -> Result<()> {
    if table.allows_with(row, action, caller) { Ok(()) } else { Err(Kind::UserUnauthorized.into()) }
}

/// The permissions a new row gets: those given, if the caller may give them, else its maker's own.
pub(super) fn of_new_row(given: Option<Grants>, caller: &Caller) -> Result<Grants> {
    match given {
        Some(given) => {
            given.check_grantable(caller)?;
            Ok(given)
        }
        None => Ok(Grants::default_for(caller)),
    }
}
