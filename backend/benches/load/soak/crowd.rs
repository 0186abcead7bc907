//! People who read what they are told. What comes to each of them is counted exactly.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use super::PEOPLE;
use crate::{
    Outcome,
    http::find,
    ours::Ours,
    socket::Socket,
    work::{FRIENDS, person},
};

/// How much must be known of delays: enough for the largest soak, in a few MB.
const MOST_DELAYS: usize = 4_000_000;

pub(super) struct Crowd {
    heard: Arc<Heard>,
    /// How many frames each must have heard.
    expected: Vec<AtomicUsize>,
    /// Ends with the crowd.
    _reading: JoinSet<()>,
}

struct Heard {
    began: Instant,
    frames: Vec<AtomicUsize>,
    all: AtomicUsize,
    /// A frame came, or a socket ended.
    news: Notify,
    ended: AtomicUsize,
    /// Microseconds from before a beat was sent until a friend had read it.
    delays: Mutex<Vec<u32>>,
}

impl Crowd {
    /// Opens a socket for everybody, subscribed to their friends.
    pub(super) async fn join(ours: &Ours, secrets: &[String]) -> Outcome<Self> {
        let counters = || (0..PEOPLE).map(|_| AtomicUsize::new(0)).collect::<Vec<_>>();
        let heard = Arc::new(Heard {
            began: Instant::now(),
            frames: counters(),
            all: AtomicUsize::new(0),
            news: Notify::new(),
            ended: AtomicUsize::new(0),
            delays: Mutex::default(),
        });
        let mut reading = JoinSet::new();
        for (at, secret) in secrets.iter().enumerate() {
            let mut socket = join(ours, at, secret).await?;
            let heard = Arc::clone(&heard);
            reading.spawn(async move {
                while let Ok(text) = socket.frame().await {
                    heard.frame(at, &text);
                }
                heard.ended.fetch_add(1, SeqCst);
                heard.news.notify_one();
            });
        }
        Ok(Self { heard, expected: counters(), _reading: reading })
    }

    /// Microseconds since the crowd came.
    pub(super) fn now(&self) -> usize {
        self.heard.now()
    }

    /// Each of these will hear of one more beat.
    pub(super) fn expect(&self, friends: impl Iterator<Item = usize>) {
        for at in friends {
            self.expected[at].fetch_add(1, SeqCst);
        }
    }

    /// Waits until everybody has heard what they must, and checks that nobody heard more. Errors: something is lost,
    /// came twice, or a socket was closed.
    pub(super) async fn wait_for_all(&self, patience: Duration) -> Outcome<()> {
        let expected: usize = self.expected.iter().map(|count| count.load(SeqCst)).sum();
        let all = async {
            while self.heard.all.load(SeqCst) < expected && self.heard.ended.load(SeqCst) == 0 {
                self.heard.news.notified().await;
            }
        };
        let in_time = timeout(patience, all).await.is_ok();
        let ended = self.heard.ended.load(SeqCst);
        let wrong =
            self.expected.iter().zip(&self.heard.frames).filter(|(a, b)| a.load(SeqCst) != b.load(SeqCst));
        let wrong = wrong.count();
        if in_time && ended == 0 && wrong == 0 {
            return Ok(());
        }
        let heard = self.heard.all.load(SeqCst);
        Err(format!(
            "{heard} of {expected} deliveries came, {wrong} people have a wrong number, {ended} were closed"
        )
        .into())
    }

    pub(super) fn delivered(&self) -> usize {
        self.heard.all.load(SeqCst)
    }

    pub(super) fn forget_delays(&self) {
        self.heard.delays().clear();
    }

    /// These hundredths of the delays, in milliseconds.
    pub(super) fn delays<const N: usize>(&self, hundredths: [usize; N]) -> [f64; N] {
        let mut delays = self.heard.delays();
        delays.sort_unstable();
        hundredths.map(|hundredth| {
            delays.get(delays.len() * hundredth / 100).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
        })
    }
}

impl Heard {
    fn now(&self) -> usize {
        usize::try_from(self.began.elapsed().as_micros()).unwrap_or_default()
    }

    fn frame(&self, at: usize, text: &[u8]) {
        // Only beats say when they were sent.
        let Some(place) = find(text, b"\"sent\":") else { return };
        let digits: Vec<u8> = text[place + 7..].iter().copied().take_while(u8::is_ascii_digit).collect();
        let sent: usize = String::from_utf8_lossy(&digits).parse().unwrap_or_default();
        let mut delays = self.delays();
        if delays.len() < MOST_DELAYS {
            delays.push(u32::try_from(self.now().saturating_sub(sent)).unwrap_or(u32::MAX));
        }
        drop(delays);
        self.frames[at].fetch_add(1, SeqCst);
        self.all.fetch_add(1, SeqCst);
        self.news.notify_one();
    }

    fn delays(&self) -> std::sync::MutexGuard<'_, Vec<u32>> {
        self.delays.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket of this person, subscribed to those whose beats they may read.
pub(super) async fn join(ours: &Ours, at: usize, secret: &str) -> Outcome<Socket> {
    let session = format!("x-appwrite-session: {secret}\r\n");
    let path = format!("/v1/realtime?project={}", ours.project);
    // Every person has an address of their own on this machine.
    let [.., high, low] = u32::try_from(at)?.to_be_bytes();
    let mut socket =
        Socket::open_from(Ipv4Addr::new(127, 1, high, low), &ours.address, &path, &session).await?;
    socket.frame().await?;
    let friends =
        (1..=FRIENDS).map(|before| format!("presences.{}", person((at + PEOPLE - before) % PEOPLE)));
    let wish = json!([{ "subscriptionId": "friends", "channels": friends.collect::<Vec<_>>() }]);
    socket.say(&json!({ "type": "subscribe", "data": wish }).to_string()).await?;
    socket.frame().await?;
    Ok(socket)
}
