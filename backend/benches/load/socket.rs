//! As little of a WebSocket client as a load needs: it opens, says one thing, and from then on counts frames.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    sync::{Mutex, Notify},
};

use crate::{Outcome, http::find};

/// What all sockets of a load hear together.
pub(crate) struct Heard {
    frames: AtomicUsize,
    enough: AtomicUsize,
    reached: Notify,
    began: Instant,
    /// Microseconds from a beat to each frame that tells it.
    late: Mutex<Vec<u32>>,
}

impl Heard {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            frames: AtomicUsize::new(0),
            enough: AtomicUsize::new(usize::MAX),
            reached: Notify::new(),
            began: Instant::now(),
            late: Mutex::default(),
        })
    }

    /// Microseconds since the load began.
    pub(crate) fn now(&self) -> usize {
        usize::try_from(self.began.elapsed().as_micros()).unwrap_or_default()
    }

    /// Runs something that makes so many frames, and waits until all of them have come. Answers with their delays.
    pub(crate) async fn during(
        &self,
        frames: usize,
        beats: impl Future<Output = Outcome<()>>,
    ) -> Outcome<Vec<u32>> {
        self.late.lock().await.clear();
        self.enough.store(self.frames.load(Ordering::SeqCst) + frames, Ordering::SeqCst);
        beats.await?;
        while self.frames.load(Ordering::SeqCst) < self.enough.load(Ordering::SeqCst) {
            tokio::time::timeout(std::time::Duration::from_secs(60), self.reached.notified()).await?;
        }
        Ok(std::mem::take(&mut *self.late.lock().await))
    }

    async fn frame(&self, text: &[u8]) {
        if let Some(at) = find(text, b"\"sent\":") {
            let digits: Vec<u8> = text[at + 7..].iter().copied().take_while(u8::is_ascii_digit).collect();
            let sent: usize = String::from_utf8_lossy(&digits).parse().unwrap_or_default();
            self.late.lock().await.push(u32::try_from(self.now() - sent).unwrap_or(u32::MAX));
        }
        if self.frames.fetch_add(1, Ordering::SeqCst) + 1 >= self.enough.load(Ordering::SeqCst) {
            self.reached.notify_one();
        }
    }
}

/// A socket that is open.
pub(crate) struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Socket {
    pub(crate) async fn open(address: &str, path: &str, headers: &str) -> Outcome<Self> {
        Self::begin(TcpStream::connect(address).await?, path, headers).await
    }

    /// The same from this address of this machine: what a server allows one address, it allows each.
    pub(crate) async fn open_from(from: Ipv4Addr, address: &str, path: &str, headers: &str) -> Outcome<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        Self::begin(socket.connect(address.parse()?).await?, path, headers).await
    }

    async fn begin(mut stream: TcpStream, path: &str, headers: &str) -> Outcome<Self> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut socket = Self { stream, buffer: vec![] };
        let end = loop {
            if let Some(end) = find(&socket.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            socket.more().await?;
        };
        if !socket.buffer.starts_with(b"HTTP/1.1 101") {
            return Err(String::from_utf8_lossy(&socket.buffer).into_owned().into());
        }
        socket.buffer.drain(..end);
        Ok(socket)
    }

    /// Says one short thing, masked as the standard wants it, with a mask that leaves it as it is.
    pub(crate) async fn say(&mut self, text: &str) -> Outcome<()> {
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend(u16::try_from(text.len())?.to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        Ok(self.stream.write_all(&frame).await?)
    }

    /// The next frame's content.
    pub(crate) async fn frame(&mut self) -> Outcome<Vec<u8>> {
        loop {
            if let Some((head, end)) = whole(&self.buffer) {
                let text = self.buffer[head..end].to_vec();
                self.buffer.drain(..end);
                return Ok(text);
            }
            self.more().await?;
        }
    }

    /// Hears until the other side is gone.
    pub(crate) async fn listen(mut self, heard: Arc<Heard>) {
        while let Ok(text) = self.frame().await {
            // What is empty is a ping.
            if !text.is_empty() {
                heard.frame(&text).await;
            }
        }
    }

    async fn more(&mut self) -> Outcome<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err("the socket ended".into());
        }
        Ok(())
    }
}

/// Where the content of the first frame begins and ends, if all of it is there. Servers mask nothing.
fn whole(buffer: &[u8]) -> Option<(usize, usize)> {
    let (head, length) = match buffer.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(buffer.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(buffer.get(2..10)?.try_into().ok()?)).ok()?),
        length => (2, usize::from(*length)),
    };
    (buffer.len() >= head + length).then_some((head, head + length))
}
