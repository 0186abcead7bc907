//! What this function needs of Appwrite's API: three lists, one question, a row to write, three deletions.

use std::{fmt, future::Future};

/// The API, spoken to with the function's own key. Lists are oldest first, a [`PAGE`](crate::PAGE) at most, and leave
/// out the first `skip`. Moments are in milliseconds since 1970.
pub trait Api: Sync {
    /// Snaps sent after the one moment, if it is said, and at the other or before.
    fn snaps_sent(
        &self,
        after: Option<i64>,
        until: i64,
        skip: usize,
    ) -> impl Future<Output = Result<Vec<Snap>, Fault>> + Send;

    /// The ids of photographs stored at this moment or before.
    fn photographs_until(
        &self,
        moment: i64,
        skip: usize,
    ) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    /// The ids of remnants of snaps sent at this moment or before.
    fn remnants_until(
        &self,
        moment: i64,
        skip: usize,
    ) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    /// Which of these photographs, a page at most, belong to a snap that there is.
    fn still_shown(&self, photographs: &[String]) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    /// Writes down what is left of a snap, under the snap's id and for its recipient alone to read. Gives how it was.
    fn leave_remnant(&self, snap: &Snap) -> impl Future<Output = Result<Left, Fault>> + Send;

    fn delete_snap(&self, id: &str) -> impl Future<Output = Result<Gone, Fault>> + Send;

    fn delete_photograph(&self, id: &str) -> impl Future<Output = Result<Gone, Fault>> + Send;

    fn delete_remnant(&self, id: &str) -> impl Future<Output = Result<Gone, Fault>> + Send;
}

/// A snap, as far as its end is concerned: neither what it shows nor what was said with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snap {
    pub id: String,
    pub sender: String,
    pub recipient: String,
    /// When it was sent and when it was seen, as the API writes moments.
    pub sent: String,
    pub opened: Option<String>,
    /// Whether its sender took it back.
    pub removed: bool,
}

/// How writing a remnant down went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Now,
    /// An earlier run got so far.
    Before,
}

/// How a deletion went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    Now,
    /// Somebody else was quicker.
    Before,
}

/// The API did not answer, or answered what it should not. In words for the operator, without content or secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}
