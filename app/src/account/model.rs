//! The person in front of the screen.

use appwrite::Id;
use leptos::prelude::expect_context;
use serde::{Deserialize, Serialize};

use super::name::Name;
use crate::hue::Hue;

mod device;
mod my_account;

pub use device::Device;
pub use my_account::MyAccount;
pub(crate) use my_account::farewell;
#[cfg(feature = "ssr")]
pub(crate) use my_account::is_farewell;

/// Whoever is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: Id,
    /// Never empty: a guest is called that.
    pub name: String,
    /// Without an e-mail address and password: gone when the session is.
    pub guest: bool,
    /// The colour of their picture.
    pub hue: Hue,
}

impl Me {
    pub(crate) fn from_account(account: &appwrite::wire::Account) -> Self {
        Self {
            id: account.id.clone(),
            name: display_name(&account.name),
            guest: account.email.is_empty(),
            hue: Hue::of_account(account),
        }
    }
}

/// What to show as the name of somebody, whatever the backend keeps: see [`Name::shown`]. Somebody without a name is a guest.
pub fn display_name(name: &str) -> String {
    Name::kept(name).map_or_else(|| "Guest".to_owned(), |name| name.shown())
}

/// Who is signed in, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it; that is a mistake in a route, not in anything a person does.
pub fn use_me() -> Me {
    expect_context()
}
