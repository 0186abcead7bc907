//! From the channels asked for to those listened on. Only `account` depends on who asks: nobody hears another's.

use std::{collections::HashSet, sync::Arc};

use appwrite::Id;

/// The channels for this person, or for a guest, without doubles.
pub(super) fn of(asked: &[Arc<str>], user: Option<&Id>) -> Box<[Arc<str>]> {
    let mut channels: Vec<Arc<str>> = Vec::with_capacity(asked.len());
    let mut known = HashSet::with_capacity(asked.len());
    let mut own = None;
    let mut keep = |channel: Arc<str>| {
        if known.insert(Arc::clone(&channel)) {
            channels.push(channel);
        }
    };
    for channel in asked {
        match (channel.strip_prefix("account"), user) {
            (Some(""), _) => {
                keep(Arc::clone(channel));
                own = user.map(|user| Arc::from(format!("account.{user}")));
            }
            (Some(".create" | ".update" | ".upsert" | ".delete"), None) => keep(Arc::clone(channel)),
            (Some(action @ (".create" | ".update" | ".upsert" | ".delete")), Some(user)) => {
                keep(Arc::from(format!("account.{user}{action}")));
            }
            (Some(rest), _) if rest.starts_with('.') => {}
            _ => keep(Arc::clone(channel)),
        }
    }
    own.into_iter().for_each(keep);
    channels.into()
}

/// Whether they depend on who asks.
pub(super) fn are_personal(asked: &[Arc<str>]) -> bool {
    asked.iter().any(|channel| channel.starts_with("account"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listened(asked: &[&str], user: Option<&str>) -> Vec<String> {
        let asked: Vec<Arc<str>> = asked.iter().map(|channel| Arc::from(*channel)).collect();
        let user = user.map(|user| user.parse::<Id>().unwrap());
        of(&asked, user.as_ref()).iter().map(|channel| channel.to_string()).collect()
    }

    #[test]
    fn account_is_ones_own() {
        let asked =
            ["account", "rows", "account.update", "account.u-bob", "account.u-alice.update", "accounts"];
        assert_eq!(
            listened(&asked, Some("u-alice")),
            ["account", "rows", "account.u-alice.update", "accounts", "account.u-alice"]
        );
        assert_eq!(listened(&asked, None), ["account", "rows", "account.update", "accounts"]);
    }

    #[test]
    fn everything_else_is_taken_as_it_is() {
        let asked = ["presences", "tablesdb.d.tables.t.rows.create", "rows.bogus", "", "presences"];
        let expected = ["presences", "tablesdb.d.tables.t.rows.create", "rows.bogus", ""];
        assert_eq!(listened(&asked, Some("u")), expected);
        assert_eq!(listened(&asked, None), expected);
    }
}
