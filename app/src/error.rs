//! Everything a person using AppChat can be told went wrong. Causes are logged where they are met; what crosses to
//! the browser is one of these and its sentence.

use appwrite::client;
#[cfg(feature = "ssr")]
use axum::http::StatusCode;
use leptos::{prelude::FromServerFnError, server_fn::codec::JsonEncoding};
use serde::{Deserialize, Serialize};
use server_fn::error::ServerFnErrorErr;

use crate::wait::Wait;

/// What went wrong, in words a person can act on. `Display` is the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    #[error("Please sign in first.")]
    SignedOut,
    /// What was asked cannot be done, for the reason in the sentence.
    #[error("{0}")]
    Refused(String),
    #[error("This is not here any more.")]
    Gone,
    #[error("That was a lot at once. Try again in {0}.")]
    TooMany(Wait),
    #[error("You seem to be offline. Check your connection, then try again.")]
    Offline,
    #[error("Something broke on our side. Please try again.")]
    Unexpected,
}

impl AppError {
    /// A refusal in the sentence given.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }
}

#[cfg(feature = "ssr")]
impl AppError {
    /// The HTTP status of an answer that tells it: the one table of them.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Gone => StatusCode::GONE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Offline => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unexpected => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(cause: ServerFnErrorErr) -> Self {
        match cause {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::refused("Something in that form could not be read.")
            }
            // On the server: a body that was cut off, is too long, or came too slowly.
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(_) => {
                Self::refused("Something in that form could not be read.")
            }
            _ => Self::Unexpected,
        }
    }
}

/// What the API's refusals mean to a person, where the caller has no better word for them.
impl From<client::Error> for AppError {
    fn from(cause: client::Error) -> Self {
        match &cause {
            // A key without the scope is our own mistake; only a person can be signed out.
            client::Error::Api(api)
                if api.is("general_unauthorized_scope") && !api.message.contains("(role: applications)") =>
            {
                Self::SignedOut
            }
            client::Error::Api(api) if api.code == 404 => Self::Gone,
            client::Error::Api(api) if api.code == 429 => Self::TooMany(Wait::MINUTE),
            #[cfg(feature = "browser")]
            client::Error::Transport(_) => Self::Offline,
            _ => {
                // The API's messages name ids and rules, never secrets; see `wire::Error`.
                #[cfg(feature = "ssr")]
                tracing::error!(error = %cause, "the backend refused what the app believed in");
                Self::Unexpected
            }
        }
    }
}
