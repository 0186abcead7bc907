//! What a request carries to say who it is from, and whether that is true.

use std::net::{IpAddr, SocketAddr};

use appwrite::Id;
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, request::Parts},
};

use super::{Caller, Person};
use crate::{
    Backend,
    account::{jwt, secret::SessionSecret},
    error::{Kind, Result},
    secrets::digest,
    users,
};

/// How long a person counts as seen, in seconds: noting every request would make a write of each.
const SEEN_EVERY: i64 = 24 * 3600;

/// Where pages whose browser keeps no cookie of ours send their session.
const FALLBACK: &str = "x-fallback-cookies";

/// The credentials of one request, as sent. Nothing is proved yet.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    pub(crate) session: Option<SessionSecret>,
    pub(crate) jwt: Option<String>,
    pub(crate) key: Option<String>,
}

impl Credentials {
    pub(crate) fn from_parts(parts: &Parts, project: &Id) -> Self {
        let header = |name: &str| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).filter(|v| !v.is_empty())
        };
        let session = session(&parts.headers, project).map(|(session, _)| session);
        let token = header("x-appwrite-jwt").map(str::to_owned);
        Self { session, jwt: token, key: header("x-appwrite-key").map(str::to_owned) }
    }

    /// Whose they are. A session that is unknown or over makes a guest, not an error.
    pub(crate) async fn resolve(self, backend: &Backend) -> Result<Caller> {
        let now = backend.clock.now();
        let by_session = match self.session {
            Some(SessionSecret { user, secret }) => {
                let digest = digest(&secret);
                backend.db.read(move |conn| Person::by_session(conn, &user, &digest, now)).await?
            }
            None => None,
        };
        let by_jwt = match &self.jwt {
            Some(token) => {
                let claims = jwt::verify(token, backend.secrets.signing(), now)?;
                if by_session.is_some() {
                    return Err(Kind::UserJwtAndCookieSet.into());
                }
                backend
                    .db
                    .read(move |conn| Person::by_token(conn, &claims.user_id, &claims.session_id, now))
                    .await?
            }
            None => None,
        };
        if let Some(key) = &self.key
            && let Some(caller) = by_key(key, backend)?
        {
            return Ok(caller);
        }
        let Some(person) = by_session.or(by_jwt) else {
            return Ok(Caller::guest());
        };
        if now >= person.accessed.plus_seconds(SEEN_EVERY) {
            let id = person.id.clone();
            backend.db.write(move |tx| users::store::seen(tx, &id, now)).await?;
        }
        Ok(Caller::person(person))
    }
}

/// A standard key is ours or unknown; an ephemeral one is signed by us; any other form says nothing.
fn by_key(key: &str, backend: &Backend) -> Result<Option<Caller>> {
    match key.split_once('_') {
        None | Some(("standard", _)) => {
            // Digests are compared so that the time it takes says nothing about the key.
            if digest(key) == digest(backend.secrets.api_key()) {
                return Ok(Some(Caller::key(None)));
            }
            Err(Kind::UserUnauthorized.into())
        }
        Some(("ephemeral" | "dynamic", token)) => {
            let project = &backend.config.deployment.project_id;
            Ok(jwt::verify_key(token, project, backend.secrets.signing(), backend.clock.now())
                .map(|scopes| Caller::key(Some(scopes))))
        }
        Some(_) => Ok(None),
    }
}

/// Where a session was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    InPlace,
    InFallback,
}

/// Whether a request's session was found in the fallback header alone.
pub(crate) fn fell_back(headers: &HeaderMap, project: &Id) -> bool {
    headers.contains_key(FALLBACK)
        && session(headers, project).is_some_and(|(_, found)| found == Found::InFallback)
}

/// In the order of precedence: the cookie, its twin for plain http, the session header, the fallback header.
fn session(headers: &HeaderMap, project: &Id) -> Option<(SessionSecret, Found)> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let cookie = format!("a_session_{project}");
    cookie_value(headers, &cookie)
        .or_else(|| cookie_value(headers, &format!("{cookie}_legacy")))
        .or_else(|| header("x-appwrite-session").and_then(SessionSecret::decode))
        .map(|session| (session, Found::InPlace))
        .or_else(|| Some((fallback(header(FALLBACK)?, &cookie)?, Found::InFallback)))
}

fn cookie_value(headers: &HeaderMap, name: &str) -> Option<SessionSecret> {
    let cookies = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .and_then(|(_, value)| SessionSecret::decode(value))
}

fn fallback(json: &str, cookie: &str) -> Option<SessionSecret> {
    let map: serde_json::Value = serde_json::from_str(json).ok()?;
    SessionSecret::decode(map.get(cookie)?.as_str()?)
}

/// The address the request came from. A proxy's word is taken only where one is known to stand in front.
pub(crate) fn address(parts: &Parts, trust_forwarded_for: bool) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = || {
        let list = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
        list.rsplit(',').next()?.trim().parse().ok()
    };
    // Calls from within this process have no peer: they come from our own front, which says for whom.
    match peer {
        Some(peer) if !trust_forwarded_for => peer,
        peer => forwarded().or(peer).unwrap_or(IpAddr::from([127, 0, 0, 1])),
    }
}
