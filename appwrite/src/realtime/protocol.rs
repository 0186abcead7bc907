//! What to say on a realtime connection, and in which order. No socket and no clock: whoever holds the socket
//! reports what happened, sends the frames it is given, and says what time it is.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use crate::wire::{ClientFrame, Event, PresenceSaid, ServerFrame, Subscription, SubscriptionRef};

/// A presence is said at most this often, in milliseconds: a server takes 32 frames a minute and no more.
const PRESENCE_PAUSE: u64 = 3_000;
/// Bytes of the subscriptions in one frame. A server reads frames of up to 64,000 bytes; larger ones cost the connection.
const MOST_BYTES: usize = 60_000;
/// The codes of "too many frames" and of "too many presences": the one complained about was dropped.
const TOO_MANY: [i64; 2] = [1013, 429];
/// How long to say nothing after that, in milliseconds.
const QUIET: u64 = 15_000;

/// One client's side of the conversation, across as many connections as it takes.
#[derive(Debug, Default)]
pub struct Protocol {
    session: Option<String>,
    stage: Stage,
    subscriptions: BTreeMap<String, Wanted>,
    /// Subscriptions to be ended, which the server still has.
    unwanted: Vec<String>,
    presence: Option<Presence>,
    /// What answers are owed, in the order they were asked for.
    owed: VecDeque<Owed>,
    /// Until when to keep quiet, because the server asked for it.
    quiet_until: u64,
}

/// What the holder of the socket is to do, or to know.
#[derive(Debug, PartialEq)]
pub enum Output {
    Send(ClientFrame),
    /// The connection is of use from now on; `as_user` says whether it speaks for somebody who is signed in.
    Ready {
        as_user: bool,
    },
    /// These subscriptions hear of everything that happens from now on.
    Confirmed(Vec<String>),
    Heard(Event),
    /// The server refused something and keeps the connection.
    Refused {
        code: i64,
        message: String,
    },
}

/// How far a connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// There is none, or the server has not said `connected`.
    #[default]
    Waiting,
    /// An authentication is under way; whatever else is said would be said as a guest.
    Authenticating,
    /// Subscriptions are being made; a presence waits for them.
    Subscribing,
    Ready,
}

#[derive(Debug)]
struct Wanted {
    channels: Vec<String>,
    queries: Vec<String>,
    /// Whether the server was told on this connection.
    told: bool,
}

#[derive(Debug)]
struct Presence {
    said: PresenceSaid,
    pending: bool,
    last_said: Option<u64>,
}

#[derive(Debug)]
enum Owed {
    Authentication,
    Subscribe(Vec<String>),
    Unsubscribe,
    Presence,
}

impl Protocol {
    /// `session` is the secret to authenticate with where no cookie does.
    pub fn new(session: Option<String>) -> Self {
        Self { session, ..Self::default() }
    }

    /// Wants to hear what happens on these channels and satisfies all queries. Takes effect at the next
    /// [`Protocol::flush`]; an id already in use is replaced.
    pub fn subscribe(&mut self, id: String, channels: Vec<String>, queries: Vec<String>) {
        self.subscriptions.insert(id, Wanted { channels, queries, told: false });
    }

    pub fn unsubscribe(&mut self, id: &str) {
        if self.subscriptions.remove(id).is_some_and(|wanted| wanted.told) {
            self.unwanted.push(id.to_owned());
        }
    }

    /// Says this of the person behind the connection, now and after every reconnect, until
    /// [`Protocol::forget_presence`]. Only the newest is kept while there is no saying it.
    pub fn say(&mut self, said: PresenceSaid) {
        let last_said = self.presence.as_ref().and_then(|presence| presence.last_said);
        self.presence = Some(Presence { said, pending: true, last_said });
    }

    pub fn forget_presence(&mut self) {
        self.presence = None;
    }

    /// The connection is gone. Everything wanted is wanted still.
    pub fn lost(&mut self) {
        self.stage = Stage::Waiting;
        self.owed.clear();
        self.unwanted.clear();
        self.quiet_until = 0;
        for wanted in self.subscriptions.values_mut() {
            wanted.told = false;
        }
        if let Some(presence) = &mut self.presence {
            presence.pending = true;
            presence.last_said = None;
        }
    }

    /// Whether the server's `connected` has come on this connection.
    pub fn is_connected(&self) -> bool {
        self.stage != Stage::Waiting
    }

    /// Takes what came over the socket. What cannot be read is passed over: a newer server may say more.
    pub fn received(&mut self, text: &str, now: u64) -> Vec<Output> {
        let Ok(frame) = serde_json::from_str::<ServerFrame>(text) else {
            return vec![];
        };
        let mut out = match frame {
            ServerFrame::Connected { user, .. } => self.connected(user.is_some()),
            ServerFrame::Response { to, rest } => self.answered(&to, rest.get("user")),
            ServerFrame::Event(event) if event.subscriptions.is_empty() => vec![],
            ServerFrame::Event(event) => vec![Output::Heard(event)],
            ServerFrame::Error { code, message } => self.refused(code, message, now),
            ServerFrame::Pong => vec![],
        };
        out.extend(self.flush(now).into_iter().map(Output::Send));
        out
    }

