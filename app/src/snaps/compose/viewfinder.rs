//! The camera in the composer: closed, opening, or open and looking. It goes dark with the page it is on.

use leptos::{html, prelude::*};

use super::Desk;
#[cfg(feature = "browser")]
use crate::snaps::device::Camera;

/// Which way a camera looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    Me,
    World,
}

/// How far the camera is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutter {
    Closed,
    /// The person and the device are being asked.
    Opening,
    Open,
}

/// The camera and what it shows. A handle: copies are the same camera.
#[derive(Clone, Copy)]
pub struct Viewfinder {
    pub shutter: RwSignal<Shutter>,
    pub facing: RwSignal<Facing>,
    /// Why there is no camera.
    pub refusal: RwSignal<Option<String>>,
    /// Where it is shown.
    pub video: NodeRef<html::Video>,
    desk: Desk,
    #[cfg(feature = "browser")]
    camera: StoredValue<Option<Camera>, LocalStorage>,
}

impl Viewfinder {
    /// A camera whose photographs come to lie on `desk`.
    pub fn new(desk: Desk) -> Self {
        Self {
            shutter: RwSignal::new(Shutter::Closed),
            facing: RwSignal::new(Facing::World),
            refusal: RwSignal::new(None),
            video: NodeRef::new(),
            desk,
            #[cfg(feature = "browser")]
            camera: StoredValue::new_local(None),
        }
    }
}

/// A server has no camera.
#[cfg(not(feature = "browser"))]
impl Viewfinder {
    pub fn open(self) {}
    pub fn flip(self) {}
    pub fn shoot(self) {
        let _ = self.desk;
    }
    pub fn close(self) {}
}

#[cfg(feature = "browser")]
impl Viewfinder {
    /// Asks for the camera. A refusal is kept in words, and the ways without a camera stay.
    pub fn open(self) {
        self.refusal.set(None);
        self.shutter.set(Shutter::Opening);
        let Some(video) = self.video.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let opened = Camera::open(video, self.facing.get_untracked()).await;
            if self.shutter.try_get_untracked() != Some(Shutter::Opening) {
                return; // closed meanwhile; the camera goes dark with `opened`
            }
            match opened {
                Ok(camera) => {
                    self.camera.set_value(Some(camera));
                    self.shutter.set(Shutter::Open);
                }
                Err(sentence) => {
                    self.shutter.set(Shutter::Closed);
                    self.refusal.set(Some(sentence));
                }
            }
        });
    }

    /// The other camera, where there is one.
    pub fn flip(self) {
        self.camera.set_value(None);
        self.facing.update(|facing| {
            *facing = match facing {
                Facing::Me => Facing::World,
                Facing::World => Facing::Me,
            }
        });
        self.open();
    }

    /// Takes the photograph and closes.
    pub fn shoot(self) {
        let photo = self.camera.with_value(|camera| camera.as_ref().and_then(Camera::shoot));
        if let Some(photo) = photo {
            self.desk.put(photo);
            self.close();
        }
    }

    pub fn close(self) {
        self.camera.set_value(None);
        self.shutter.set(Shutter::Closed);
    }
}
