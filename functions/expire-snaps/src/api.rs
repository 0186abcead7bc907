//! What this function needs of Appwrite's API: two lists, one question, two deletions.

use std::{fmt, future::Future};

/// The API, spoken to with the function's own key. Lists are oldest first, a [`PAGE`](crate::PAGE) at most, and leave
/// out the first `skip`. Moments are in milliseconds since 1970. To delete what is gone already is a success.
pub trait Api: Sync {
    /// The ids of snaps sent at this moment or before.
    fn snaps_until(
        &self,
        moment: i64,
        skip: usize,
    ) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    /// The ids of photographs stored at this moment or before.
    fn photographs_until(
        &self,
        moment: i64,
        skip: usize,
    ) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    /// Which of these photographs, a page at most, belong to a snap that there is.
    fn still_shown(&self, photographs: &[String]) -> impl Future<Output = Result<Vec<String>, Fault>> + Send;

    fn delete_snap(&self, id: &str) -> impl Future<Output = Result<(), Fault>> + Send;

    fn delete_photograph(&self, id: &str) -> impl Future<Output = Result<(), Fault>> + Send;
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