    /// Everything that may be said at this moment (in milliseconds of any clock that only goes forward) and was
    /// not said yet. Call it after changes, and again at [`Protocol::due`].
    pub fn flush(&mut self, now: u64) -> Vec<ClientFrame> {
        let mut frames = vec![];
        if matches!(self.stage, Stage::Waiting | Stage::Authenticating) || now < self.quiet_until {
            return frames;
        }
        if !self.unwanted.is_empty() {
            let ids = std::mem::take(&mut self.unwanted);
            let refs = ids.into_iter().map(|subscription_id| SubscriptionRef { subscription_id });
            frames.push(ClientFrame::Unsubscribe(refs.collect()));
            self.owed.push_back(Owed::Unsubscribe);
        }
        while self.may_subscribe() {
            let batch = self.untold();
            if batch.is_empty() {
                self.stage = Stage::Ready;
                break;
            }
            let ids = batch.iter().map(|one| one.subscription_id.clone()).collect();
            self.owed.push_back(Owed::Subscribe(ids));
            frames.push(ClientFrame::Subscribe(batch));
        }
        if self.stage == Stage::Ready
            && let Some(presence) = &mut self.presence
            && presence.pending
            && presence.may_be_said_at() <= now
        {
            presence.pending = false;
            presence.last_said = Some(now);
            frames.push(ClientFrame::Presence(presence.said.clone()));
            self.owed.push_back(Owed::Presence);
        }
        frames
    }

    /// When [`Protocol::flush`] will have something to say that it could not say yet.
    pub fn due(&self) -> Option<u64> {
        let presence =
            self.presence.as_ref().filter(|presence| presence.pending && self.stage == Stage::Ready);
        let untold = !self.unwanted.is_empty() || self.subscriptions.values().any(|wanted| !wanted.told);
        let due = match presence {
            _ if untold && self.may_subscribe() => Some(0),
            presence => presence.map(Presence::may_be_said_at),
        };
        due.map(|due| due.max(self.quiet_until))
    }

    fn connected(&mut self, as_user: bool) -> Vec<Output> {
        self.lost();
        if let (false, Some(session)) = (as_user, &self.session) {
            self.stage = Stage::Authenticating;
            self.owed.push_back(Owed::Authentication);
            return vec![Output::Send(ClientFrame::Authentication { session: session.clone() })];
        }
        self.stage = Stage::Subscribing;
        vec![Output::Ready { as_user }]
    }

    fn answered(&mut self, to: &str, user: Option<&Value>) -> Vec<Output> {
        // A server that works on several frames at once may answer out of order.
        let Some(at) = self.owed.iter().position(|owed| owed.name() == to) else {
            return vec![];
        };
        match self.owed.remove(at) {
            Some(Owed::Authentication) => self.authenticated(user.is_some_and(|user| !user.is_null())),
            Some(Owed::Subscribe(ids)) => {
                let wanted = ids.into_iter().filter(|id| self.subscriptions.contains_key(id)).collect();
                vec![Output::Confirmed(wanted)]
            }
            Some(Owed::Unsubscribe | Owed::Presence) | None => vec![],
        }
    }

    /// Errors do not say what they answer; frames are answered in order, so it is the oldest.
    fn refused(&mut self, code: i64, message: String, now: u64) -> Vec<Output> {
        let mut out = vec![Output::Refused { code, message }];
        let owed = self.owed.pop_front();
        if TOO_MANY.contains(&code) {
            self.quiet_until = now.saturating_add(QUIET);
            self.say_again_later(owed.as_ref());
        }
        if let Some(Owed::Authentication) = owed {
            out.extend(self.authenticated(false));
        }
        out
    }

    fn say_again_later(&mut self, dropped: Option<&Owed>) {
        match dropped {
            Some(Owed::Subscribe(ids)) => {
                for id in ids {
                    if let Some(wanted) = self.subscriptions.get_mut(id) {
                        wanted.told = false;
                    }
                }
            }
            Some(Owed::Presence) => {
                if let Some(presence) = &mut self.presence {
                    presence.pending = true;
                }
            }
            Some(Owed::Authentication | Owed::Unsubscribe) | None => {}
        }
    }

    fn authenticated(&mut self, as_user: bool) -> Vec<Output> {
        self.stage = Stage::Subscribing;
        vec![Output::Ready { as_user }]
    }

    /// The first batches of a connection are answered before anything follows them; later ones need not wait.
    fn may_subscribe(&self) -> bool {
        match self.stage {
            Stage::Waiting | Stage::Authenticating => false,
            Stage::Subscribing => !self.owed.iter().any(|owed| matches!(owed, Owed::Subscribe(_))),
            Stage::Ready => true,
        }
    }

    /// Subscriptions that the server was not told of, as many as fit in one frame, and one in any case.
    fn untold(&mut self) -> Vec<Subscription> {
        let mut batch = vec![];
        let mut bytes = 0;
        for (id, wanted) in self.subscriptions.iter_mut().filter(|(_, wanted)| !wanted.told) {
            let subscription = Subscription {
                subscription_id: id.clone(),
                channels: wanted.channels.clone(),
                queries: wanted.queries.clone(),
            };
            bytes += serde_json::to_string(&subscription).map_or(0, |text| text.len() + 1);
            if bytes > MOST_BYTES && !batch.is_empty() {
                break;
            }
            wanted.told = true;
            batch.push(subscription);
        }
        batch
    }
}

impl Presence {
    fn may_be_said_at(&self) -> u64 {
        self.last_said.map_or(0, |last| last.saturating_add(PRESENCE_PAUSE))
    }
}

impl Owed {
    fn name(&self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Subscribe(_) => "subscribe",
            Self::Unsubscribe => "unsubscribe",
            Self::Presence => "presence",
        }
    }
}

#[cfg(test)]
mod tests;
