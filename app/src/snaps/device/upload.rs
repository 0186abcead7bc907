//! Sending with progress. The browser's `fetch` does not tell how much has gone out; `XMLHttpRequest` does.

use js_sys::Promise;
use leptos::server_fn::ServerFn;
use server_fn::error::FromServerFnError;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

use crate::{
    AppError,
    snaps::api::{NewSnap, SendSnap},
    wait::Wait,
};

/// A request to `send_snap` that can be called off. Copies are the same request.
#[derive(Clone)]
pub(in crate::snaps) struct Upload(XmlHttpRequest);

impl Upload {
    pub(in crate::snaps) fn new() -> Result<Self, AppError> {
        XmlHttpRequest::new().map(Self).map_err(|_| AppError::Unexpected)
    }

    /// Sends, and tells `progress` which part of the bytes has gone out, 0 to 1. Called off, it ends as offline.
    pub(in crate::snaps) async fn send(
        &self,
        snap: NewSnap,
        progress: impl Fn(f64) + 'static,
    ) -> Result<(), AppError> {
        let body = serde_json::to_string(&SendSnap { snap }).map_err(|_| AppError::Unexpected)?;
        let request = &self.0;
        let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.total() > 0.0 {
                progress(event.loaded() / event.total());
            }
        });
        let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        let sent = (|| {
            request.open("POST", SendSnap::url())?;
            request.set_request_header("content-type", "application/json")?;
            request.set_request_header("accept", "application/json")?;
            request.upload()?.set_onprogress(Some(told.as_ref().unchecked_ref()));
            request.send_with_opt_str(Some(&body))
        })();
        sent.map_err(|_| AppError::Offline)?;
        JsFuture::from(ended).await.map_err(|_| AppError::Unexpected)?;
        self.answer()
    }

    /// Calls it off. What the server has taken in already stays sent.
    pub(in crate::snaps) fn cancel(&self) {
        // Aborting what is over already is no mistake worth a word.
        let _ = self.0.abort();
    }

    fn answer(&self) -> Result<(), AppError> {
        match self.0.status().unwrap_or(0) {
            0 => Err(AppError::Offline),
            200..300 => Ok(()),
            413 => Err(AppError::refused("That photo is over 10 MB; pick a smaller one.")),
            status => {
                let said = self.0.response_text().ok().flatten().unwrap_or_default();
                match AppError::de(said.into_bytes().into()) {
                    // A proxy's own refusal does not say for how long.
                    AppError::TooMany(wait) => Err(AppError::TooMany(wait)),
                    _ if status == 429 => Err(AppError::TooMany(Wait::MINUTE)),
                    error => Err(error),
                }
            }
        }
    }
}
