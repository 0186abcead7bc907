//! Who asks. A request's session, token or key becomes a [`Caller`] once, at the door; turning the caller into a
//! person, or needing a scope of them, *is* the permission check.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use appwrite::{Id, Role};
use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    Backend,
    error::{Error, Kind, Result},
};

mod credentials;
mod person;
mod scope;

pub(crate) use credentials::{Credentials, address, fell_back};
pub(crate) use person::{Person, roles_of};
pub(crate) use scope::Scope;

/// Somebody who asks something of the API.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    who: Who,
    roles: Vec<Role>,
    address: IpAddr,
    user_agent: String,
}

#[derive(Clone, Debug)]
enum Who {
    Guest,
    Person(Box<Person>),
    /// An API key. `None` for all scopes.
    Key(Option<Vec<String>>),
}

/// How a person proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    Session(Id),
    /// A token, and the session it was made from if there is one.
    Jwt(Option<Id>),
}

impl Caller {
    pub(crate) fn guest() -> Self {
        Self::new(Who::Guest, vec![Role::Any, Role::Guests])
    }

    pub(crate) fn key(scopes: Option<Vec<String>>) -> Self {
        Self::new(Who::Key(scopes), vec![])
    }

    pub(crate) fn person(person: Person) -> Self {
        let roles = roles_of(&person.id, person.verified, person.labels.iter().cloned());
        Self::new(Who::Person(Box::new(person)), roles)
    }

    fn new(who: Who, roles: Vec<Role>) -> Self {
        Self { who, roles, address: IpAddr::from([127, 0, 0, 1]), user_agent: String::new() }
    }

    /// The roles whose permissions this caller has. A key has none and needs none.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub(crate) fn is_key(&self) -> bool {
        matches!(self.who, Who::Key(_))
    }

    pub(crate) fn user_id(&self) -> Option<&Id> {
        match &self.who {
            Who::Person(person) => Some(&person.id),
            _ => None,
        }
    }

    pub(crate) fn signed_in(&self) -> Option<&Person> {
        match &self.who {
            Who::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The person, or why there is none: for what only a signed-in person can ask.
    pub(crate) fn need_person(&self) -> Result<&Person> {
        self.need(Scope::Account)?;
        self.signed_in().ok_or_else(|| self.lacks(Scope::Account))
    }

    /// Refuses whoever may not ask this kind of question at all.
    pub(crate) fn need(&self, scope: Scope) -> Result<()> {
        let holds = match &self.who {
            Who::Guest => scope.guests(),
            Who::Person(_) => scope.people(),
            Who::Key(scopes) => scope.keys(scopes.as_deref()),
        };
        if !holds {
            return Err(self.lacks(scope));
        }
        match &self.who {
            Who::Person(person) if !person.active => Err(Kind::UserBlocked.into()),
            _ => Ok(()),
        }
    }

    /// What only a key may ask, under the name of either scope.
    pub(crate) fn need_key_with(&self, scope: Scope, or: Scope) -> Result<()> {
        if !self.is_key() {
            return Err(self.lacks(scope));
        }
        self.need(scope).or_else(|_| self.need(or)).map_err(|_| self.lacks(scope))
    }

    fn lacks(&self, scope: Scope) -> Error {
        let (name, role) = match &self.who {
            Who::Guest => ("User", "guests"),
            Who::Person(person) if person.email.is_empty() => ("User", "users"),
            Who::Person(person) => (person.email.as_str(), "users"),
            Who::Key(_) => ("app", "applications"),
        };
        let message = format!("{name} (role: {role}) missing scopes ([\"{}\"])", scope.name());
        Error::new(Kind::UnauthorizedScope, message)
    }

    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }

    pub(crate) fn user_agent(&self) -> &str {
        &self.user_agent
    }
}

/// Tells the layers around a handler which person a request turned out to be from.
#[derive(Clone, Default)]
pub(crate) struct Noted(Arc<OnceLock<Id>>);

impl Noted {
    /// The person; `None` for guests and keys, and before anybody asked.
    pub(crate) fn person(&self) -> Option<&Id> {
        self.0.get()
    }
}

impl FromRequestParts<Backend> for Caller {
    type Rejection = Error;

    /// Asked twice of one request, it is found out once.
    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let credentials = Credentials::from_parts(parts, &backend.config.deployment.project_id);
        let mut caller = credentials.resolve(backend).await?;
        caller.address = address(parts, backend.config.trust_forwarded_for);
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        caller.user_agent =
            header("x-forwarded-user-agent").or_else(|| header("user-agent")).unwrap_or_default().to_owned();
        if let (Some(noted), Some(person)) = (parts.extensions.get::<Noted>(), caller.user_id()) {
            let _ = noted.0.set(person.clone());
        }
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}
