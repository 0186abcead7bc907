//! Connections: who may open one, how long each may keep the server waiting, and how it ends.
//!
//! `axum::serve` has no deadlines: a connection that says nothing holds a file descriptor until its client goes away.
//! Here every connection is in one [`phase`](activity) with a deadline, is counted in a [`registry`] that has caps,
//! and bodies and answers must move at a minimum [`pace`]. [`Limits`] names all the numbers.

use std::{io::Write, net::SocketAddr, sync::Arc, time::Duration};

use appwrite::Network;
use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

mod activity;
mod body;
mod connection;
mod limits;
mod linger;
mod pace;
mod registry;
mod stream;
mod streams;
mod visitors;

pub(crate) use body::Arrival;
pub(crate) use limits::DRAIN;
pub use limits::Limits;
use registry::Registry;
use visitors::Visitors;

/// How long accepting rests after an error that is not the client's, such as having no descriptors left.
const REST: Duration = Duration::from_millis(200);

/// Bytes of an answer that the system keeps before it sends them.
#[cfg(any(target_os = "linux", target_os = "android"))]
const UNSENT: u32 = 64 * 1024;

/// What a client is told whose connection exceeds a cap.
const REFUSAL: &str = "HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 63\r\n\
    cache-control: no-store\r\n\
    retry-after: 10\r\n\
    connection: close\r\n\
    \r\n\
    Too many connections are open right now. Try again in a moment.";

/// What all connections share.
struct Shared {
    app: Router,
    limits: Limits,
    /// How many reverse proxies stand in front. With one, a connection's peer says nothing about the visitor.
    proxies: usize,
    visitors: Visitors,
}

/// Serves `app` until `stop` ends, then lets requests under way finish. Upgraded connections are not waited for.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    proxies: usize,
    stop: impl Future<Output = ()>,
) {
    let registry = Registry::new(limits.per_network, limits.total);
    let visitors = Visitors::new(limits.per_network);
    let shared = Arc::new(Shared { app, limits, proxies, visitors });
    // Each connection holds a receiver until its last response is sent.
    let (stopping, stopped) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, peer)) => open(socket, peer, &registry, &shared, stopped.clone()),
                Err(cause) if is_of_the_client(&cause) => {}
                Err(cause) => {
                    tracing::error!("no connection can be accepted: {cause}");
                    tokio::time::sleep(REST).await;
                }
            },
            () = &mut stop => break,
        }
    }
    drop((listener, stopped));
    stopping.send_replace(true);
    stopping.closed().await;
}

fn open(
    socket: TcpStream,
    peer: SocketAddr,
    registry: &Registry,
    shared: &Arc<Shared>,
    stopping: watch::Receiver<bool>,
) {
    // Behind a proxy every connection is the proxy's; `visitors` counts what comes through it.
    let network = (shared.proxies == 0).then(|| Network::from(peer.ip()));
    let Some(admission) = registry.admit(network) else {
        return refuse(socket);
    };
    // A streamed page would otherwise wait for the acknowledgement of its first piece.
    if let Err(cause) = socket.set_nodelay(true) {
        tracing::debug!("a connection keeps its delay: {cause}");
    }
    if let Err(cause) = limit_unsent(&socket) {
        tracing::debug!("a connection keeps its buffer: {cause}");
    }
    tokio::spawn(connection::run(socket, peer, admission, Arc::clone(shared), stopping));
}

/// Lets the system keep few bytes unsent, so that a slow client is seen to take an answer in small steps: its pace is
/// measured by what the system takes from us. Bytes on their way are not limited.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn limit_unsent(socket: &TcpStream) -> std::io::Result<()> {
    socket2::SockRef::from(socket).set_tcp_notsent_lowat(UNSENT)
}

/// Other systems have no such setting that is reached here; their buffers are small.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn limit_unsent(_: &TcpStream) -> std::io::Result<()> {
    Ok(())
}

/// Says so without waiting for the client: the answer fits into the socket's empty buffer.
fn refuse(socket: TcpStream) {
    tracing::debug!("a connection exceeds the cap and is refused");
    if let Ok(mut socket) = socket.into_std() {
        // Who is gone already misses nothing.
        let _ = socket.write(REFUSAL.as_bytes());
        let _ = socket.shutdown(std::net::Shutdown::Write);
    }
}

/// A client that went away while it was being accepted.
fn is_of_the_client(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests;
