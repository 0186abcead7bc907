//! What people are called, in one question for all of them.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Query};

use super::model::display_name;
use crate::AppError;

/// How many people one question asks about: as many as Appwrite takes for one list of values.
const PAGE: usize = 100;

/// The names of these people. Who no longer has an account is not among them.
pub(crate) async fn names(
    admin: &Client,
    people: impl IntoIterator<Item = Id>,
) -> Result<BTreeMap<Id, String>, AppError> {
    let people: Vec<String> = people.into_iter().map(Into::into).collect();
    let mut names = BTreeMap::new();
    for page in people.chunks(PAGE) {
        let queries = [Query::one_of("$id", page.iter().map(String::as_str)), Query::limit(PAGE as u32)];
        let users = admin.users().list(&queries).await?.users;
        names.extend(users.into_iter().map(|user| (user.id, display_name(&user.name))));
    }
    Ok(names)
}
