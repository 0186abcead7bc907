//! `PATCH /account/…`: changing what is one's own.

mod email;
mod name;
mod password;
mod status;

pub(super) use email::email;
pub(super) use name::name;
pub(super) use password::password;
pub(super) use status::status;
