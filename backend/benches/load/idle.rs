//! What a socket costs that says nothing and hears nothing.

use crate::{Outcome, listeners::Server};

/// Sockets that are open at once.
const SOCKETS: usize = 2_000;

pub(crate) const HEAD: &str = "\
| what | ours | bare axum, its defaults | ratio |
|---|---|---|---|";

pub(crate) async fn compare() -> Outcome<String> {
    let folder = tempfile::tempdir()?;
    let (ours, sample) = Server::ours(folder.path(), SOCKETS).await?;
    let (ours, theirs) = (each(ours).await?, each(Server::broadcast(sample)?).await?);
    Ok(format!(
        "| kilobytes of an idle socket, of {SOCKETS} | {ours:.1} | {theirs:.1} | {:.2} |",
        ours / theirs
    ))
}

/// The kilobytes that each of many sockets adds.
async fn each(mut server: Server) -> Outcome<f64> {
    let before = server.process().memory()?;
    let mut open = vec![];
    for at in 0..SOCKETS {
        open.push(server.join(at).await?);
    }
    let after = server.process().memory()?;
    Ok(after.saturating_sub(before) as f64 / SOCKETS as f64 / 1024.0)
}
