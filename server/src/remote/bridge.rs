//! Two sockets joined: what one side says the other hears, close codes included. Nothing is queued: a side that
//! does not take what it is sent stops the other side from being read, and after a while is hung up on.
//!
//! Each side is asked for a sign of life of its own, since a dead peer must not look alive to the other end only
//! because this process answers for it.

use std::time::Duration;

use appwrite::Id;
use axum::extract::ws::{CloseFrame, Message as Said, WebSocket};
use futures_util::{Sink, SinkExt, StreamExt};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval_at, sleep, timeout},
};
use tokio_tungstenite::tungstenite::{
    Message as Heard,
    protocol::{CloseFrame as HeardClose, frame::Utf8Bytes},
};

use super::{
    account_events::{AccountEvents, Found, Verdict},
    session_check::{Question, SessionCheck},
    socket::Remote,
};
use crate::clock::now;

const PING: Duration = Duration::from_secs(25);
const SILENCE: Duration = Duration::from_secs(60);
const SENDING: Duration = Duration::from_secs(10);
/// How long the remote API may take to say who is on the line and to answer our own subscription. The browser waits.
const OPENING: Duration = Duration::from_secs(10);

const GOING_AWAY: u16 = 1001;
/// The remote API closes the socket after an error with this code.
const POLICY: i64 = 1008;
/// Come back in a moment.
const TRY_AGAIN: u16 = 1013;
/// The session is over: come back as whoever you are now. The embedded backend says it by itself.
const SESSION_OVER: u16 = 4001;

/// What each side is told at the end.
struct Goodbye {
    browser: Option<(u16, String)>,
    remote: Option<(u16, String)>,
}

impl Goodbye {
    fn to_remote_alone() -> Self {
        Self { browser: None, remote: Some((GOING_AWAY, String::new())) }
    }

    fn both(code: u16) -> Self {
        Self::saying(code, "")
    }

    fn saying(code: u16, reason: &str) -> Self {
        Self { browser: Some((code, reason.to_owned())), remote: Some((GOING_AWAY, String::new())) }
    }
}

/// Carries messages until one side ends, the session is over, or `closed` turns true.
pub(super) async fn join(
    browser: WebSocket,
    remote: Remote,
    mut session: SessionCheck<impl Fn() -> Question>,
    mut closed: watch::Receiver<bool>,
) {
    let mut account = AccountEvents::new(Id::unique(now()));
    let (mut to_browser, mut from_browser) = browser.split();
    let (mut to_remote, mut from_remote) = remote.split();
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut browser_spoke, mut remote_spoke) = (Instant::now(), Instant::now());
    let opening = sleep(OPENING);
    tokio::pin!(opening);

    let goodbye = loop {
        tokio::select! {
            said = from_browser.next(), if account.is_settled() => {
                browser_spoke = Instant::now();
                match said.map(|said| said.map(to_remote_message)) {
                    None => break Goodbye::to_remote_alone(),
                    // What breaks the rules of WebSocket is answered here; the remote API never sees it.
                    Some(Err(error)) => break Goodbye {
                        browser: backend::violation(error).map(|(code, reason)| (code, reason.to_owned())),
                        ..Goodbye::to_remote_alone()
                    },
                    Some(Ok(Carried::Nothing)) => {}
                    Some(Ok(Carried::Message(message))) => if !send(&mut to_remote, message).await {
                        break Goodbye::both(TRY_AGAIN);
                    },
                    Some(Ok(Carried::Close(why))) => break Goodbye { browser: None, remote: why },
                }
            }
            heard = from_remote.next() => {
                remote_spoke = Instant::now();
                match heard.and_then(Result::ok).map(to_browser_message) {
                    None => break Goodbye { browser: Some((TRY_AGAIN, String::new())), remote: None },
                    Some(Carried::Nothing) => {}
                    Some(Carried::Message(Said::Text(text))) => {
                        let Found { verdict, say, changed, refused } = account.look(&text);
                        if changed {
                            session.ask_now();
                        }
                        if let Some(code) = refused {
                            tracing::debug!(code, "the remote Appwrite refuses our subscription to the account");
                        }
                        if refused == Some(POLICY) {
                            // The end of the socket that follows is none of the browser's making.
                            break Goodbye::both(TRY_AGAIN);
                        }
                        let said = match say {
                            Some(say) => send(&mut to_remote, Heard::text(say)).await,
                            None => true,
                        };
                        let passed = match verdict {
                            Verdict::Pass => send(&mut to_browser, Said::Text(text)).await,
                            Verdict::PassAs(text) => send(&mut to_browser, Said::Text(text.into())).await,
                            Verdict::Keep => true,
                        };
                        if !(said && passed) {
                            break Goodbye::both(TRY_AGAIN);
                        }
                    }
                    Some(Carried::Message(message)) => if !send(&mut to_browser, message).await {
                        break Goodbye::both(TRY_AGAIN);
                    },
                    Some(Carried::Close(why)) => break Goodbye { browser: why, remote: None },
                }
            }
            _ = ping.tick() => {
                let quiet = browser_spoke.elapsed().max(remote_spoke.elapsed()) > SILENCE;
                if quiet
                    || !send(&mut to_browser, Said::Ping(Default::default())).await
                    || !send(&mut to_remote, Heard::Ping(Default::default())).await
                {
                    break Goodbye::both(TRY_AGAIN);
                }
            }
            () = &mut opening, if !account.is_settled() => break Goodbye::both(TRY_AGAIN),
            () = session.over() => break Goodbye::saying(SESSION_OVER, "session ended"),
            () = stopping(&mut closed) => break Goodbye::both(GOING_AWAY),
        }
    };

    if let Some((code, reason)) = goodbye.browser {
        send(&mut to_browser, Said::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
    }
    if let Some((code, reason)) = goodbye.remote {
        let close = HeardClose { code: code.into(), reason: reason.into() };
        send(&mut to_remote, Heard::Close(Some(close))).await;
    }
}

