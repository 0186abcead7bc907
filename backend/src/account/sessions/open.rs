//! Opening a session: the one place where a secret is made, and where it is decided who gets to see it.

use appwrite::{Id, Timestamp};
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{
    model::{Provider, Session},
    store,
};
use crate::{
    Backend,
    account::{cookies::Jar, secret::SessionSecret, user_agent::Client},
    caller::Caller,
    db::Tx,
    error::{Kind, Result},
    secrets::{digest, token},
};

/// How long a session lives, in seconds: a year. It does not slide; it can be renewed.
pub(super) const LIFE: i64 = 31_536_000;

/// A session about to be opened: how, from where, with what.
pub(crate) struct Opening {
    provider: Provider,
    provider_uid: String,
    address: String,
    client: Client,
    now: Timestamp,
}

impl Opening {
    pub(crate) fn new(provider: Provider, caller: &Caller, now: Timestamp) -> Self {
        Self {
            provider,
            provider_uid: String::new(),
            address: caller.address().to_string(),
            client: Client::of(caller.user_agent()),
            now,
        }
    }

    /// By this e-mail address.
    #[must_use]
    pub(crate) fn with(self, email: &str) -> Self {
        Self { provider_uid: email.to_owned(), ..self }
    }

    /// Opens it for this person.
    pub(crate) fn open(self, tx: &mut Tx<'_>, user: &Id) -> Result<Opened> {
        let token = token(128);
        let session = Session {
            id: Id::unique(self.now),
            user: user.clone(),
            provider: self.provider,
            provider_uid: self.provider_uid,
            address: self.address,
            client: self.client,
            created: self.now,
            updated: self.now,
            expires: self.now.plus_seconds(LIFE),
        };
        store::create(tx, &session, &digest(&token))?;
        let secret = SessionSecret { user: user.to_string(), secret: token }.encode();
        Ok(Opened { session, secret })
    }
}

/// A session that was just opened, with the only copy of its secret.
pub(crate) struct Opened {
    pub(crate) session: Session,
    pub(crate) secret: String,
}

impl Opened {
    /// Says in the log who signed in, and how.
    pub(crate) fn log(&self) {
        let Session { id, user, provider, .. } = &self.session;
        tracing::info!(%user, session = %id, provider = provider.as_str(), "session opened");
    }

    /// The answer to a sign-in: cookies for a browser, the secret itself for a key.
    pub(super) fn answer(&self, backend: &Backend, caller: &Caller, asked: &HeaderMap) -> Result<Response> {
        self.log();
        let shown = if caller.is_key() { self.secret.as_str() } else { "" };
        let mut response = (StatusCode::CREATED, Json(self.session.to_json(true, shown))).into_response();
        let jar = Jar::of(asked, &backend.config);
        jar.fill(response.headers_mut(), &self.secret, self.session.expires)?;
        Ok(response)
    }
}

/// Refuses whoever is signed in already.
pub(super) fn need_nobody(caller: &Caller) -> Result<()> {
    match caller.signed_in() {
        Some(_) => Err(Kind::UserSessionAlreadyExists.into()),
        None => Ok(()),
    }
}
