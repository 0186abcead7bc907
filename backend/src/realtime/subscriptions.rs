//! What a socket wants to hear: channels by name, narrowed by queries on the payload.

use std::sync::Arc;

use appwrite::Id;
use serde_json::Value;

mod channels;
mod filter;
mod url;

use filter::Filter;
pub(super) use url::in_address;

/// The most of [`Subscription::weight`] one socket may carry: as much as fits in one frame, since the SDK says all its
/// subscriptions in one. It bounds what a change costs before it reaches anybody else.
pub(super) const MOST_WEIGHT: usize = 64_000;
/// What a channel or a query weighs beside its text.
const EACH: usize = 32;

/// One subscription: everything on its channels that satisfies all its queries.
#[derive(Clone, Debug)]
pub(super) struct Subscription {
    channels: Box<[Arc<str>]>,
    /// The channels as they were asked for, if they are others for each person: `account` is.
    asked: Option<Box<[Arc<str>]>>,
    filter: Filter,
    weight: usize,
}

impl Subscription {
    /// Also gives the queries back as they are echoed. The error is a whole sentence.
    pub(super) fn read(channels: &[String], queries: &[String]) -> Result<(Self, Vec<String>), String> {
        let (filter, echo) = Filter::parse(queries)?;
        let weight = channels.iter().chain(queries).map(|text| EACH + text.len()).sum::<usize>() + EACH;
        let asked: Box<[Arc<str>]> = channels.iter().map(|channel| channel.as_str().into()).collect();
        let channels = channels::of(&asked, None);
        let asked = channels::are_personal(&asked).then_some(asked);
        Ok((Self { channels, asked, filter, weight }, echo))
    }

    /// What it costs to keep and to look through, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.weight
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