/// What of one side's message goes to the other.
enum Carried<M> {
    Message(M),
    /// A sign of life, answered by the socket itself.
    Nothing,
    /// With the code and reason, where the protocol lets them be repeated.
    Close(Option<(u16, String)>),
}

fn to_remote_message(said: Said) -> Carried<Heard> {
    match said {
        Said::Text(text) => match Utf8Bytes::try_from(axum::body::Bytes::from(text)) {
            Ok(text) => Carried::Message(Heard::Text(text)),
            Err(_) => Carried::Nothing,
        },
        Said::Binary(bytes) => Carried::Message(Heard::Binary(bytes)),
        Said::Ping(_) | Said::Pong(_) => Carried::Nothing,
        Said::Close(why) => Carried::Close(repeatable(why.map(|why| (why.code, why.reason.to_string())))),
    }
}

fn to_browser_message(heard: Heard) -> Carried<Said> {
    match heard {
        Heard::Text(text) => match axum::extract::ws::Utf8Bytes::try_from(axum::body::Bytes::from(text)) {
            Ok(text) => Carried::Message(Said::Text(text)),
            Err(_) => Carried::Nothing,
        },
        Heard::Binary(bytes) => Carried::Message(Said::Binary(bytes)),
        Heard::Ping(_) | Heard::Pong(_) | Heard::Frame(_) => Carried::Nothing,
        Heard::Close(why) => {
            Carried::Close(repeatable(why.map(|why| (why.code.into(), why.reason.to_string()))))
        }
    }
}

/// 1005, 1006 and 1015 tell of a missing frame and may not be sent in one; no code at all is a plain goodbye.
fn repeatable(why: Option<(u16, String)>) -> Option<(u16, String)> {
    Some(match why {
        Some((1005 | 1006 | 1015, _)) | None => (GOING_AWAY, String::new()),
        Some(why) => why,
    })
}

async fn stopping(closed: &mut watch::Receiver<bool>) {
    let _ = closed.wait_for(|closed| *closed).await;
}

async fn send<M>(to: &mut (impl Sink<M> + Unpin), message: M) -> bool {
    matches!(timeout(SENDING, to.send(message)).await, Ok(Ok(())))
}
