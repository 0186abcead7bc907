//! How long a connection may keep the server waiting, and how many there may be.

use std::time::Duration;

/// From its start, or from the first byte of a later request, until a request's head is complete.
const HEAD: Duration = Duration::from_secs(10);
/// Without a request, between two of them.
const IDLE: Duration = Duration::from_secs(75);
/// For which a client may keep a request's body, or what it takes of an answer, waiting. Bytes earn it back.
const BODY: Duration = Duration::from_secs(30);
/// The slowest average pace of a request's body, in bytes per second: a poor 2G uplink. A body holds one of few places
/// and memory; the largest photo, 14 MB, takes 30 minutes at most.
const UPLOAD_RATE: u32 = 8 * 1024;
/// The slowest average pace at which an answer is taken, in bytes per second. Less than for bodies, because it holds
/// only its connection, and several answers may share a poor downlink.
const ANSWER_RATE: u32 = 2 * 1024;
/// For a client to take the last answer of a connection that we close, once it has sent what it had to.
const LINGER: Duration = Duration::from_secs(5);
/// Bytes of a refused body that are read and dropped, so that a client that sends all of it before it reads gets the
/// answer: more than the largest body that anything here takes.
pub(crate) const DRAIN: u64 = 16 * 1024 * 1024;

/// Descriptors for what is not a connection: the database, its readers, the log, calls to a remote API.
const RESERVED: u64 = 256;
/// Descriptors per connection: its own, and a file or a socket to the remote API that it has open.
const EACH: u64 = 2;
/// The fewest connections, however few descriptors there are.
const FEWEST: u64 = 64;
/// The most connections, however many descriptors there are: with heads of 64 KiB they hold 1 GiB at the worst.
const MOST: u64 = 16_384;
/// What one network may have of all connections: many people can share an address.
const SHARE: usize = 4;

/// The deadlines and caps of connections. A value, so that tests can shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a request's head may take: from the connection's start, or from the head's first byte.
    pub head: Duration,
    /// How long a connection may stay open without a request, once it has had one.
    pub idle: Duration,
    /// How long a client may keep its request's body, or an answer that it takes, waiting. Bytes that move earn it back
    /// at the rates below.
    pub body: Duration,
    /// The slowest average pace of a request's body, in bytes per second.
    pub upload_rate: u32,
    /// The slowest average pace at which an answer is taken, in bytes per second.
    pub answer_rate: u32,
    /// How long a connection stays open after its last answer and the last byte of its request, so that the client can
    /// take that answer.
    pub linger: Duration,
    /// Bytes of a refused body that are read and dropped before that, at the pace of a body. A longer body is not.
    pub drain: u64,
    /// Connections of one network: an IPv4 address, or a /64 of IPv6. Behind a proxy: requests and sockets of one
    /// visitor's network.
    pub per_network: usize,
    /// Connections in all.
    pub total: usize,
}

impl Limits {
    /// Raises the limit of open files as far as the system allows, and derives the caps from it.
    pub fn of_this_process() -> Self {
        let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or_else(|cause| {
            tracing::warn!("the limit of open files cannot be raised: {cause}");
            rlimit::getrlimit(rlimit::Resource::NOFILE).map_or(RESERVED, |(soft, _)| soft)
        });
        let limits = Self::with_descriptors(descriptors);
        tracing::info!(
            descriptors,
            connections = limits.total,
            per_network = limits.per_network,
            "connections"
        );
        limits
    }

    fn with_descriptors(descriptors: u64) -> Self {
        let total = (descriptors.saturating_sub(RESERVED) / EACH).clamp(FEWEST, MOST);
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        Self {
            head: HEAD,
            idle: IDLE,
            body: BODY,
            upload_rate: UPLOAD_RATE,
            answer_rate: ANSWER_RATE,
            linger: LINGER,
            drain: DRAIN,
            per_network: total / SHARE,
            total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caps_follow_from_the_limit_of_open_files() {
        let caps = |descriptors| {
            let limits = Limits::with_descriptors(descriptors);
            (limits.total, limits.per_network)
        };
        assert_eq!(caps(1024), (384, 96));
        assert_eq!(caps(20_000), (9872, 2468));
        assert_eq!(caps(u64::MAX), (16_384, 4096));
        assert_eq!(caps(100), (64, 16), "a process with few descriptors still serves");
    }

    #[test]
    fn the_soft_limit_is_raised_to_the_hard_one() {
        let limits = Limits::of_this_process();
        let (soft, hard) = rlimit::getrlimit(rlimit::Resource::NOFILE).unwrap();
        assert_eq!(soft, hard);
        assert_eq!(limits, Limits::with_descriptors(hard));
    }
}
