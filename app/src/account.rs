//! Who I am: signing in and out, and the account behind it.

pub mod api;
#[cfg(feature = "ssr")]
mod attempts;
#[cfg(feature = "ssr")]
mod belongings;
#[cfg(feature = "ssr")]
mod cookie;
pub mod entry;
#[cfg(feature = "ssr")]
pub mod export;
pub mod live;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod names;
pub mod view;

pub use live::{provide_me, use_live_me};
pub use model::{Me, use_me};

/// Counts one look for a person by their e-mail. Errors: [`crate::AppError::TooMany`] for whoever goes through a list.
#[cfg(feature = "ssr")]
pub(crate) fn limit_asking(who: &appwrite::Id) -> Result<(), crate::AppError> {
    attempts::looking_for_people(who).map_err(|_| crate::AppError::TooMany)
}
