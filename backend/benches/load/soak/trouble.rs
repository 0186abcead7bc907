//! What goes wrong beside a crowd. None of it may cost the crowd a delivery. Each trouble has a bounded number of
//! connections to this machine alone, and ends with the soak.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

use super::{Tasks, crowd};
use crate::{
    Outcome,
    http::{Connection, request},
    ours::Ours,
};

/// Sockets of people in the crowd that are never read.
const SLOW: usize = 50;
/// Connections that say nothing, or stop in the middle of a request.
const SILENT: usize = 200;
const STRANGER: &str = "stranger";
/// Connections over which a stranger writes as fast as answers come.
const FLOODING: usize = 4;
/// Bytes of what the stranger says each time, with readers "everybody".
const FLOOD: usize = 60_000;
/// How long a trouble rests before it opens a connection that was closed again.
const REST: Duration = Duration::from_millis(200);

static CLOSED: AtomicUsize = AtomicUsize::new(0);
static FLOODED: AtomicUsize = AtomicUsize::new(0);
static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// Begins all of it.
pub(super) async fn begin(ours: &Arc<Ours>, secrets: &[String]) -> Outcome<Tasks> {
    let mut tasks = Tasks::new();
    for (at, secret) in secrets.iter().enumerate().take(SLOW) {
        let socket = crowd::join(ours, at, secret).await?;
        tasks.spawn(async move {
            // Held and never read.
            let _socket = socket;
            std::future::pending().await
        });
    }
    for n in 0..SILENT {
        let address = ours.address.clone();
        tasks.spawn(async move {
            loop {
                if let Ok(mut line) = TcpStream::connect(&address).await {
                    if n % 2 == 1 {
                        let _ = line.write_all(b"POST /api/send_snap HTTP/1.1\r\nhost: localhost\r\n").await;
                    }
                    // Until the other side has had enough.
                    let _ = line.read(&mut [0; 1024]).await;
                    CLOSED.fetch_add(1, Relaxed);
                }
                sleep(REST).await;
            }
        });
    }
    let stranger = ours.session(STRANGER).await?;
    for _ in 0..FLOODING {
        let (ours, stranger) = (Arc::clone(ours), stranger.clone());
        tasks.spawn(async move {
            loop {
                let _ = flood(&ours, &stranger).await;
                sleep(REST).await;
            }
        });
    }
    Ok(tasks)
}

/// What the troubles came to.
pub(super) fn told() -> String {
    let [closed, flooded, refused] = [&CLOSED, &FLOODED, &REFUSED].map(|count| count.load(Relaxed));
    format!(
        "beside them: {SLOW} sockets that nobody read; {SILENT} silent connections, closed {closed} times; a \
         stranger's flood, {flooded} times taken and {refused} times refused"
    )
}

/// Writes until the connection ends.
async fn flood(ours: &Ours, secret: &str) -> Outcome<()> {
    let mut line = Connection::open(&ours.address).await?;
    let body = json!({
        "status": "online",
        "permissions": ["read(\"users\")"],
        "metadata": { "noise": "x".repeat(FLOOD) },
    });
    let headers = [("x-appwrite-project", ours.project), ("x-appwrite-session", secret)];
    let put = request("PUT", &format!("/v1/presences/{STRANGER}"), &headers, &body.to_string());
    loop {
        match line.exchange(&put).await {
            Ok(_) => drop(FLOODED.fetch_add(1, Relaxed)),
            // A refusal is told as the answer it was.
            Err(refusal) if refusal.to_string().starts_with("HTTP/1.1") => {
                REFUSED.fetch_add(1, Relaxed);
            }
            Err(broken) => return Err(broken),
        }
    }
}
