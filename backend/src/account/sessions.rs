//! Sessions: a sign-in each, and what a person can do about theirs.

mod anonymous;
mod delete;
mod email;
mod get;
mod list;
pub(crate) mod model;
pub(crate) mod open;
mod renew;
pub(crate) mod store;
mod token;

pub(super) use anonymous::anonymous;
pub(super) use delete::{delete, delete_all};
pub(super) use email::email;
pub(super) use get::get;
pub(super) use list::list;
pub(super) use renew::renew;
pub(super) use token::token;

use appwrite::Id;

use crate::{
    caller::Person,
    error::{Kind, Result},
};

/// The session an address names: `current` is the one behind the request. Errors: `user_session_not_found` when
/// there is none behind it.
fn named(id: Id, person: &Person) -> Result<Id> {
    if id != "current" {
        return Ok(id);
    }
    person.session().cloned().ok_or_else(|| Kind::UserSessionNotFound.into())
}
