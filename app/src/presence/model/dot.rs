//! One person's presence, read once from what the API says. What friends wrote about themselves is not trusted.

use appwrite::{Id, Timestamp, wire};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Label, Spot, Zone};
use crate::{
    account::{model::display_name, name::Name},
    gazetteer::model::Area,
    hue::Hue,
    privacy::Precision,
    ui::{avatar_url, hue_of},
};

mod compact;

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    pub id: Id,
    /// As they gave it: empty for a guest. What to call them is [`Dot::called`].
    pub name: String,
    /// The colour of their picture.
    pub hue: Hue,
    /// Where they are, once they have said: as precisely as everybody who sees them may know it.
    pub spot: Option<Spot>,
    /// How precisely that is.
    pub precision: Precision,
    /// Where they are more precisely, where I may know that.
    pub finer: Option<Spot>,
    /// By which their device tells the time. Said only with a place, and not with a whole country.
    pub zone: Option<Zone>,
    pub status: Status,
    pub label: Option<Label>,
    /// They are making a snap. For whom, nobody says.
    pub composing: bool,
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

impl Dot {
    /// A person as they are before they have said anything.
    pub fn silent(id: Id, name: &str) -> Self {
        let name = Name::kept(name).map_or_else(String::new, |name| name.as_str().to_owned());
        Self {
            hue: Hue::of(&id),
            id,
            name,
            spot: None,
            precision: Precision::default(),
            finer: None,
            zone: None,
            status: Status::Online,
            label: None,
            composing: false,
            updated: Timestamp::from_millis(0),
            expires: None,
        }
    }

    /// Where they are, as well as I may know it.
    pub fn place(&self) -> Option<Spot> {
        self.finer.or(self.spot)
    }

    /// The same as it is asked what it is called.
    pub fn area(&self) -> Option<Area> {
        // What is finer is never a whole country.
        let whole_country = self.finer.is_none() && self.precision == Precision::Country;
        self.place().map(if whole_country { Area::country_of } else { Area::around })
    }

    /// What to call them, in the words of this interface: never empty.
    pub fn called(&self) -> String {
        display_name(&self.name)
    }

    /// Their picture, on our own origin.
    pub fn avatar(&self) -> String {
        avatar_url(&self.called(), self.hue)
    }

    /// Reads a presence.
    pub fn from_wire(presence: &wire::Presence) -> Self {
        let said = Self::said(&presence.user_id, presence.status.as_deref(), &presence.metadata);
        Self { updated: presence.updated_at, expires: presence.expires_at, ..said }
    }

    /// Reads what a presence says.
    pub fn from_view(presence: &wire::PresenceView) -> Self {
        let said = Self::said(&presence.user_id, presence.status.as_deref(), &presence.metadata);
        Self { updated: presence.updated_at, expires: presence.expires_at, ..said }
    }

    /// What somebody says of themselves, without the times.
    fn said(person: &Id, status: Option<&str>, metadata: &Map<String, Value>) -> Self {
        let text = |key: &str| metadata.get(key).and_then(Value::as_str).unwrap_or_default();
        let number = |key: &str| metadata.get(key).and_then(Value::as_f64);
        let silent = Self::silent(person.clone(), text("displayName"));
        Self {
            // The picture is made from the name, and its colour is one of ours: what else the record says of it could be
            // anything a friend made up.
            hue: hue_of(text("avatarUrl")).unwrap_or(silent.hue),
            spot: number("lat").zip(number("lng")).and_then(|(lat, lng)| Spot::new(lat, lng)),
            precision: metadata
                .get("precision")
                .and_then(|word| Precision::deserialize(word).ok())
                .unwrap_or_default(),
            zone: Zone::new(text("timeZone")),
            status: status.map(Status::from_word).unwrap_or_default(),
            label: metadata.get("label").and_then(|label| Label::deserialize(label).ok()),
            composing: metadata.get("composing").and_then(Value::as_bool).unwrap_or(false),
            ..silent
        }
    }

