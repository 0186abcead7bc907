//! The first look: everything that every page under `/app` shows, read together and sent once. A page that has come to life
//! asks once what has changed since, and again after every connection that was lost.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AppError,
    account::Me,
    friends::live::FirstCircle,
    globe::model::Halo,
    presence::{Company, Dot, Spot},
    privacy::Precision,
    snaps::{FirstMail, model::Depth},
};

pub mod api;
pub mod live;
#[cfg(any(feature = "browser", test))]
mod questions;
#[cfg(feature = "ssr")]
mod read;
#[cfg(feature = "ssr")]
mod tag;

pub use live::{CatchUp, Part, provide_catch_up, use_catch_up};

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
    /// What friends are shown of my place.
    pub halo: FirstHalo,
    /// All of this in short.
    pub known: Known,
}

/// What friends are shown of this place at this precision, where that is not the place itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FirstHalo(pub Option<(Spot, Precision, Option<Halo>)>);

/// What a page knows, as it was read. `None`: nothing, or it has changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub me: Option<Tag>,
    /// Who is a friend and who of us is here. Not how they are: that is in what is newer than `newest`.
    pub company: Option<Tag>,
    /// When somebody of the company last said anything, by the backend's clock.
    pub newest: Option<Timestamp>,
    /// Without when friends were last here.
    pub circle: Option<Tag>,
    pub mail: Option<Tag>,
    /// How deep the mailbox is.
    pub depth: Depth,
}

/// Stands for what was read: something else has another tag. Tags of two versions of the program differ for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag(u64);

/// What is not as the page knows it; mostly nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct News {
    /// The server's clock.
    pub as_of: Timestamp,
    pub me: Option<Me>,
    pub company: Option<Result<Company, AppError>>,
    /// Who said something since, where the company is the same.
    pub dots: Vec<Dot>,
    pub circle: Option<FirstCircle>,
    pub mail: Option<FirstMail>,
    /// What the page knows with this.
    pub known: Known,
}
