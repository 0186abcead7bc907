//! Subscriptions in the address, as old SDKs send them: `channels[]=a&channels[]=b`, and per channel
//! `<channel>[<slot>][]=<query>`, where the channel's dots may have become underscores. Each slot is one subscription.

use std::collections::BTreeMap;

use super::{EACH, MOST_IN_ADDRESS, Subscription};

#[derive(Default)]
struct Slot {
    channels: Vec<String>,
    queries: Vec<String>,
}

/// The subscriptions by slot. None, if the address names no channels. The error is a whole sentence.
pub(crate) fn in_address(query: &str) -> Result<BTreeMap<u32, Subscription>, String> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let channels = pairs.iter().filter(|(name, _)| name == "channels" || name.starts_with("channels["));
    // Before the search below, which compares each channel with each pair.
    if channels.clone().count() * EACH > MOST_IN_ADDRESS {
        return Err(too_many());
    }
    let mut slots: BTreeMap<u32, Slot> = BTreeMap::new();
    for (_, channel) in channels {
        let flat = channel.replace('.', "_");
        let mut asked: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (name, text) in &pairs {
            let of_channel = name.strip_prefix(channel.as_str()).or_else(|| name.strip_prefix(flat.as_str()));
            if let Some(slot) = of_channel.and_then(slot) {
                asked.entry(slot).or_default().push(text.clone());
            }
        }
        if asked.is_empty() {
            asked.insert(0, vec![]);
        }
        for (number, queries) in asked {
            let slot = slots.entry(number).or_default();
            slot.channels.push(channel.clone());
            // Channels that share a slot repeat its queries.
            for query in queries {
                if !slot.queries.contains(&query) {
                    slot.queries.push(query);
                }
            }
        }
    }
    let subscriptions = slots
        .into_iter()
        .map(|(number, slot)| Ok((number, Subscription::read(&slot.channels, &slot.queries)?.0)))
        .collect::<Result<BTreeMap<u32, Subscription>, String>>()?;
    if subscriptions.values().map(Subscription::weight).sum::<usize>() > MOST_IN_ADDRESS {
        return Err(too_many());
    }
    Ok(subscriptions)
}

fn too_many() -> String {
    "Too many subscriptions.".to_owned()
}

/// The slot in `[<slot>][]` or `[<slot>][<n>]`.
fn slot(brackets: &str) -> Option<u32> {
    let (slot, rest) = brackets.strip_prefix('[')?.split_once(']')?;
    if rest.is_empty() || rest.starts_with('[') { slot.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(query: &str) -> Vec<(u32, Vec<String>)> {
        let slots = in_address(query).unwrap();
        let channels = |s: &Subscription| s.channels().iter().map(|channel| channel.to_string()).collect();
        slots.iter().map(|(number, subscription)| (*number, channels(subscription))).collect()
    }

    #[test]
    fn channels_without_queries_are_one_subscription() {
        assert_eq!(parse("project=p"), []);
        let both = vec![(0, vec!["rows".to_owned(), "presences".to_owned()])];
        assert_eq!(parse("channels[]=rows&channels[]=presences&project=p"), both);
        assert_eq!(parse("channels%5B0%5D=rows&channels%5B1%5D=presences"), both);
    }

    #[test]
    fn each_slot_of_queries_is_a_subscription() {
        let one = "%7B%22method%22%3A%22equal%22%2C%22attribute%22%3A%22a%22%2C%22values%22%3A%5B1%5D%7D";
        let query = format!("channels[]=rows&channels[]=a.b&rows[0][]={one}&rows[1][]={one}&a_b[1][]={one}");
        let slots = in_address(&query).unwrap();
        let said = |channel: &str, number: u32, a: i32| {
            slots[&number].hears(&[channel.to_owned()], &json!({ "a": a }))
        };
        assert!(said("rows", 0, 1) && said("rows", 1, 1) && said("a.b", 1, 1));
        assert!(!said("rows", 0, 2) && !said("a.b", 0, 1));
        assert!(in_address("channels[]=rows&rows[0][]=nonsense").is_err());
    }
}
