//! The server's clock as a browser knows it: a line from the page's own monotonic clock to the server's time. A reading is
//! a server time and the two moments between which the server took it. Pure: both clocks are arguments.

use std::time::Duration;

use appwrite::Timestamp;

/// How late an event may arrive, in milliseconds. It only counts while there is no better reading.
const LATE: i64 = 1_000;
/// One millisecond of doubt for each of this many that pass: quartz clocks drift by less.
const DRIFT: i64 = 10_000;

/// What the page knows of the server's clock. `Default`: nothing yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServerClock {
    known: Option<Bounds>,
    corrections: u32,
}

/// The server's time less the page's, in milliseconds, lies between these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    least: i64,
    most: i64,
    /// When that was found out, by the page's clock.
    at: i64,
}

impl ServerClock {
    /// Corrections larger than this, in milliseconds, are counted: timers set before one are wrong.
    pub(crate) const NOTICED: i64 = 2_000;

    /// The server said `server` in answer to a request sent at `asked` and answered at `answered`.
    pub(crate) fn answered(&mut self, server: Timestamp, asked: Duration, answered: Duration) {
        let (asked, answered) = (millis(asked), millis(answered));
        self.learn(Bounds {
            least: server.millis().saturating_sub(answered),
            most: server.millis().saturating_sub(asked),
            at: answered,
        });
    }

    /// The server said `server` by itself, in a message that arrived at `arrived`. It was not later than that. An event
    /// that contradicts what is known changes nothing: with a remote backend it is from another machine's clock, and
    /// following both would never come to rest.
    pub(crate) fn heard(&mut self, server: Timestamp, arrived: Duration) {
        let at = millis(arrived);
        let least = server.millis().saturating_sub(at);
        let alone = Bounds { least, most: least.saturating_add(LATE), at };
        match self.known.map(|known| known.aged(at)) {
            Some(known) if least <= known.least => {}
            Some(known) if least <= known.most => self.learn(Bounds { most: known.most, ..alone }),
            Some(_) => {}
            None => self.learn(alone),
        }
    }

    /// The server's time at the page's time `at`. `None`: nothing is known of it.
    pub(crate) fn now(&self, at: Duration) -> Option<Timestamp> {
        let known = self.known?;
        Some(Timestamp::from_millis(known.middle().saturating_add(millis(at))))
    }

    /// How often the clock was corrected by more than [`Self::NOTICED`].
    pub(crate) fn corrections(&self) -> u32 {
        self.corrections
    }

    /// Readings that agree narrow each other. One that contradicts all before it is right: the device slept, which stops
    /// the page's clock, or the server's clock was set.
    fn learn(&mut self, fresh: Bounds) {
        let Some(known) = self.known else {
            self.known = Some(fresh);
            return;
        };
        let (old, mut best) = (known.aged(fresh.at), fresh);
        if old.least <= fresh.most && fresh.least <= old.most {
            best.least = old.least.max(fresh.least);
            best.most = old.most.min(fresh.most);
        }
        if (best.middle() - known.middle()).abs() > Self::NOTICED {
            self.corrections = self.corrections.wrapping_add(1);
        }
        self.known = Some(best);
    }
}

impl Bounds {
    fn middle(self) -> i64 {
        self.least.midpoint(self.most)
    }

    /// The same with the doubt that the time since then adds.
    fn aged(self, at: i64) -> Self {
        let doubt = at.saturating_sub(self.at).max(0) / DRIFT + 1;
        Self { least: self.least.saturating_sub(doubt), most: self.most.saturating_add(doubt), at }
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn server(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn page(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn an_answer_sets_the_clock_to_within_half_its_round_trip() {
        let mut clock = ServerClock::default();
        assert_eq!(clock.now(page(5)), None);
        clock.answered(server(1_000_050), page(100), page(200));
        assert_eq!(clock.now(page(150)), Some(server(1_000_050)));
        assert_eq!(clock.now(page(10_150)), Some(server(1_010_050)));
    }

    #[test]
    fn a_quicker_answer_narrows_a_slower_one_and_not_the_other_way_round() {
        let mut clock = ServerClock::default();
        clock.answered(server(1_001_500), page(0), page(3_000));
        clock.answered(server(1_003_005), page(3_000), page(3_010));
        assert_eq!(clock.now(page(3_005)), Some(server(1_003_005)));
        let before = clock.now(page(4_000));
        clock.answered(server(1_003_900), page(3_100), page(9_000));
        assert_eq!(clock.now(page(4_000)), before);
        assert_eq!(clock.corrections(), 0);
    }

    #[test]
    fn an_event_sets_an_unknown_clock_and_late_ones_move_nothing() {
        let mut clock = ServerClock::default();
        clock.heard(server(1_000_000), page(0));
        assert_eq!(clock.now(page(0)), Some(server(1_000_500)));
        clock.answered(server(1_001_000), page(1_000), page(1_002));
        let before = clock.now(page(2_000));
        clock.heard(server(1_000_000), page(30_000));
        assert_eq!(clock.now(page(2_000)), before);
    }

    #[test]
    fn events_by_another_clock_than_answers_move_nothing() {
        let mut clock = ServerClock::default();
        clock.answered(server(1_000_000), page(0), page(2));
        for seconds in 1..10 {
            clock.heard(
                server(1_000_000 + seconds * 1_000 + 5_000),
                page(u64::try_from(seconds).unwrap() * 1_000),
            );
        }
        assert_eq!(clock.now(page(10_001)), Some(server(1_010_000)));
        assert_eq!(clock.corrections(), 0);
    }

    #[test]
    fn a_server_whose_clock_was_set_back_is_believed() {
        let mut clock = ServerClock::default();
        clock.answered(server(8_000_000), page(0), page(2));
        clock.answered(server(1_000_000), page(50), page(52));
        assert_eq!(clock.now(page(51)), Some(server(1_000_000)));
        assert_eq!(clock.corrections(), 1);
    }

    proptest! {
        /// However slow the answers and late the events: between any two readings the error is at most half the quickest round
        /// trip, plus the doubt that age adds.
        #[test]
        fn the_clock_is_as_right_as_its_best_reading(
            ahead in -100_000_000i64..100_000_000,
            readings in proptest::collection::vec((0u64..2_000, 0u64..5_000, 0u64..5_000, any::<bool>()), 1..30),
        ) {
            let (mut clock, mut time, mut best) = (ServerClock::default(), 0u64, i64::MAX);
            for (pause, there, back, asked) in readings {
                let sent = time + pause;
                let taken = server(i64::try_from(sent + there).unwrap() + ahead);
                time = sent + there + back;
                if asked {
                    clock.answered(taken, page(sent), page(time));
                    best = best.min(i64::try_from(there + back).unwrap());
                } else if best < i64::MAX {
                    clock.heard(taken, page(time));
                }
                if best < i64::MAX {
                    let right = i64::try_from(time).unwrap() + ahead;
                    let error = (clock.now(page(time)).unwrap().millis() - right).abs();
                    // A round trip, its rounding, and 30 readings' drift of at most 12 s each.
                    prop_assert!(error <= best / 2 + 1 + 2 * 30 + 36, "{error} > {best} / 2");
                }
            }
        }
    }
}
