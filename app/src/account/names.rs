//! What people are called and the colour they chose, in one question for all of them.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Query, wire::User};
use futures_util::future::try_join_all;

use super::model::display_name;
use crate::{AppError, hue::Hue};

/// How many people one question asks about: as many as Appwrite takes for one list of values.
const PAGE: usize = 100;

/// What others know somebody by.
pub(crate) struct Looks {
    pub(crate) name: String,
    /// `None` for whoever has chosen none.
    pub(crate) hue: Option<Hue>,
}

/// What these people are known by. Who no longer has an account is not among them.
pub(crate) async fn looks(
    admin: &Client,
    people: impl IntoIterator<Item = Id>,
) -> Result<BTreeMap<Id, Looks>, AppError> {
    let people: Vec<String> = people.into_iter().map(Into::into).collect();
    let page = |page: &[String]| {
        let queries = [Query::one_of("$id", page.iter().map(String::as_str)), Query::limit(PAGE as u32)];
        async move { admin.users().list(&queries).await }
    };
    let users = try_join_all(people.chunks(PAGE).map(page)).await?.into_iter().flat_map(|list| list.users);
    let looks = |user: User| Looks { name: display_name(&user.name), hue: Hue::chosen(&user.prefs) };
    Ok(users.map(|user| (user.id.clone(), looks(user))).collect())
}

/// The names of these people alone.
pub(crate) async fn names(
    admin: &Client,
    people: impl IntoIterator<Item = Id>,
) -> Result<BTreeMap<Id, String>, AppError> {
    Ok(looks(admin, people).await?.into_iter().map(|(id, looks)| (id, looks.name)).collect())
}
