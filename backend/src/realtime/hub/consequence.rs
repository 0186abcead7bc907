//! What a change means for sockets that are open. It is read off the change itself, so that it holds before anything
//! later is told: nobody hears by a role what was written after they had lost it.

use appwrite::{Id, Role};
use serde_json::Value;

use crate::{
    caller::roles_of,
    happening::{Action, Happening, Subject},
};

/// For the sockets of one person.
#[derive(Debug, PartialEq)]
pub(super) enum Consequence<'a> {
    /// Those of this session are closed.
    SessionOver(&'a Id),
    /// All of them are closed: the account is gone or blocked.
    AccountOver,
    /// They listen with these roles from now on.
    Roles(Vec<Role>),
}

impl<'a> Consequence<'a> {
    /// Whose sockets it is about, and what becomes of them.
    pub(super) fn of(happening: &'a Happening) -> Option<(&'a Id, Self)> {
        match &happening.subject {
            Subject::Session { user, session } if happening.action == Action::Delete => {
                Some((user, Self::SessionOver(session)))
            }
            // Nobody came in as somebody who was not there yet.
            Subject::Account { .. } if happening.action == Action::Create => None,
            Subject::Account { user, .. } => {
                let account = &happening.payload;
                let is = |attribute: &str| account.get(attribute).and_then(Value::as_bool) == Some(true);
                if happening.action == Action::Delete || !is("status") {
                    return Some((user, Self::AccountOver));
                }
                let labels = account.get("labels").and_then(Value::as_array).into_iter().flatten();
                let labels = labels.filter_map(|label| label.as_str()?.parse().ok());
                let verified = is("emailVerification") || is("phoneVerification");
                Some((user, Self::Roles(roles_of(user, verified, labels))))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn told(subject: Subject, action: Action, payload: Value) -> Happening {
        Happening { subject, action, payload, readers: vec![] }
    }

    fn account() -> Subject {
        Subject::Account { user: id("ana"), attribute: None }
    }

    #[test]
    fn an_account_says_which_roles_its_person_has() {
        for (email, phone, verified) in
            [(false, false, false), (true, false, true), (false, true, true), (true, true, true)]
        {
            let payload = json!({
                "status": true, "labels": ["vip"], "emailVerification": email, "phoneVerification": phone,
            });
            let happening = told(account(), Action::Update, payload);
            let roles = roles_of(&id("ana"), verified, [id("vip")]);
            assert_eq!(Consequence::of(&happening), Some((&id("ana"), Consequence::Roles(roles))));
        }
    }

    #[test]
    fn a_blocked_or_deleted_account_and_a_deleted_session_end_sockets() {
        let blocked = told(account(), Action::Update, json!({ "status": false }));
        assert_eq!(Consequence::of(&blocked), Some((&id("ana"), Consequence::AccountOver)));
        let deleted = told(account(), Action::Delete, json!({ "status": true }));
        assert_eq!(Consequence::of(&deleted), Some((&id("ana"), Consequence::AccountOver)));
        let session = || Subject::Session { user: id("ana"), session: id("s") };
        let signed_out = told(session(), Action::Delete, Value::Null);
        assert_eq!(Consequence::of(&signed_out), Some((&id("ana"), Consequence::SessionOver(&id("s")))));
        assert_eq!(Consequence::of(&told(session(), Action::Update, Value::Null)), None);
        assert_eq!(Consequence::of(&told(account(), Action::Create, Value::Null)), None);
        let presence = told(Subject::Presence(id("ana")), Action::Delete, Value::Null);
        assert_eq!(Consequence::of(&presence), None);
    }
}
