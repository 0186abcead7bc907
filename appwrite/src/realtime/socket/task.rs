//! The task that owns the socket: one connection after another, until it is told to stop.

use futures_channel::mpsc::UnboundedReceiver;
use futures_util::{
    SinkExt, StreamExt,
    future::{Either, select},
};
use gloo_net::websocket::{Message, WebSocketError, futures::WebSocket};
use gloo_timers::future::TimeoutFuture;

use super::{Command, Listeners, State};
use crate::{
    realtime::{
        backoff::Backoff,
        protocol::{Output, Protocol},
    },
    wire::ClientFrame,
};

/// How long the server may take to say `connected`, in milliseconds.
const CONNECT: u64 = 15_000;
/// How often to ask whether the server is still there, in milliseconds.
const PING: u64 = 20_000;
/// How long it may take to answer when there is reason for doubt, in milliseconds.
const DOUBT: u64 = 5_000;
/// "Do not come back."
const POLICY: u16 = 1008;

pub(super) struct Task {
    pub(super) url: String,
    pub(super) protocol: Protocol,
    pub(super) listeners: Listeners,
    pub(super) changed: Box<dyn Fn(State)>,
}

enum Input {
    Text(String),
    /// A frame or notice that says nothing by itself.
    Nothing,
    Closed {
        code: Option<u16>,
    },
    Command(Command),
    Timer,
}

/// Why a connection ended.
enum End {
    /// After having been of use for this many milliseconds, if it ever was.
    Lost {
        lived: Option<u64>,
    },
    Stop,
}

impl Task {
    pub(super) async fn run(mut self, mut queue: UnboundedReceiver<Command>) {
        let mut backoff = Backoff::default();
        loop {
            (self.changed)(State::Connecting);
            let End::Lost { lived } = self.connection(&mut queue).await else {
                break;
            };
            self.protocol.lost();
            let millis = backoff.after_loss(lived, js_sys::Math::random());
            (self.changed)(State::Waiting { millis });
            match self.wait(millis, &mut queue).await {
                Waited::Out => {}
                Waited::Woken => backoff.forget(),
                Waited::Closed => break,
            }
        }
        (self.changed)(State::Stopped);
    }

    async fn connection(&mut self, queue: &mut UnboundedReceiver<Command>) -> End {
        let Ok(mut socket) = WebSocket::open(&self.url) else {
            return End::Lost { lived: None };
        };
        let mut connected_at = None;
        let mut deadline = now() + CONNECT;
        let mut answered = false;
        loop {
            let until = self.protocol.due().map_or(deadline, |due| due.min(deadline));
            match next(&mut socket, queue, until).await {
                Input::Text(text) => {
                    answered = true;
                    for output in self.protocol.received(&text, now()) {
                        self.obey(output, &mut socket).await;
                    }
                    if connected_at.is_none() && self.protocol.is_connected() {
                        connected_at = Some(now());
                        deadline = now() + PING;
                    }
                }
                Input::Nothing => {}
                Input::Closed { code: Some(POLICY) } => return End::Stop,
                Input::Closed { .. } => break,
                Input::Command(Command::Close) => {
                    let _ = socket.close(Some(1000), None);
                    return End::Stop;
                }
                Input::Command(Command::Wake) => {
                    if connected_at.is_some() && answered {
                        answered = false;
                        deadline = now() + DOUBT;
                        send(&mut socket, &ClientFrame::Ping).await;
                    }
                }
                Input::Command(command) => {
                    self.take(command);
                    self.flush(&mut socket).await;
                }
                Input::Timer if now() < deadline => self.flush(&mut socket).await,
                Input::Timer if answered => {
                    answered = false;
                    deadline = now() + PING;
                    send(&mut socket, &ClientFrame::Ping).await;
                }
                // Neither `connected` nor an answer to the last ping came: nobody is there any more.
                Input::Timer => break,
            }
        }
        End::Lost { lived: connected_at.map(|at| now().saturating_sub(at)) }
    }

    async fn wait(&mut self, millis: u32, queue: &mut UnboundedReceiver<Command>) -> Waited {
        let mut timer = TimeoutFuture::new(millis);
        loop {
            match select(queue.next(), timer).await {
                Either::Left((Some(Command::Wake), _)) => return Waited::Woken,
                Either::Left((Some(Command::Close) | None, _)) => return Waited::Closed,
                Either::Left((Some(command), rest)) => {
                    self.take(command);
                    timer = rest;
                }
                Either::Right(_) => return Waited::Out,
            }
        }
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Subscribe { id, channels, queries } => self.protocol.subscribe(id, channels, queries),
            Command::Unsubscribe { id } => self.protocol.unsubscribe(&id),
            Command::Say(said) => self.protocol.say(said),
            Command::ForgetPresence => self.protocol.forget_presence(),
            Command::Wake | Command::Close => {}
        }
    }

    async fn flush(&mut self, socket: &mut WebSocket) {
        for frame in self.protocol.flush(now()) {
            send(socket, &frame).await;
        }
    }

    async fn obey(&self, output: Output, socket: &mut WebSocket) {
        match output {
            Output::Send(frame) => send(socket, &frame).await,
            Output::Ready { as_user } => (self.changed)(State::Online { as_user }),
            Output::Confirmed(ids) => {
                for id in ids {
                    // A listener may subscribe or leave while it is called, so nothing stays borrowed.
                    let listener = self.listeners.borrow().get(&id).cloned();
                    if let Some(listener) = listener {
                        (listener.confirmed)();
                    }
                }
            }
            Output::Heard(event) => {
                for id in &event.subscriptions {
                    let listener = self.listeners.borrow().get(id).cloned();
                    if let Some(listener) = listener {
                        (listener.heard)(event.clone());
                    }
                }
            }
            Output::Refused { code, message } => {
                web_sys::console::warn_1(&format!("realtime: {message} ({code})").into());
            }
        }
    }
}

enum Waited {
    Out,
    Woken,
    Closed,
}

/// Whatever comes first.
async fn next(socket: &mut WebSocket, queue: &mut UnboundedReceiver<Command>, until: u64) -> Input {
    let millis = u32::try_from(until.saturating_sub(now())).unwrap_or(u32::MAX >> 1);
    let quiet = select(queue.next(), TimeoutFuture::new(millis));
    match select(socket.next(), quiet).await {
        Either::Left((Some(Ok(Message::Text(text))), _)) => Input::Text(text),
        Either::Left((Some(Err(WebSocketError::ConnectionClose(close))), _)) => {
            Input::Closed { code: Some(close.code) }
        }
        // After an error the browser always closes, and only the close has a code.
        Either::Left((Some(_), _)) => Input::Nothing,
        Either::Left((None, _)) => Input::Closed { code: None },
        Either::Right((Either::Left((command, _)), _)) => Input::Command(command.unwrap_or(Command::Close)),
        Either::Right((Either::Right(_), _)) => Input::Timer,
    }
}

async fn send(socket: &mut WebSocket, frame: &ClientFrame) {
    if let Ok(text) = serde_json::to_string(frame) {
        // A socket that cannot send is about to say that it is closed.
        let _ = socket.send(Message::Text(text)).await;
    }
}

/// Milliseconds since the page was opened.
fn now() -> u64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |clock| clock.now() as u64)
}