    /// What the record of this person says beside its status.
    pub fn metadata(&self) -> Map<String, Value> {
        let mut metadata = Map::new();
        if let Some(spot) = self.spot {
            metadata.insert("lat".into(), json!(spot.lat()));
            metadata.insert("lng".into(), json!(spot.lon()));
            if let Some(zone) = &self.zone {
                metadata.insert("timeZone".into(), json!(zone));
            }
        }
        metadata.insert("displayName".into(), json!(self.name));
        metadata.insert("avatarUrl".into(), json!(self.avatar()));
        if let Some(label) = &self.label {
            metadata.insert("label".into(), json!({ "emoji": label.emoji(), "text": label.text() }));
        }
        if self.composing {
            metadata.insert("composing".into(), json!(true));
        }
        metadata
    }
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Online, Self::Away, Self::Busy];

    /// The word in the interface.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Online => "Online",
            Self::Away => "Away",
            Self::Busy => "Busy",
        }
    }

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
        let dot = Dot::from_wire(&presence(json!({
            "lat": -33.8688, "lng": 151.2093, "timeZone": "Australia/Sydney", "displayName": "Ana",
            "avatarUrl": avatar_url("Ana", Hue::Coral),
            "label": {"emoji": "🎧", "text": "in the studio"}, "composing": true,
        })));
        assert_eq!(dot.spot, Spot::new(-33.8688, 151.2093));
        assert_eq!(dot.zone, Zone::new("Australia/Sydney"));
        assert_eq!(
            (dot.label.as_ref().map(Label::words).as_deref(), dot.composing),
            (Some("🎧 in the studio"), true)
        );
        assert_eq!(dot.hue, Hue::Coral);
        assert_eq!(Dot::from_wire(&presence(Value::Object(dot.metadata()))), dot);
    }

    #[test]
    fn who_shows_their_country_is_named_by_it_and_by_a_town_to_whom_they_show_more() {
        let paris = Spot::new(48.85, 2.35).unwrap();
        let mut dot = Dot::from_wire(&presence(json!({"lat": 48.85, "lng": 2.35, "precision": "country"})));
        assert_eq!(dot.area(), Some(Area::country_of(paris)));
        dot.finer = Spot::new(45.748, 4.847);
        assert_eq!(dot.area(), dot.finer.map(Area::around));
        let odd = Dot::from_wire(&presence(json!({"lat": 48.85, "lng": 2.35, "precision": 7})));
        assert_eq!(odd.area(), Some(Area::around(paris)));
    }

    #[test]
    fn metadata_made_up_by_a_friend_shows_no_foreign_picture_and_no_impossible_place() {
        let made_up = json!({
            "lat": 1e9, "lng": "x", "timeZone": "<b>noon</b>", "displayName": "",
            "avatarUrl": "https://evil.example/pixel",
            "label": {"text": "x".repeat(500)}, "composing": "yes",
        });
        let dot = Dot::from_wire(&presence(made_up));
        assert_eq!((dot.spot, dot.name.as_str(), dot.called().as_str()), (None, "", "Guest"));
        assert_eq!((dot.zone.is_some(), dot.label.is_some(), dot.composing), (false, false, false));
        assert!(dot.avatar().starts_with("/v1/avatars/initials?"));
        assert_eq!(dot.hue, Hue::of(&dot.id));
        assert_eq!(Dot::from_wire(&presence(json!([]))).spot, None);
        let long = Dot::from_wire(&presence(json!({"displayName": "x".repeat(10_000)})));
        assert_eq!(long.name.len(), 128);
        let reversed = Dot::from_wire(&presence(json!({"displayName": "Eve\u{202E}gpj"})));
        assert_eq!((reversed.name.as_str(), reversed.called().as_str()), ("Evegpj", "Evegpj"));
        let unseen = Dot::from_wire(&presence(json!({"displayName": "\u{3164}\u{200B}"})));
        assert_eq!((unseen.name.as_str(), unseen.called().as_str()), ("", "Guest"));
    }
}
