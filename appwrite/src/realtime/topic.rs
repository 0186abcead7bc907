//! What one subscription listens to.

/// Channels, and queries that every event on them has to satisfy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    pub channels: Vec<String>,
    pub queries: Vec<String>,
}

impl Topic {
    /// Every event on these channels.
    pub fn of(channels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { channels: channels.into_iter().map(Into::into).collect(), queries: vec![] }
    }
}
