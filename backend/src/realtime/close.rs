//! How a socket ends from our side. The code tells the client whether to come back: the SDK stops at 1008 alone.

use axum::extract::ws::{CloseFrame, Message};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// We are closing down: come back later.
    GoingAway,
    /// It asked for something it may never have: do not come back.
    Policy,
    /// A fault of ours.
    Fault,
    /// Too many came at once, or it read too slowly for what was sent: come back and read anew.
    TryAgain,
    /// The session it came by is over: come back as whoever you are now.
    SignedOut,
}

impl Farewell {
    pub(super) fn code(self) -> u16 {
        match self {
            Self::GoingAway => 1001,
            Self::Policy => 1008,
            Self::Fault => 1011,
            Self::TryAgain => 1013,
            Self::SignedOut => 4001,
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "going away",
            Self::Policy => "policy violation",
            Self::Fault => "server error",
            Self::TryAgain => "try again later",
            Self::SignedOut => "session ended",
        }
    }

    pub(super) fn frame(self) -> Message {
        Message::Close(Some(CloseFrame { code: self.code(), reason: self.reason().into() }))
    }
}
