//! As little of an HTTP client as a load needs: it must cost less than what it measures.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use crate::Outcome;

/// One connection, kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![] })
    }

    /// Sends a request and answers with the body of what comes back, which must be a success.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Outcome<&[u8]> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            self.more().await?;
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break (end + 4, length(&self.buffer[..end])?);
            }
        };
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        if self.buffer.get(9) == Some(&b'2') {
            Ok(&self.buffer[head..])
        } else {
            Err(String::from_utf8_lossy(&self.buffer).into_owned().into())
        }
    }

    async fn more(&mut self) -> Outcome<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err("the connection ended".into());
        }
        Ok(())
    }
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{headers}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends all requests over so many connections at once, each connection its share one after the other.
pub(crate) async fn drive(address: &str, connections: usize, requests: Vec<Vec<u8>>) -> Outcome<()> {
    let mut shares: Vec<Vec<Vec<u8>>> = (0..connections).map(|_| vec![]).collect();
    for (at, request) in requests.into_iter().enumerate() {
        shares[at % connections].push(request);
    }
    let mut lines = JoinSet::new();
    for share in shares {
        let mut line = Connection::open(address).await?;
        lines.spawn(async move {
            for request in share {
                line.exchange(&request).await?;
            }
            Outcome::Ok(())
        });
    }
    while let Some(line) = lines.join_next().await {
        line??;
    }
    Ok(())
}

fn length(head: &[u8]) -> Outcome<usize> {
    let head = std::str::from_utf8(head)?.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    Ok(length.map_or(Ok(0), str::parse)?)
}

/// Where `needle` first stands.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}
