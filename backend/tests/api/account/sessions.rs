//! `/account/sessions`.

mod anonymous;
mod delete;
mod email;
mod list;
mod renew;
mod token;
