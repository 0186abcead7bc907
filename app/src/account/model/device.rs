//! Where somebody is signed in, in words.

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Serialize};

/// One sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The session's id.
    pub id: Id,
    /// The browser and the system, as far as they are known: "Firefox on Linux".
    pub name: String,
    pub since: Timestamp,
    /// Whether it is the one that asks.
    pub here: bool,
}

impl Device {
    #[cfg(feature = "ssr")]
    pub(crate) fn from_session(session: &appwrite::wire::Session) -> Self {
        Self {
            id: session.id.clone(),
            name: device_name(&session.client_name, &session.os_name),
            since: session.created_at.max(session.updated_at),
            here: session.current,
        }
    }

    /// Since when, in words that hold for a while.
    pub fn since_words(&self, now: Timestamp) -> String {
        let minutes = (now.millis() - self.since.millis()).max(0) / 60_000;
        match minutes {
            0 => "Signed in just now".to_owned(),
            1..60 => format!("Signed in {minutes} min ago"),
            60..1440 => format!("Signed in {} h ago", minutes / 60),
            1440..2880 => "Signed in yesterday".to_owned(),
            _ => format!("Signed in {} days ago", minutes / 1440),
        }
    }
}

#[cfg(any(feature = "ssr", test))]
fn device_name(client: &str, system: &str) -> String {
    match (client.trim(), system.trim()) {
        ("", "") => "A browser".to_owned(),
        (client, "") => client.to_owned(),
        ("", system) => format!("A browser on {system}"),
        (client, system) => format!("{client} on {system}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_what_is_known_of_it() {
        assert_eq!(device_name("Firefox", "GNU/Linux"), "Firefox on GNU/Linux");
        assert_eq!(device_name("Chrome", ""), "Chrome");
        assert_eq!(device_name("", "iOS"), "A browser on iOS");
        assert_eq!(device_name("", ""), "A browser");
    }

    #[test]
    fn how_long_ago_is_said_in_the_largest_unit_that_fits() {
        let device = Device {
            id: "one".parse().unwrap(),
            name: String::new(),
            since: Timestamp::from_millis(0),
            here: true,
        };
        let words = |minutes: i64| device.since_words(Timestamp::from_millis(minutes * 60_000));
        assert_eq!(words(-3), "Signed in just now");
        assert_eq!(words(59), "Signed in 59 min ago");
        assert_eq!(words(60), "Signed in 1 h ago");
        assert_eq!(words(1440), "Signed in yesterday");
        assert_eq!(words(2880), "Signed in 2 days ago");
    }
}
