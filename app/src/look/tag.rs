//! Tags: a hash over what a part says as JSON, without what changes by itself.

use std::{
    hash::{DefaultHasher, Hasher},
    io,
};

use appwrite::Timestamp;
use serde::Serialize;

use super::{Known, Look, Tag};
use crate::{friends::Circle, presence::Company, snaps::model::Depth};

impl Tag {
    fn of(value: &impl Serialize) -> Option<Self> {
        let mut hash = Hash(DefaultHasher::new());
        serde_json::to_writer(&mut hash, value).ok()?;
        Some(Self(hash.0.finish()))
    }
}

/// Takes text for its hash alone.
struct Hash(DefaultHasher);

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Known {
    /// What a page knows that begins with this look. Parts that could not be read are not known.
    pub(super) fn of(look: &Look, depth: Depth) -> Self {
        let company = look.company.as_ref().ok();
        let newest = |company: &Company| company.dots.iter().map(|dot| dot.updated).max();
        let mail = look.mail.as_ref().ok();
        Self {
            me: Tag::of(&look.me),
            company: company.and_then(of_company),
            newest: company.and_then(newest),
            circle: look.circle.as_ref().ok().and_then(of_circle),
            mail: mail.and_then(|mail| Tag::of(&mail.parts())),
            depth,
        }
    }
}

fn of_company(company: &Company) -> Option<Tag> {
    let Company { friends, dots, my_spot, seen_as, names: _ } = company;
    let here: Vec<_> = dots.iter().map(|dot| (&dot.id, &dot.finer)).collect();
    Tag::of(&(friends, here, my_spot, seen_as))
}

fn of_circle(circle: &Circle) -> Option<Tag> {
    let Circle { friends, incoming, outgoing, seen: _, handles, hues, muted, favourites } = circle;
    Tag::of(&(friends, incoming, outgoing, handles, hues, muted, favourites))
}

/// Seconds before the newest word in which another may have been under way that the look did not have.
const MARGIN_SECONDS: i64 = 10;

/// From when on what was said is told again to a page that knows everything up to `newest`.
pub(super) fn told_since(newest: Option<Timestamp>) -> Timestamp {
    newest.unwrap_or(Timestamp::from_millis(0)).plus_seconds(-MARGIN_SECONDS)
}

#[cfg(test)]
mod tests {
    use appwrite::Id;

    use super::*;
    use crate::presence::Dot;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn here(people: &[&str]) -> Company {
        let dots = people.iter().map(|person| Dot::silent(id(person), person)).collect();
        Company { friends: people.iter().map(|person| id(person)).collect(), dots, ..Company::default() }
    }

    #[test]
    fn a_company_is_the_same_while_the_same_people_are_here_whatever_they_say() {
        let known = of_company(&here(&["ana", "ben"]));
        let mut later = here(&["ana", "ben"]);
        later.dots[0].updated = Timestamp::from_millis(5_000);
        later.dots[0].composing = true;
        assert_eq!(of_company(&later), known);
        let mut gone = here(&["ana", "ben"]);
        gone.dots.pop();
        let mut parted = here(&["ana", "ben"]);
        parted.friends.pop_last();
        let moved = Company { my_spot: crate::presence::Spot::new(1.0, 2.0), ..here(&["ana", "ben"]) };
        for other in [here(&["ana"]), gone, parted, moved] {
            assert_ne!(of_company(&other), known, "{other:?}");
        }
    }

    #[test]
    fn a_circle_is_another_with_every_mark_and_the_same_whenever_friends_were_here() {
        let circle = Circle::default();
        let seen = [(id("ben"), Timestamp::from_millis(1))].into();
        assert_eq!(of_circle(&Circle { seen, ..circle.clone() }), of_circle(&circle));
        assert_ne!(of_circle(&Circle { muted: [id("ben")].into(), ..circle.clone() }), of_circle(&circle));
    }
}
