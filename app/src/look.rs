//! The first look: everything that every page under `/app` shows, read together and sent once.

use serde::{Deserialize, Serialize};

use crate::{AppError, account::Me, friends::live::FirstCircle, presence::Company, snaps::FirstMail};

pub mod api;
#[cfg(feature = "ssr")]
mod read;

/// Who I am and what is around me. One part that cannot be read leaves the others as they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Look {
    pub me: Me,
    /// Who is here.
    pub company: Result<Company, AppError>,
    /// My friends, and who asks whom.
    pub circle: FirstCircle,
    /// My snaps.
    pub mail: FirstMail,
}
