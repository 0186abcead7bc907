//! A dot as a page carries it: a list without the names of its fields, and times in milliseconds. A page has one for each friend
//! who is here, and names and dates were two thirds of their bytes.

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Dot, Status};
use crate::{
    hue::Hue,
    presence::model::{Label, Spot, Zone},
    privacy::Precision,
};

/// Latitude and longitude in degrees.
type Place = (f64, f64);

impl Serialize for Dot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = |spot: Spot| (spot.lat(), spot.lon());
        let person = (&self.id, &self.name, self.hue);
        let places = (self.spot.map(place), self.precision, self.finer.map(place), &self.zone);
        let says = (self.status, &self.label, self.composing);
        let times = (self.updated.millis(), self.expires.map(Timestamp::millis));
        (person, places, says, times).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Dot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type Person = (Id, String, Hue);
        type Places = (Option<Place>, Precision, Option<Place>, Option<Zone>);
        type Says = (Status, Option<Label>, bool);
        type Times = (i64, Option<i64>);
        let spot = |place: Option<Place>| match place {
            None => Ok(None),
            Some((lat, lon)) => {
                Spot::new(lat, lon).map(Some).ok_or_else(|| D::Error::custom("no place on Earth"))
            }
        };
        let (person, places, says, times) = <(Person, Places, Says, Times)>::deserialize(deserializer)?;
        let ((id, name, hue), (coarse, precision, finer, zone)) = (person, places);
        let ((status, label, composing), (updated, expires)) = (says, times);
        Ok(Self {
            id,
            name,
            hue,
            spot: spot(coarse)?,
            precision,
            finer: spot(finer)?,
            zone,
            status,
            label,
            composing,
            updated: Timestamp::from_millis(updated),
            expires: expires.map(Timestamp::from_millis),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_read_as_it_was_written() {
        let silent = Dot::silent("u-ana".parse().unwrap(), "Ana");
        let somewhere = Dot {
            spot: Spot::new(45.748, 4.847),
            precision: Precision::City,
            finer: Spot::new(45.75, 4.85),
            zone: Zone::new("Europe/Paris"),
            status: Status::Busy,
            label: Label::new("🎧", "in the studio", None).ok(),
            composing: true,
            updated: Timestamp::from_millis(1_796_000_000_123),
            expires: Some(Timestamp::from_millis(1_796_000_060_123)),
            ..silent.clone()
        };
        for dot in [silent, somewhere] {
            let text = serde_json::to_string(&dot).unwrap();
            assert_eq!(serde_json::from_str::<Dot>(&text).unwrap(), dot, "{text}");
        }
    }

    #[test]
    fn a_place_off_the_earth_is_refused() {
        let text = serde_json::to_string(&Dot::silent("u-ana".parse().unwrap(), "Ana")).unwrap();
        let off = text.replacen("[null,", "[[91.0,0.0],", 1);
        assert_ne!(text, off);
        assert!(serde_json::from_str::<Dot>(&off).is_err());
    }
}
