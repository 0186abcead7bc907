//! Pictures made of initials: `GET /avatars/initials`.

mod drawing;
mod initials;

use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use pictures::budget;
use tokio::sync::Semaphore;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Result},
    params::Params,
};
use drawing::draw;
use initials::Initials;

/// Drawings at once in the whole process.
static GATE: Semaphore = Semaphore::const_new(2);

/// Bytes that a drawing takes for each pixel: its own four, and two copies while it is written.
const PIXEL: u64 = 12;

pub(crate) fn routes() -> Router<Backend> {
    Router::new().route("/avatars/initials", get(show))
}

/// The initials of a name, or of the caller's own, cut out of a colour that goes with them.
async fn show(caller: Caller, params: Params) -> Result<Response> {
    caller.need(Scope::AvatarsRead)?;
    let name: String = params.or("name", String::new())?;
    if name.chars().count() > 128 {
        return Err(Error::param("name", "Value must be a valid string and no longer than 128 chars."));
    }
    let own = || {
        let person = caller.signed_in()?;
        Some(if person.name.is_empty() { person.email.as_str() } else { person.name.as_str() })
    };
    let initials = Initials::of(if name.is_empty() { own().unwrap_or_default() } else { &name });
    let (width, height) = (side(&params, "width")?, side(&params, "height")?);
    let background = params.colour("background")?.unwrap_or_else(|| initials.colour());
    let permit = GATE.acquire().await.map_err(Error::internal)?;
    let memory = budget::reserve(u64::from(width) * u64::from(height) * PIXEL).await;
    let memory = memory.map_err(Error::internal)?;
    let png = tokio::task::spawn_blocking(move || {
        let _held = (permit, memory);
        draw(initials.letters(), width, height, background)
    });
    let png = png.await.map_err(Error::internal)??;
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "private, max-age=3888000")];
    Ok((headers, png).into_response())
}

/// Pixels; 0 asks for the default.
fn side(params: &Params, name: &str) -> Result<u32> {
    Ok(match params.within(name, 0, 0..=2000)? {
        0 => 500,
        pixels => pixels,
    })
}
