//! What this function needs of Appwrite's API: two questions, and one thing done.

use std::{fmt, future::Future};

/// The API, spoken to for one request. Rows are asked for as the caller, so that what they may not read is not there;
/// photographs with the function's own key, because nobody but their sender may read those.
pub trait Api: Sync {
    /// The snap of this id, if there is one and the caller may read it.
    fn snap(&self, id: &str) -> impl Future<Output = Result<Option<Snap>, Fault>> + Send;

    /// The bytes of a photograph, if it is still there.
    fn photograph(&self, id: &str) -> impl Future<Output = Result<Option<Vec<u8>>, Fault>> + Send;

    /// Counts the one opening of a snap that may be viewed once: `false` when it was counted before. Of several that
    /// ask at the same moment one is told `true`.
    fn claim(&self, id: &str) -> impl Future<Output = Result<bool, Fault>> + Send;
}

/// A row of the table of snaps, as far as deciding goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snap {
    pub recipient: String,
    pub photograph: String,
    /// When it was sent, in milliseconds since 1970.
    pub sent: i64,
    /// Whether its sender took it back.
    pub removed: bool,
    /// Whether it is handed out a single time.
    pub once: bool,
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
