//! The device's camera, seen live in a video element. It is on exactly as long as a [`Camera`] is kept.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::{canvas, photo};
use crate::snaps::compose::{Facing, Photo};

/// A camera that is on.
pub(in crate::snaps) struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
}

impl Camera {
    /// Turns the camera on and shows it in `video`. The error is the sentence for whoever wanted to take a photo.
    pub(in crate::snaps) async fn open(video: HtmlVideoElement, facing: Facing) -> Result<Self, String> {
        if !canvas::hands_back_what_is_drawn().await {
            return Err("This browser hides what a page draws, so no photo can be taken here. Choose a photo instead, \
                        or allow this site to use canvas data."
                .into());
        }
        let stream = stream(facing).await.map_err(|cause| sorry(&cause))?;
        video.set_src_object(Some(&stream));
        let camera = Self { stream, video };
        let playing = camera.video.play().map_err(|cause| sorry(&cause))?;
        JsFuture::from(playing).await.map_err(|cause| sorry(&cause))?;
        Ok(camera)
    }

    /// What it sees right now. `None` before the first picture has come.
    pub(in crate::snaps) fn shoot(&self) -> Option<Photo> {
        photo::from_video(&self.video)
    }
}

/// The light beside the lens goes out.
impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
        self.video.set_src_object(None);
    }
}

async fn stream(facing: Facing) -> Result<MediaStream, JsValue> {
    let wish = Object::new();
    let facing = match facing {
        Facing::Me => "user",
        Facing::World => "environment",
    };
    Reflect::set(&wish, &"facingMode".into(), &facing.into())?;
    let ideal = Object::new();
    Reflect::set(&ideal, &"ideal".into(), &1920.into())?;
    Reflect::set(&wish, &"width".into(), &ideal)?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wish);
    // Outside a secure context there are no media devices at all.
    let devices = window().navigator().media_devices()?;
    JsFuture::from(devices.get_user_media_with_constraints(&constraints)?).await?.dyn_into()
}

fn sorry(cause: &JsValue) -> String {
    let name = Reflect::get(cause, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError") => {
            "The camera is not allowed here. Allow it in the browser's settings, or choose a photo."
        }
        Some("NotFoundError" | "OverconstrainedError") => "No camera was found. Choose a photo instead.",
        Some("NotReadableError" | "AbortError") => {
            "Another program is using the camera. Close it and try again, or choose a photo."
        }
        _ => "The camera can't be used on this page. Choose a photo instead.",
    }
    .into()
}
