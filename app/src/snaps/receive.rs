//! Reads a `send_snap` request: first who sends it, then, when it is their turn, its body, into one buffer of the right
//! size. A body that nobody may send is not read: the refusal is the answer at once, and what the browser still sends is
//! dropped where the connection ends.

use axum::{
    body::{Body, HttpBody},
    http::Request,
};
use http_body_util::BodyExt;
use server_fn::codec::FromReq;

use super::{
    admission::Admission,
    api::{SendSnap, SnapJson},
    model::MAX_SEND_BODY,
    press::Unfit,
};
use crate::AppError;

impl FromReq<SnapJson, Request<Body>, AppError> for SendSnap {
    /// Errors: [`AppError::SignedOut`]; [`AppError::TooMany`] when the sender, or everybody, sends too much at once.
    async fn from_req(request: Request<Body>) -> Result<Self, AppError> {
        let sender = crate::state::caller().await?.account.id;
        let body = request.into_body();
        // A body of unknown length may become as long as the longest.
        let size = body.size_hint().upper().and_then(|size| usize::try_from(size).ok());
        let size = size.unwrap_or(MAX_SEND_BODY).min(MAX_SEND_BODY);
        let admission = Admission::wait(sender, crate::state::visitor_network(), size).await?;
        let bytes = read(body, size).await?;
        let mut form: Self = serde_json::from_slice(&bytes)
            .map_err(|_| AppError::refused("Something in that form could not be read."))?;
        drop(bytes);
        form.snap.image.admit(admission);
        Ok(form)
    }
}

/// The whole body, of at most this many bytes.
async fn read(mut body: Body, most: usize) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::with_capacity(most);
    while let Some(frame) = body.frame().await {
        // Cut off by the layer that limits a request's length, or by the client.
        let frame = frame.map_err(|_| Unfit::TooManyBytes)?;
        let Ok(piece) = frame.into_data() else { continue };
        if bytes.len() + piece.len() > most {
            return Err(Unfit::TooManyBytes.into());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
