//! How a socket ends from our side. The code tells the client whether to come back: the SDK stops at 1008 alone.

use axum::extract::ws::{CloseFrame, Message};
use tungstenite::error::{Error, ProtocolError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// We are closing down: come back later.
    GoingAway,
    /// It broke the rules of WebSocket.
    Protocol,
    /// A text of it was not UTF-8.
    NotText,
    /// It asked for something it may never have: do not come back.
    Policy,
    /// A message of it was longer than is read.
    TooLarge,
    /// A fault of ours.
    Fault,
    /// Too many came at once, or it read too slowly for what was sent: come back and read anew.
    TryAgain,
    /// The session it came by is over: come back as whoever you are now.
    SignedOut,
}

impl Farewell {
    /// How to answer what a socket failed with. None when it is simply gone.
    pub(super) fn to_violation(error: axum::Error) -> Option<Self> {
        match *error.into_inner().downcast::<Error>().ok()? {
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => None,
            Error::Protocol(_) => Some(Self::Protocol),
            Error::Utf8(_) => Some(Self::NotText),
            Error::Capacity(_) => Some(Self::TooLarge),
            _ => None,
        }
    }

    pub(super) fn code(self) -> u16 {
        match self {
            Self::GoingAway => 1001,
            Self::Protocol => 1002,
            Self::NotText => 1007,
            Self::Policy => 1008,
            Self::TooLarge => 1009,
            Self::Fault => 1011,
            Self::TryAgain => 1013,
            Self::SignedOut => 4001,
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "going away",
            Self::Protocol => "protocol error",
            Self::NotText => "invalid UTF-8",
            Self::Policy => "policy violation",
            Self::TooLarge => "message too large",
            Self::Fault => "server error",
            Self::TryAgain => "try again later",
            Self::SignedOut => "session ended",
        }
    }

    pub(super) fn frame(self) -> Message {
        Message::Close(Some(CloseFrame { code: self.code(), reason: self.reason().into() }))
    }
}

/// The close code and reason that answer what a client's socket failed with, for a socket that is served elsewhere. None
/// when it is simply gone.
pub fn violation(error: axum::Error) -> Option<(u16, &'static str)> {
    Farewell::to_violation(error).map(|farewell| (farewell.code(), farewell.reason()))
}
