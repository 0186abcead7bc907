//! Whether the other side is still there. A half-open socket would keep a presence up for 30 days.

use std::time::Duration;

use tokio::time::Instant;

/// Between our pings. Background tabs throttle their own timers but answer protocol pings.
const PING: Duration = Duration::from_secs(25);
/// A peer silent for this long is gone.
const DEAD: Duration = Duration::from_secs(60);

pub(super) struct Liveness {
    heard: Instant,
    pinged: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    Nothing,
    Ping,
    Burial,
}

impl Liveness {
    pub(super) fn new(now: Instant) -> Self {
        Self { heard: now, pinged: now }
    }

    /// Anything at all came in.
    pub(super) fn heard(&mut self, now: Instant) {
        self.heard = now;
    }

    /// When to look again.
    pub(super) fn next(&self) -> Instant {
        self.dead_at().min(self.pinged + PING)
    }

    pub(super) fn dead_at(&self) -> Instant {
        self.heard + DEAD
    }

    /// What there is to do by now. A ping that is due counts as sent.
    pub(super) fn due(&mut self, now: Instant) -> Due {
        if now >= self.dead_at() {
            return Due::Burial;
        }
        if now >= self.pinged + PING {
            self.pinged = now;
            return Due::Ping;
        }
        Due::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_peer_is_pinged_twice_and_then_given_up() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut liveness = Liveness::new(start);
        assert_eq!(liveness.next(), at(25));
        assert_eq!(liveness.due(at(24)), Due::Nothing);
        assert_eq!(liveness.due(at(25)), Due::Ping);
        assert_eq!(liveness.due(at(50)), Due::Ping);
        assert_eq!(liveness.next(), at(60));
        assert_eq!(liveness.due(at(60)), Due::Burial);
    }

    #[test]
    fn any_sign_of_life_counts_from_then_on() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut liveness = Liveness::new(start);
        liveness.heard(at(50));
        assert_eq!(liveness.due(at(60)), Due::Ping);
        assert_eq!(liveness.due(at(110)), Due::Burial);
    }
}
