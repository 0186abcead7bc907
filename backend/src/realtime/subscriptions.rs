//! What a socket wants to hear: channels by name, narrowed by queries on the payload.

use std::sync::Arc;

use appwrite::Id;
use serde_json::Value;

mod channels;
mod filter;
mod url;

pub(super) use filter::Filter;
pub(super) use url::in_address;

/// One subscription: everything on its channels that satisfies all its queries.
#[derive(Clone, Debug)]
pub(super) struct Subscription {
    channels: Box<[Arc<str>]>,
    /// The channels as they were asked for, if they are others for each person: `account` is.
    asked: Option<Box<[Arc<str>]>>,
    filter: Filter,
}

impl Subscription {
    pub(super) fn new(channels: &[String], filter: Filter) -> Self {
        let asked: Box<[Arc<str>]> = channels.iter().map(|channel| channel.as_str().into()).collect();
        let channels = channels::of(&asked, None);
        Self { channels, asked: channels::are_personal(&asked).then_some(asked), filter }
    }

    /// The channels it listens on for the one it belongs to.
    pub(super) fn channels(&self) -> &[Arc<str>] {
        &self.channels
    }

    /// It is this person's from now on, or nobody's.
    pub(super) fn belong_to(&mut self, user: Option<&Id>) {
        if let Some(asked) = &self.asked {
            self.channels = channels::of(asked, user);
        }
    }

    /// Whether it hears what is said of `payload` on these channels.
    pub(super) fn hears(&self, channels: &[String], payload: &Value) -> bool {
        self.channels.iter().any(|own| channels.iter().any(|said| **own == **said))
            && self.filter.accepts(payload)
    }
}
