//! What time it is for a friend. Only a browser says so, in the way its reader writes times, and not in the first
//! render: the server has another clock and another language.

use appwrite::{Id, Timestamp};
use leptos::prelude::*;

use crate::{
    globe::model::Daylight,
    presence::{Zone, use_presence},
    ui::{Icon, Picture},
};

/// A time of day where somebody is.
#[derive(Clone, Debug, PartialEq)]
pub struct Hour {
    /// "14:05", or as else this browser's reader writes it.
    pub figures: String,
    pub daylight: Daylight,
}

impl Hour {
    pub fn picture(&self) -> Picture {
        match self.daylight {
            Daylight::Day => Picture::Sun,
            Daylight::Night => Picture::Moon,
        }
    }
}

/// What time it is for this person, anew every minute. `None` where they do not say, or by a clock nobody knows here.
pub fn hour_of(user: &Id) -> Memo<Option<Hour>> {
    let presence = use_presence();
    let (entry, minute) = (presence.of(user), presence.minute());
    Memo::new(move |_| {
        let now = minute.get()?;
        entry.with(|entry| {
            let there = &entry.as_ref()?.metadata;
            let daylight = Daylight::at(there.spot?, now)?;
            Some(Hour { figures: figures(now, there.zone.as_ref()?)?, daylight })
        })
    })
}

/// The hour in little room: sun or moon, and the figures.
#[component]
pub fn LocalTime(hour: Hour) -> impl IntoView {
    let picture = hour.picture();
    view! {
        <span class="local-time">
            <Icon picture/> <span class="figures">{hour.figures}</span>
            <span class="visually-hidden">" there, " {hour.daylight.words()}</span>
        </span>
    }
}

#[cfg(feature = "browser")]
fn figures(now: Timestamp, zone: &Zone) -> Option<String> {
    crate::globe::live::figures(now, zone)
}

/// A server is nowhere, and writes times in nobody's way.
#[cfg(not(feature = "browser"))]
fn figures(_: Timestamp, _: &Zone) -> Option<String> {
    None
}
