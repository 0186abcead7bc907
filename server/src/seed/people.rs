//! Who there is. Ids and addresses are fixed, so that seeding again finds them.

use appwrite::{Client, Id};

use super::{SeedError, unless_there};

/// Everybody's password. They are invented people on a development instance.
pub(crate) const PASSWORD: &str = "hello-globe";

pub(crate) struct Person {
    pub(super) name: &'static str,
    /// Lower case; also the id.
    pub(crate) handle: &'static str,
    pub(super) town: &'static str,
    pub(crate) lat: f64,
    pub(crate) lng: f64,
}

pub(crate) const ALL: [Person; 9] = [
    person("Alice", "alice", "Lyon", 45.764, 4.836),
    person("Bob", "bob", "Graz", 47.071, 15.439),
    person("Chidi", "chidi", "Lagos", 6.524, 3.379),
    person("Dina", "dina", "Cairo", 30.044, 31.236),
    person("Emi", "emi", "Kyoto", 35.012, 135.768),
    person("Flora", "flora", "Valparaíso", -33.047, -71.613),
    person("Gus", "gus", "Vancouver", 49.283, -123.121),
    person("Hana", "hana", "Wellington", -41.287, 174.776),
    person("Ilse", "ilse", "Tromsø", 69.649, 18.956),
];

const fn person(name: &'static str, handle: &'static str, town: &'static str, lat: f64, lng: f64) -> Person {
    Person { name, handle, town, lat, lng }
}

impl Person {
    pub(super) fn email(&self) -> String {
        email(self.handle)
    }

    pub(super) fn id(&self) -> Id {
        id(self.handle)
    }
}

/// The address of whoever is called this.
pub(crate) fn email(handle: &str) -> String {
    format!("{handle}@example.com")
}

/// An id the seed itself wrote.
#[expect(clippy::expect_used, reason = "the ids are written in this folder, and a test makes each of them")]
pub(crate) fn id(text: &str) -> Id {
    text.parse().expect("an id of the seed is well formed")
}

pub(super) async fn create(admin: &Client) -> Result<(), SeedError> {
    for person in &ALL {
        let made =
            admin.users().create(&person.id(), Some(&person.email()), Some(PASSWORD), person.name).await;
        unless_there(made)?;
    }
    Ok(())
}
