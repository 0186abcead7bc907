//! Who plays: the people of the seed but for the two whom others sign in as, with the places they go to and the
//! things they say.

use app::presence::{
    Spot,
    Status::{self, Away, Busy, Online},
    Zone,
};

use crate::seed::people;

/// One invented friend.
pub(super) struct Part {
    /// Who of the seed.
    pub(super) handle: &'static str,
    /// Where they go from home, as latitude and longitude: far enough for others to see it.
    trips: [(f64, f64); 2],
    /// The time zone of all of these.
    zone: &'static str,
    pub(super) moods: [Mood; 4],
    /// What they say with their photographs.
    pub(super) captions: [&'static str; 3],
}

/// How somebody is, with an emoji and a few words, or neither.
pub(super) type Mood = (Status, &'static str, &'static str);

const PLAIN: Mood = (Online, "", "");

pub(super) const ALL: [Part; 7] = [
    Part {
        handle: "chidi",
        trips: [(7.378, 3.947), (9.058, 7.495)], // Ibadan, Abuja
        zone: "Africa/Lagos",
        moods: [
            PLAIN,
            (Online, "🎧", "mixing the new track"),
            (Busy, "📚", "exam on Friday"),
            (Away, "", ""),
        ],
        captions: ["The studio has a view now", "Listen to this quiet", "Home by six"],
    },
    Part {
        handle: "dina",
        trips: [(31.200, 29.919), (25.687, 32.640)], // Alexandria, Luxor
        zone: "Africa/Cairo",
        moods: [
            PLAIN,
            (Online, "☕", "coffee by the river"),
            (Busy, "", "on site until four"),
            (Away, "😴", ""),
        ],
        captions: ["Look at that light", "Found some water", "Worth the drive"],
    },
    Part {
        handle: "emi",
        trips: [(34.694, 135.502), (35.690, 139.692)], // Osaka, Tokyo
        zone: "Asia/Tokyo",
        moods: [PLAIN, (Online, "🚲", "cycling home"), (Busy, "🏺", "at the kiln"), (Away, "🍜", "dinner")],
        captions: ["First cool morning", "The long way home", ""],
    },
    Part {
        handle: "flora",
        trips: [(-33.457, -70.648), (-29.905, -71.249)], // Santiago, La Serena
        zone: "America/Santiago",
        moods: [PLAIN, (Online, "🌊", "watching the ships"), (Busy, "🎨", "painting"), (Away, "", "")],
        captions: ["Trying to mix this blue", "Not a painting yet", "Low tide"],
    },
    Part {
        handle: "gus",
        trips: [(48.428, -123.365), (50.116, -122.957)], // Victoria, Whistler
        zone: "America/Vancouver",
        moods: [
            PLAIN,
            (Online, "🏔️", "up early"),
            (Busy, "", "in a meeting about meetings"),
            (Away, "🏃", "out for a run"),
        ],
        captions: ["You would like it here", "Fresh snow up there", "No signal behind that ridge"],
    },
    Part {
        handle: "hana",
        trips: [(-36.849, 174.763), (-43.531, 172.637)], // Auckland, Christchurch
        zone: "Pacific/Auckland",
        moods: [
            PLAIN,
            (Online, "⛵", "on the ferry"),
            (Busy, "🔬", "counting plankton"),
            (Away, "😴", "asleep, it is late here"),
        ],
        captions: ["Tomorrow says hello", "The ferry is late, look why", ""],
    },
    Part {
        handle: "ilse",
        trips: [(68.438, 17.427), (69.969, 23.272)], // Narvik, Alta
        zone: "Europe/Oslo",
        moods: [
            PLAIN,
            (Online, "🌌", "waiting for the lights"),
            (Busy, "🐕", "with the dogs"),
            (Away, "", ""),
        ],
        captions: ["Nearly dark enough", "Nobody out here but us", "Two degrees, in the sun"],
    },
];

impl Part {
    pub(super) fn email(&self) -> String {
        people::email(self.handle)
    }

    /// By which clock their device would go.
    pub(super) fn zone(&self) -> Option<Zone> {
        Zone::new(self.zone)
    }

    /// Every place they go to, home first.
    pub(super) fn haunts(&self) -> Vec<Spot> {
        let home = people::ALL.iter().find(|person| person.handle == self.handle);
        let home = home.map(|person| (person.lat, person.lng));
        home.into_iter().chain(self.trips).filter_map(|(lat, lon)| Spot::new(lat, lon)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use app::presence::Label;

    use super::*;

    #[test]
    fn everybody_of_the_seed_plays_but_the_two_whom_others_sign_in_as() {
        let playing: BTreeSet<_> = ALL.iter().map(|part| part.handle).chain(["alice", "bob"]).collect();
        assert_eq!(playing, people::ALL.iter().map(|person| person.handle).collect());
    }

    #[test]
    fn everybody_has_a_home_two_trips_and_words_that_fit() {
        for part in &ALL {
            assert_eq!(part.haunts().len(), 3, "{}", part.handle);
            assert!(part.zone().is_some(), "{}", part.handle);
            for (_, emoji, text) in
                part.moods.iter().filter(|(_, emoji, text)| !(emoji.is_empty() && text.is_empty()))
            {
                assert!(Label::new(emoji, text, None).is_ok(), "{text}");
            }
            for caption in part.captions {
                assert!(caption.chars().count() <= app::snaps::model::CAPTION_MOST, "{caption}");
            }
        }
    }
}
