//! What an invented friend has instead of a browser: forms, server functions and one cookie, over HTTP, at the address
//! everybody uses.

use std::sync::Arc;

use app::{
    AppError,
    ids::{PROJECT, SERVE_SNAP, SESSION_COOKIE},
    presence::model::Saying,
    snaps::model::{NotShown, Served},
};
use appwrite::{
    Client, Id,
    client::{self, Credential, NewExecution},
    transport::{Http, TransportError},
};
use percent_encoding::percent_decode_str;
use reqwest::{RequestBuilder, Response, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Connections to this address cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NoBrowser {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// Something did not work out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("no answer: {0}")]
    Http(#[from] reqwest::Error),
    #[error("refused: {0}")]
    App(#[from] AppError),
    #[error(transparent)]
    Api(#[from] client::Error),
    #[error("a snap was not shown: {0}")]
    NotShown(#[from] NotShown),
    #[error("an answer that is none: {0}")]
    Answer(#[from] serde_json::Error),
    #[error("a photograph could not be drawn: {0}")]
    Drawing(#[from] image::ImageError),
    #[error("not let in")]
    Door,
}

/// One visitor.
pub(super) struct Browser {
    http: reqwest::Client,
    address: String,
    /// `/v1`, as nobody yet.
    api: Client,
    session: Option<String>,
}

impl Browser {
    pub(super) fn open(address: &str) -> Result<Self, NoBrowser> {
        let api = Client::new(Arc::new(Http::new(&format!("{address}/v1"))?), PROJECT);
        Ok(Self {
            http: reqwest::Client::builder().build()?,
            address: address.to_owned(),
            api,
            session: None,
        })
    }

    pub(super) fn is_signed_in(&self) -> bool {
        self.session.is_some()
    }

    pub(super) async fn sign_in(&mut self, email: &str, password: &str) -> Result<(), Trouble> {
        let form = self.post("sign_in").form(&[("email", email), ("password", password)]);
        self.session = Some(session_of(&form.send().await?).ok_or(Trouble::Door)?);
        Ok(())
    }

    /// Forgets a session that is none any more.
    pub(super) fn sign_out(&mut self) {
        self.session = None;
    }

    /// Calls a server function that takes a form.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        function: &str,
        form: &[(&str, &str)],
    ) -> Result<T, Trouble> {
        answer(self.post(function).form(form)).await
    }

    /// Calls a server function that takes JSON.
    pub(super) async fn call_with<T: DeserializeOwned>(
        &self,
        function: &str,
        body: &Value,
    ) -> Result<T, Trouble> {
        answer(self.post(function).json(body)).await
    }

    /// Says how one is.
    pub(super) async fn say(&self, saying: &Saying) -> Result<(), Trouble> {
        let place = saying.place.map(|spot| (spot.lat().to_string(), spot.lon().to_string()));
        let mut form = vec![
            ("saying[status]", saying.status.word()),
            ("saying[composing]", if saying.composing { "true" } else { "false" }),
        ];
        if let Some((lat, lon)) = &place {
            form.extend([("saying[place][lat]", lat.as_str()), ("saying[place][lon]", lon)]);
        }
        if let Some(zone) = &saying.zone {
            form.push(("saying[zone]", zone.name()));
        }
        if let Some(label) = &saying.label {
            form.extend([("saying[label][emoji]", label.emoji()), ("saying[label][text]", label.text())]);
        }
        self.call::<Value>("upsert_presence", &form).await.map(drop)
    }

    /// Asks for a photograph, as the app does, and has it on screen as far as anybody can tell.
    pub(super) async fn open_snap(&self, id: &Id) -> Result<(), Trouble> {
        let secret = self.session.as_deref().unwrap_or_default();
        let secret = percent_decode_str(secret).decode_utf8_lossy();
        let me = self.api.with(Credential::Session(secret.as_ref().into()));
        let request = NewExecution { method: "GET", path: &format!("/snap/{id}"), body: "" };
        let answer = me.functions().create_execution(SERVE_SNAP, request).await?;
        Served::read(answer.response_status_code, &answer.response_body)?;
        self.call("mark_snap_viewed", &[("id", id.as_str())]).await
    }

    fn post(&self, function: &str) -> RequestBuilder {
        let request = self.http.post(format!("{}/api/{function}", self.address));
        match &self.session {
            Some(session) => request.header(header::COOKIE, format!("{SESSION_COOKIE}={session}")),
            None => request,
        }
    }
}

/// What a server function answers, or its refusal in the app's own words.
async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Trouble> {
    let answer = request.send().await?;
    let well = answer.status().is_success();
    let body = answer.bytes().await?;
    match well {
        true => Ok(serde_json::from_slice(&body)?),
        false => Err(serde_json::from_slice::<AppError>(&body)?.into()),
    }
}

/// The session an answer sets, as its cookie has it.
fn session_of(answer: &Response) -> Option<String> {
    let mut cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    cookies.find_map(|cookie| {
        let (name, value) = cookie.to_str().ok()?.split(';').next()?.split_once('=')?;
        (name == SESSION_COOKIE && !value.is_empty()).then(|| value.to_owned())
    })
}
