//! The two servers that fan out, as the load sees them: people join, and beats are told to their friends.

use std::path::Path;

use serde_json::json;

use crate::{
    Outcome,
    http::{Connection, request},
    machine::Process,
    ours::{Ours, PROJECT},
    socket::Socket,
    work::{Asked, heartbeat, person},
};

pub(crate) enum Server {
    Ours {
        ours: Ours,
        /// A session of each person.
        secrets: Vec<String>,
    },
    Broadcast {
        process: Process,
        address: String,
        /// A frame of ours, up to the moment in it and from there on.
        sample: (String, String),
    },
}

/// What stands before the moment in a frame.
const SENT: &str = "\"sent\":";

impl Server {
    /// Ours, with so many people, and one of its frames.
    pub(crate) async fn ours(folder: &Path, people: usize) -> Outcome<(Self, String)> {
        let ours = Ours::start(folder)?;
        let secrets = ours.people(people).await?;
        let server = Self::Ours { ours, secrets };
        let mut listener = server.join(1).await?;
        let mut line = Connection::open(server.address()).await?;
        line.exchange(&server.beat(0, people, 0)).await?;
        let sample = String::from_utf8(listener.frame().await?)?;
        Ok((server, sample))
    }

    pub(crate) fn broadcast(sample: String) -> Outcome<Self> {
        let mut process = Process::of_mine(&["broadcast"])?;
        let address = process.line()?;
        let (before, after) = sample.split_once(SENT).ok_or("no moment in the frame")?;
        let after = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
        Ok(Self::Broadcast { process, address, sample: (format!("{before}{SENT}"), after.to_owned()) })
    }

    pub(crate) fn process(&mut self) -> &mut Process {
        match self {
            Self::Ours { ours, .. } => &mut ours.process,
            Self::Broadcast { process, .. } => process,
        }
    }

    pub(crate) fn address(&self) -> &str {
        match self {
            Self::Ours { ours, .. } => &ours.address,
            Self::Broadcast { address, .. } => address,
        }
    }

    /// The request that tells the friends of one person that they are there.
    pub(crate) fn beat(&self, at: usize, people: usize, sent: usize) -> Vec<u8> {
        match self {
            Self::Ours { ours, .. } => {
                let path = format!("/v1/presences/{}", person(at));
                ours.asking(&Asked { method: "PUT", path, body: Some(heartbeat(at, people, sent)) })
            }
            Self::Broadcast { sample: (before, after), .. } => {
                request("POST", &format!("/beat/{at}"), &[], &format!("{before}{sent}{after}"))
            }
        }
    }

    /// A socket that will hear of the beats of that person's friends.
    pub(crate) async fn join(&self, at: usize) -> Outcome<Socket> {
        match self {
            Self::Ours { ours, secrets } => {
                let session = format!("x-appwrite-session: {}\r\n", secrets[at]);
                let path = format!("/v1/realtime?project={PROJECT}");
                let mut socket = Socket::open(&ours.address, &path, &session).await?;
                socket.frame().await?;
                // Each client chooses ids of its own, so no two frames are the same to the last byte.
                let wish =
                    json!([{ "subscriptionId": format!("friends-of-{at}"), "channels": ["presences"] }]);
                socket.say(&json!({ "type": "subscribe", "data": wish }).to_string()).await?;
                socket.frame().await?;
                Ok(socket)
            }
            Self::Broadcast { address, .. } => {
                let mut socket = Socket::open(address, &format!("/socket/{at}"), "").await?;
                socket.frame().await?;
                Ok(socket)
            }
        }
    }
}
