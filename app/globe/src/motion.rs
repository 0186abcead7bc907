//! What moves the camera when no finger does. A motion is a function of time: it keeps where it began and where it
//! ends, so it looks the same at any frame rate and arrives exactly.

mod coast;
mod flight;
mod glide;

pub(crate) use coast::Coast;
pub(crate) use flight::Flight;
pub(crate) use glide::Glide;

use crate::{Camera, Stage};

#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Motion {
    #[default]
    Still,
    /// Thrown, and slowing down.
    Coast(Coast),
    /// On the way to a spot along the shortest path.
    Flight(Flight),
    /// A small step: a key or a zoom button.
    Glide(Glide),
}

impl Motion {
    /// Where the camera is at `now`; [`Motion::Still`] leaves it where it was.
    pub(crate) fn camera(&self, now: f64, current: Camera, stage: &Stage) -> Camera {
        match self {
            Self::Still => current,
            Self::Coast(coast) => coast.camera(now),
            Self::Flight(flight) => flight.camera(now),
            Self::Glide(glide) => glide.camera(now, stage),
        }
    }

    /// Nothing moves any more from this moment on.
    pub(crate) fn is_over(&self, now: f64) -> bool {
        match self {
            Self::Still => true,
            Self::Coast(coast) => coast.is_over(now),
            Self::Flight(flight) => flight.is_over(now),
            Self::Glide(glide) => glide.is_over(now),
        }
    }

    /// When it is over; `now` for what is over already.
    pub(crate) fn end(&self, now: f64) -> f64 {
        let end = match self {
            Self::Still => now,
            Self::Coast(coast) => coast.end(),
            Self::Flight(flight) => flight.end(),
            Self::Glide(glide) => glide.end(),
        };
        end.max(now)
    }
}

/// How far along something is that began at `start` and takes `length` milliseconds: 0 to 1. Something that takes
/// no time is over at once.
fn progress(now: f64, start: f64, length: f64) -> f64 {
    if length <= 0.0 { 1.0 } else { ((now - start) / length).clamp(0.0, 1.0) }
}

/// Slow, fast, slow.
fn ease(t: f64) -> f64 {
    if t < 0.5 { 4.0 * t * t * t } else { 1.0 - (2.0 - 2.0 * t).powi(3) / 2.0 }
}
