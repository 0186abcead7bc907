//! One person's presence, read once from what the API says. What friends wrote about themselves is not trusted.

use appwrite::{Id, Timestamp, wire};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Spot;
use crate::{account::model::display_name, ui::avatar_url};

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dot {
    pub id: Id,
    /// Never empty.
    pub name: String,
    /// A picture on our own origin.
    pub avatar: String,
    /// Where they are, once they have said.
    pub spot: Option<Spot>,
    pub status: Status,
    /// When they last said anything: the newest word about a person wins.
    pub updated: Timestamp,
    /// When they are gone unless they say something. `None`: not by themselves.
    pub expires: Option<Timestamp>,
}

/// How somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Online,
    Away,
    Busy,
}

/// What a beat is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// Still here. The place on record stands, wherever it came from: perhaps from another tab.
    Here,
    /// I am somewhere else now.
    Moved,
}

impl Dot {
    /// The longest name shown, in characters.
    const NAME: usize = 128;

    /// A person as they are before they have said anything.
    pub fn silent(id: Id, name: &str) -> Self {
        let name = display_name(&name.chars().take(Self::NAME).collect::<String>());
        Self {
            avatar: avatar_url(&name),
            id,
            name,
            spot: None,
            status: Status::Online,
            updated: Timestamp::from_millis(0),
            expires: None,
        }
    }

    /// Reads a presence.
    pub fn from_wire(presence: &wire::Presence) -> Self {
        let text = |key: &str| presence.metadata.get(key).and_then(Value::as_str).unwrap_or_default();
        let number = |key: &str| presence.metadata.get(key).and_then(Value::as_f64);
        Self {
            spot: number("lat").zip(number("lng")).and_then(|(lat, lng)| Spot::new(lat, lng)),
            status: presence.status.as_deref().map(Status::from_word).unwrap_or_default(),
            updated: presence.updated_at,
            expires: presence.expires_at,
            // The picture is made from the name. What the record says of it could be anything a friend made up.
            ..Self::silent(presence.user_id.clone(), text("displayName"))
        }
    }

    /// What the record of this person says beside its status.
    pub fn metadata(&self) -> Map<String, Value> {
        let mut metadata = Map::new();
        if let Some(spot) = self.spot {
            metadata.insert("lat".into(), json!(spot.lat()));
            metadata.insert("lng".into(), json!(spot.lon()));
        }
        metadata.insert("displayName".into(), json!(self.name));
        metadata.insert("avatarUrl".into(), json!(self.avatar));
        metadata
    }
}

impl Status {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Away => "away",
            Self::Busy => "busy",
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "away" => Self::Away,
            "busy" => Self::Busy,
            _ => Self::Online,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presence(metadata: Value) -> wire::Presence {
        serde_json::from_value(json!({
            "$id": "u-ana", "$createdAt": "2026-05-26T08:50:00.120+00:00", "$updatedAt": "2026-05-26T08:57:37.791+00:00",
            "$permissions": ["read(\"user:u-ana\")"], "userId": "u-ana", "status": "online", "source": "rest",
            "expiresAt": "2026-05-26T08:58:37.787+00:00", "metadata": metadata,
        }))
        .unwrap()
    }

    #[test]
    fn what_a_dot_says_is_what_another_browser_reads() {
        let dot = Dot::from_wire(&presence(json!({"lat": -33.8688, "lng": 151.2093, "displayName": "Ana"})));
        assert_eq!(dot.spot, Spot::new(-33.8688, 151.2093));
        assert_eq!(Dot::from_wire(&presence(Value::Object(dot.metadata()))), dot);
    }

    #[test]
    fn metadata_made_up_by_a_friend_shows_no_foreign_picture_and_no_impossible_place() {
        let made_up =
            json!({"lat": 1e9, "lng": "x", "displayName": "", "avatarUrl": "https://evil.example/pixel"});
        let dot = Dot::from_wire(&presence(made_up));
        assert_eq!((dot.spot, dot.name.as_str()), (None, "Guest"));
        assert!(dot.avatar.starts_with("/v1/avatars/initials?"));
        assert_eq!(Dot::from_wire(&presence(json!([]))).spot, None);
        let long = Dot::from_wire(&presence(json!({"displayName": "x".repeat(10_000)})));
        assert_eq!(long.name.len(), 128);
    }
}
