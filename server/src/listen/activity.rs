//! What a connection is doing, and until when it may. The stream and the service tell; the connection's task asks for
//! the deadline.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Version;
use tokio::time::Instant;

use super::{
    Limits,
    body::{Arrival, Unread},
    registry::Admission,
    visitors::Visit,
};

pub(super) struct Activity {
    /// Counts the connection until its stream is closed.
    pub(super) admission: Admission,
    pub(super) limits: Limits,
    state: Mutex<State>,
}

struct State {
    phase: Phase,
    since: Instant,
    /// Requests that are being answered; HTTP/2 answers several at once.
    requests: usize,
    /// HTTP/2: its frames between two requests do not begin a head.
    multiplexed: bool,
    /// The visitor whose socket this is, behind a proxy.
    visit: Option<Visit>,
    /// The last request's body. Nothing over HTTP/2, where a body that nobody reads ends with its stream.
    arrival: Arrival,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The first request's head is awaited.
    New,
    /// Nothing has come since the last answer.
    Idle,
    /// A later request's head has begun.
    Head,
    /// Something is being answered.
    Busy,
    /// A WebSocket, which has its own rules of silence.
    Upgraded,
    /// We close it; nobody has to be given time to take an answer.
    Abandoned,
}

impl Activity {
    pub(super) fn new(admission: Admission, limits: Limits) -> Self {
        let state = State {
            phase: Phase::New,
            since: Instant::now(),
            requests: 0,
            multiplexed: false,
            visit: None,
            arrival: Arrival::default(),
        };
        Self { admission, limits, state: Mutex::new(state) }
    }

    /// Bytes have come in.
    pub(super) fn reads(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Idle && !state.multiplexed {
            state.enter(Phase::Head);
        }
    }

    /// The client takes bytes. The last answer is still on its way then, although the server is done with it. Over HTTP/2
    /// this says nothing: its own pings are bytes too.
    pub(super) fn writes(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Idle && !state.multiplexed {
            state.since = Instant::now();
            self.admission.waits(true);
        }
    }

    /// A request's head is complete, and its body begins to arrive.
    pub(super) fn begins(&self, version: Version, arrival: &Arrival) {
        let mut state = self.lock();
        state.requests += 1;
        state.multiplexed = version == Version::HTTP_2;
        if !state.multiplexed {
            state.arrival = arrival.clone();
        }
        if state.phase != Phase::Busy {
            state.enter(Phase::Busy);
            self.admission.is_busy();
        }
    }

    /// A request is answered in full, or given up.
    pub(super) fn ends(&self) {
        let mut state = self.lock();
        state.requests -= 1;
        if state.requests == 0 && state.phase == Phase::Busy {
            state.enter(Phase::Idle);
            self.admission.waits(true);
        }
    }

    /// It becomes a WebSocket, behind a proxy that of this visitor.
    pub(super) fn upgrades(&self, visit: Option<Visit>) {
        let mut state = self.lock();
        state.enter(Phase::Upgraded);
        state.visit = visit;
    }

    pub(super) fn is_upgraded(&self) -> bool {
        self.lock().phase == Phase::Upgraded
    }

    pub(super) fn abandon(&self) {
        self.lock().enter(Phase::Abandoned);
    }

    /// What the client may still send of its last request.
    pub(super) fn unread(&self) -> Unread {
        self.lock().arrival.unread()
    }

    /// Its last answer was written and may still have to be taken. Until it is, the connection may give way to others.
    pub(super) fn lingers(&self) -> bool {
        let lingers = !matches!(self.lock().phase, Phase::New | Phase::Abandoned);
        if lingers {
            self.admission.waits(false);
        }
        lingers
    }

    /// When it has kept us waiting too long. None while we are the ones who work.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let state = self.lock();
        match state.phase {
            Phase::New | Phase::Head => Some(state.since + self.limits.head),
            Phase::Idle => Some(state.since + self.limits.idle),
            Phase::Busy | Phase::Upgraded | Phase::Abandoned => None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.since = Instant::now();
    }
}
