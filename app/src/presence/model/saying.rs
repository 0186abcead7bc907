//! What a browser says of its person, and what it is answered.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Dot, Label, Spot, Status, Zone, zone};

/// One beat: I am here, and this is how I am.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saying {
    /// Where I am, if I moved. `None`: where the server knows me to be.
    pub place: Option<Spot>,
    /// By which my device tells the time, wherever I said I am.
    #[serde(default, deserialize_with = "zone::if_any")]
    pub zone: Option<Zone>,
    pub status: Status,
    pub label: Option<Label>,
    /// A snap is being made. For whom is nobody's business: a presence has one set of readers.
    pub composing: bool,
}

/// What became of a beat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What friends are shown. `None`: they are shown nothing.
    pub record: Option<Dot>,
    /// My exact place as it is kept.
    pub spot: Option<Spot>,
    /// The server's clock.
    pub now: Timestamp,
}

/// I am here and see my friends, and they cannot tell me from somebody who is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ghost {
    /// `None`: until I say otherwise.
    pub until: Option<Timestamp>,
}
