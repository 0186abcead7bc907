//! What the server hands to pages and server functions, and who is asking. Only on the server.

use std::sync::Arc;

use appwrite::{Client, Id, Network, client::Credential, wire::Account};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};
use leptos::prelude::*;
use tokio::sync::OnceCell;

use crate::{
    AppError,
    account::{Attempts, DeviceKey},
    friends::api::CircleRows,
    ids::SESSION_COOKIE,
    read_model::ReadModel,
};

/// Everything a page or server function may need of the process it runs in.
#[derive(Clone)]
pub struct AppState {
    /// Appwrite's API with the admin key. Use [`caller`] for what a person may do by themselves.
    pub appwrite: Client,
    /// Whether people reach us over https, so that cookies are kept to it.
    pub secure_cookies: bool,
    /// The address people type, scheme and host, where it is known for certain.
    pub origin: Option<Arc<str>>,
    /// What was tried at the door.
    pub attempts: Attempts,
    /// Signs and recognizes the cookies of browsers that an account has signed in from.
    pub devices: DeviceKey,
    /// What pages show of people, kept in memory. `None` where nothing tells this process of changes, as with a remote
    /// Appwrite.
    pub read_model: Option<ReadModel>,
    /// Who lives here without being anybody: the invented friends of a demo, who accept whoever asks. Nobody elsewhere.
    pub invented: Arc<[Id]>,
}

impl AppState {
    /// Makes this state reachable for one request. The server calls it where it provides contexts, both for pages
    /// and for server functions.
    pub fn provide(&self) {
        provide_context(self.clone());
        provide_context(RequestReads::default());
    }
}

/// What the request being answered has read already. A page and its server functions share it, so that each thing is
/// read once. It is for what a page shows: a write reads what it depends on itself.
#[derive(Clone, Default)]
pub(crate) struct RequestReads {
    caller: Arc<OnceCell<Caller>>,
    pub(crate) circle: Arc<OnceCell<Arc<CircleRows>>>,
}

/// The address a request came from, where `server` knows better than the socket, as behind a proxy: put into the
/// request's extensions.
#[derive(Clone)]
pub struct VisitorAddress(pub Arc<str>);

/// Whoever sent the request being answered.
#[derive(Clone)]
pub struct Caller {
    pub account: Account,
    /// Appwrite's API as this person.
    pub client: Client,
}

/// The process's state. Errors: [`AppError::Unexpected`] outside a request.
pub fn app_state() -> Result<AppState, AppError> {
    use_context().ok_or(AppError::Unexpected)
}

/// The signed-in person behind the request: one call to Appwrite, however often a request asks. Errors:
/// [`AppError::SignedOut`].
pub async fn caller() -> Result<Caller, AppError> {
    let client = session_client()?;
    let ask = async || {
        let account = client.account().get().await?;
        Ok(Caller { account, client: client.clone() })
    };
    match use_context::<RequestReads>() {
        Some(reads) => reads.caller.get_or_try_init(ask).await.cloned(),
        None => ask().await,
    }
}

/// Appwrite's API as whoever the request's cookie speaks for, without asking whether it still does: for where the
/// next call says so anyway. Errors: [`AppError::SignedOut`] without a cookie.
pub fn session_client() -> Result<Client, AppError> {
    let secret = session_secret().ok_or(AppError::SignedOut)?;
    Ok(admin_for_visitor()?.with(Credential::Session(secret.into())))
}

/// Where people reach us: as configured, else as whoever asks does. Scheme and host, with nothing behind them. Errors:
/// [`AppError::Unexpected`] for a request that does not say whom it called.
pub fn own_origin() -> Result<String, AppError> {
    let state = app_state()?;
    if let Some(origin) = state.origin {
        return Ok(origin.to_string());
    }
    let request = use_context::<Parts>().ok_or(AppError::Unexpected)?;
    let host = request.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.ok_or(AppError::Unexpected)?;
    // Only a configured address can be https.
    Ok(format!("http://{host}"))
}

/// Runs writes that belong together so that they all happen, even when whoever asked has gone away meanwhile: a
/// request's own future is dropped with its connection. Contexts are not reachable inside; ask them before.
pub(crate) async fn to_the_end<T: Send + 'static>(
    writes: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, AppError> {
    tokio::spawn(writes).await.map_err(|cause| {
        tracing::error!(error = %cause, "writes that belong together did not end well");
        AppError::Unexpected
    })?
}

/// The session secret in the request's cookie, whether or not it is still good.
pub(crate) fn session_secret() -> Option<String> {
    session_secret_in(&use_context::<Parts>()?.headers)
}

/// The account of the session in these headers, which must be alive: one call to Appwrite. `admin` speaks with the API
/// key. For what must know before it reads a request's body. Errors: [`AppError::SignedOut`].
pub async fn signed_in(admin: &Client, headers: &HeaderMap) -> Result<Account, AppError> {
    let secret = session_secret_in(headers).ok_or(AppError::SignedOut)?;
    Ok(admin.with(Credential::Session(secret.into())).account().get().await?)
}

/// The same, of a request whose headers these are.
pub(crate) fn session_secret_in(headers: &HeaderMap) -> Option<String> {
    let value = cookie_of(headers, SESSION_COOKIE)?;
    let secret = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
    (!secret.is_empty()).then(|| secret.into_owned())
}

/// A cookie of the request, as it was sent.
pub(crate) fn cookie(name: &str) -> Option<String> {
    cookie_of(&use_context::<Parts>()?.headers, name).map(str::to_owned)
}

fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let headers = headers.get_all(header::COOKIE).iter();
    headers.filter_map(|header| header.to_str().ok()).find_map(|header| cookie_in(header, name))
}

/// The admin client, speaking for the visitor's address and browser, so that limits count by visitor and not by server,
/// and a session knows its device.
pub fn admin_for_visitor() -> Result<Client, AppError> {
    let mut admin = app_state()?.appwrite;
    if let Some(address) = visitor_address() {
        admin = admin.forwarded_for(address);
    }
    if let Some(agent) = visitor_agent() {
        admin = admin.forwarded_agent(agent);
    }
    Ok(admin)
}

/// What the visitor's browser says it is.
fn visitor_agent() -> Option<String> {
    let request = use_context::<Parts>()?;
    Some(request.headers.get(header::USER_AGENT)?.to_str().ok()?.to_owned())
}

pub(crate) fn visitor_address() -> Option<Arc<str>> {
    let request = use_context::<Parts>()?;
    if let Some(VisitorAddress(address)) = request.extensions.get() {
        return Some(address.clone());
    }
    let ConnectInfo(socket) = request.extensions.get::<ConnectInfo<std::net::SocketAddr>>()?;
    Some(socket.ip().to_string().into())
}

/// What limits per address count this request by; `None` where no address is known.
pub(crate) fn visitor_network() -> Option<Network> {
    visitor_address()?.parse().ok()
}

fn cookie_in<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        assert_eq!(cookie_in("a=1; a_session_appchat=eyJ%3D%3D; b=2", SESSION_COOKIE), Some("eyJ%3D%3D"));
        assert_eq!(cookie_in("a_session_appchat_legacy=x; other=y", SESSION_COOKIE), None);
        assert_eq!(cookie_in("a_session_appchat=", SESSION_COOKIE), None);
        assert_eq!(cookie_in(";;;=", SESSION_COOKIE), None);
    }
}
