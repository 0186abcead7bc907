//! `PATCH /account/…`: changing what is one's own.

mod email;
mod name;
mod password;
mod status;

pub(super) use email::email;
pub(super) use name::name;
pub(super) use password::password;
pub(super) use status::status;

use crate::rate_limit::Limit;

/// Attempts of one person from one network to prove their password, whatever they want to change with it.
const PASSWORD_ATTEMPTS: Limit = Limit::new("PATCH /account/password", 10, 3600);
