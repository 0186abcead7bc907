//! What a socket wants to hear: channels by name, narrowed by queries on the payload.

use std::sync::Arc;

use appwrite::Id;
use serde_json::Value;

mod channels;
mod filter;
mod url;

use filter::Filter;
pub(super) use url::in_address;

/// The most of [`Subscription::weight`] one socket may carry: room for the presences of 1,000 people by name, with ids of
/// the largest size both as channels and in queries (about 120,000), and for everything else beside them. It bounds what a
/// change costs before it reaches anybody else.
pub(super) const MOST_WEIGHT: usize = 160_000;
/// The same of what an address may ask for, as old SDKs do: as much as one frame could say.
const MOST_IN_ADDRESS: usize = 64_000;
/// From this many channels on a subscription is searched by halving.
const MANY: usize = 16;
/// What a channel or a query weighs beside its text.
const EACH: usize = 32;

/// One subscription: everything on its channels that satisfies all its queries.
#[derive(Clone, Debug)]
pub(super) struct Subscription {
    channels: Box<[Arc<str>]>,
    /// The same in order, where they are [`MANY`]; else empty.
    sorted: Box<[Arc<str>]>,
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
        let sorted = sorted(&channels);
        Ok((Self { channels, sorted, asked, filter, weight }, echo))
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
            self.sorted = sorted(&self.channels);
        }
    }

    /// Whether it listens on this channel.
    pub(super) fn listens_on(&self, channel: &str) -> bool {
        if self.sorted.is_empty() {
            self.channels.iter().any(|own| **own == *channel)
        } else {
            self.sorted.binary_search_by(|own| (**own).cmp(channel)).is_ok()
        }
    }

    /// Whether it hears what is said of `payload` on these channels.
    pub(super) fn hears(&self, channels: &[String], payload: &Value) -> bool {
        channels.iter().any(|said| self.listens_on(said)) && self.filter.accepts(payload)
    }
}

fn sorted(channels: &[Arc<str>]) -> Box<[Arc<str>]> {
    if channels.len() < MANY {
        return Box::default();
    }
    let mut sorted: Box<[Arc<str>]> = channels.into();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_channels_are_heard_alike() {
        for count in [1, MANY - 1, MANY, 1000] {
            let channels: Vec<String> = (0..count).map(|number| format!("presences.u{number}")).collect();
            let (subscription, _) = Subscription::read(&channels, &[]).unwrap();
            assert!(channels.iter().all(|channel| subscription.listens_on(channel)), "{count}");
            for other in ["presences", "presences.u", "presences.u1000", ""] {
                assert!(!subscription.listens_on(other), "{count} {other}");
            }
        }
    }
}
