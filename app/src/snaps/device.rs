//! What only a browser can do for a snap: make a photograph ready on this device, take one, send it with its
//! progress, and fetch one to look at.

mod camera;
mod canvas;
mod fetch;
mod photo;
mod upload;

pub(super) use camera::Camera;
pub(super) use fetch::fetch;
pub(super) use photo::{dropped, pasted, picked, prepare};
pub(super) use upload::Upload;
