//! Connections over a wire in memory, with the clock turned by hand: each deadline is measured to the millisecond.

use axum::{
    body::Bytes,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    task::JoinHandle,
    time::Instant,
};

use super::*;

const HEAD: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(75);
const BODY: Duration = Duration::from_secs(30);
const UPLOAD_RATE: u32 = 8192;
const ANSWER_RATE: u32 = 2048;
const SECOND: Duration = Duration::from_secs(1);

/// A client's end of a connection to a server with the shipped deadlines.
struct Client {
    wire: DuplexStream,
    served: JoinHandle<()>,
    start: Instant,
    stop: watch::Sender<bool>,
    registry: Registry,
}

fn limits() -> Limits {
    Limits {
        head: HEAD,
        idle: IDLE,
        body: BODY,
        upload_rate: UPLOAD_RATE,
        answer_rate: ANSWER_RATE,
        linger: Duration::from_secs(5),
        drain: DRAIN,
        per_network: 2,
        total: 4,
    }
}

fn app() -> Router {
    let read = |body: Result<Bytes, _>| async move {
        match body {
            Ok(body) => body.len().to_string(),
            Err::<_, axum::extract::rejection::BytesRejection>(_) => "cut off".to_owned(),
        }
    };
    let large = vec![b'x'; 1 << 20];
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/read", post(read).layer(axum::extract::DefaultBodyLimit::disable()))
        .route("/unread", post(|| async { "not read" }))
        .route("/large", get(|| async move { large }))
}

fn connect() -> Client {
    connect_to(&Registry::new(2, 4))
}

fn connect_to(registry: &Registry) -> Client {
    connect_with(registry, 0, Visitors::new(1))
}

fn connect_with(registry: &Registry, proxies: usize, visitors: Visitors) -> Client {
    let (wire, other) = duplex(1024);
    let (stop, stopping) = watch::channel(false);
    let peer = SocketAddr::from(([192, 0, 2, 1], 5000));
    let shared = Arc::new(Shared { app: app(), limits: limits(), proxies, visitors });
    let admission = registry.admit(Some(peer.ip().into())).unwrap();
    let served = tokio::spawn(connection::run(other, peer, admission, shared, stopping));
    Client { wire, served, start: Instant::now(), stop, registry: registry.clone() }
}

impl Client {
    async fn says(&mut self, text: &str) {
        self.wire.write_all(text.as_bytes()).await.unwrap();
    }

    /// Reads one answer to the end of its short body.
    async fn hears(&mut self, end: &str) -> String {
        let mut heard = vec![];
        while !heard.ends_with(end.as_bytes()) {
            let byte = self.wire.read_u8().await.expect("the answer was cut off");
            heard.push(byte);
        }
        String::from_utf8(heard).unwrap()
    }

    /// Everything until the other side closes.
    async fn rest(&mut self) -> String {
        let mut rest = vec![];
        // A reset is an end as well.
        let _ = self.wire.read_to_end(&mut rest).await;
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// How long it took from the start until the connection was given up.
    async fn given_up_after(mut self) -> Duration {
        self.rest().await;
        self.served.await.unwrap();
        self.start.elapsed().round_to_seconds()
    }
}

trait RoundToSeconds {
    fn round_to_seconds(self) -> Duration;
}

impl RoundToSeconds for Duration {
    /// Timers have a resolution of a millisecond.
    fn round_to_seconds(self) -> Duration {
        Duration::from_secs_f64(self.as_secs_f64().round())
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_taken_slowly_is_not_cut_off() {
    let mut client = connect();
    client.says("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let (mut taken, mut piece) = (0, [0; 1024]);
    while taken < 1 << 20 {
        let read = client.wire.read(&mut piece).await.unwrap();
        assert!(read > 0, "cut off after {taken} bytes and {:?}", client.start.elapsed());
        taken += read;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert!(client.start.elapsed() > 3 * IDLE);
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_given_up() {
    assert_eq!(connect().given_up_after().await, HEAD);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_is_given_up_however_often_something_comes() {
    let mut client = connect();
    client.says("GET / HTTP/1.1\r\nhost: a\r\n").await;
    for _ in 0..9 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        client.says("x-more: 1\r\n").await;
    }
    assert_eq!(client.given_up_after().await, HEAD);
}

#[tokio::test(start_paused = true)]
async fn an_h2_preface_without_a_request_is_given_up() {
    let mut client = connect();
    client.says("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    client.wire.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await.unwrap();
    assert_eq!(client.given_up_after().await, HEAD);
}

#[tokio::test(start_paused = true)]
async fn between_two_requests_a_connection_may_rest_and_then_is_closed() {
    let mut client = connect();
    client.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.hears("hello").await;
    tokio::time::advance(IDLE - Duration::from_secs(1)).await;
    client.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.hears("hello").await;
    assert_eq!(client.given_up_after().await, IDLE - Duration::from_secs(1) + IDLE);
}

#[tokio::test(start_paused = true)]
async fn a_later_head_has_the_time_of_a_head_not_that_of_a_rest() {
    let mut client = connect();
    client.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.hears("hello").await;
    tokio::time::advance(Duration::from_secs(20)).await;
    client.says("GET /").await;
    assert_eq!(client.given_up_after().await, Duration::from_secs(20) + HEAD);
}

#[tokio::test(start_paused = true)]
async fn a_body_without_progress_is_cut_off() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 14000000\r\n\r\nbegun").await;
    client.hears("cut off").await;
    assert_eq!(client.start.elapsed().round_to_seconds(), BODY);
    assert_eq!(client.rest().await, "", "and the connection is closed");
}

#[tokio::test(start_paused = true)]
async fn single_bytes_are_no_progress() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 14000000\r\n\r\n").await;
    for _ in 0..29 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        client.says("x").await;
    }
    client.hears("cut off").await;
    assert_eq!(client.start.elapsed().round_to_seconds(), BODY);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_brings_4_kib_every_30_seconds_is_cut_off() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 14000000\r\n\r\n").await;
    tokio::time::sleep(BODY - SECOND).await;
    client.says(&"x".repeat(4096)).await;
    client.hears("cut off").await;
    assert_eq!(client.start.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn a_body_at_half_the_rate_is_cut_off_after_a_minute() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n").await;
    for _ in 0..58 {
        tokio::time::sleep(SECOND).await;
        client.says(&format!("1000\r\n{}\r\n", "x".repeat(4096))).await;
    }
    client.hears("cut off").await;
    assert_eq!(client.start.elapsed().round_to_seconds(), 59 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_body_at_the_rate_is_read_to_its_end_although_it_comes_in_bursts() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 2048000\r\n\r\n").await;
    for _ in 0..10 {
        tokio::time::sleep(25 * SECOND).await;
        client.says(&"x".repeat(25 * 8192)).await;
    }
    client.hears("2048000").await;
}

/// How long the server waits for a client that takes so much of an answer each second.
async fn given_up_while_it_takes(bytes: usize) -> Duration {
    let mut client = connect();
    client.says("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    while !client.served.is_finished() {
        tokio::time::sleep(SECOND).await;
        assert_ne!(client.wire.read(&mut vec![0; bytes]).await.unwrap(), 0);
    }
    client.start.elapsed().round_to_seconds()
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_taken_a_byte_at_a_time_is_given_up() {
    assert_eq!(given_up_while_it_takes(1).await, BODY + SECOND);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_taken_at_half_the_rate_is_given_up_after_a_minute() {
    let taken_for = given_up_while_it_takes(1024).await;
    assert!((58 * SECOND..=62 * SECOND).contains(&taken_for), "{taken_for:?}");
}

#[tokio::test(start_paused = true)]
async fn who_does_not_take_the_answer_is_given_up() {
    let mut client = connect();
    client.says("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    (&mut client.served).await.unwrap();
    assert_eq!(client.start.elapsed().round_to_seconds(), BODY);
}

/// Sends a request that is refused unread, and then this piece each second until the connection is closed or `most`
/// bytes are sent. How many that were.
async fn sends_on(client: &mut Client, head: &str, piece: usize, most: usize) -> usize {
    client.says(&format!("POST /unread HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\n")).await;
    let mut sent = 0;
    while sent < most {
        let piece = vec![b'x'; piece.min(most - sent)];
        if client.wire.write_all(&piece).await.is_err() {
            break;
        }
        sent += piece.len();
        tokio::time::sleep(SECOND).await;
    }
    sent
}

#[tokio::test(start_paused = true)]
async fn who_sends_the_whole_of_a_refused_body_before_it_reads_gets_the_answer() {
    for head in ["content-length: 14000000", "expect: 100-continue\r\ncontent-length: 14000000"] {
        let mut client = connect();
        assert_eq!(sends_on(&mut client, head, 10_000, 14_000_000).await, 14_000_000);
        assert_eq!(client.start.elapsed().round_to_seconds(), 1400 * SECOND);
        let answer = client.rest().await;
        assert!(answer.contains("connection: close") && answer.ends_with("not read"), "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_body_that_is_longer_than_any_is_not_drained() {
    let mut client = connect();
    let head = format!("content-length: {}", DRAIN + 100_000);
    assert!(sends_on(&mut client, &head, 100_000, usize::MAX).await < 600_000);
    assert_eq!(client.start.elapsed().round_to_seconds(), limits().linger);
    assert!(client.rest().await.ends_with("not read"), "it is there for who reads it");
}

#[tokio::test(start_paused = true)]
async fn a_refused_body_of_unknown_length_is_drained_no_further_than_any_is_long() {
    let mut client = connect();
    let head = "transfer-encoding: chunked\r\n\r\nfffffff";
    let sent = sends_on(&mut client, head, 1_000_000, usize::MAX).await as u64;
    assert!((DRAIN..DRAIN + 6_000_000).contains(&sent), "{sent}");
}

#[tokio::test(start_paused = true)]
async fn a_refused_body_that_comes_too_slowly_is_not_drained_to_its_end() {
    for (piece, seconds) in [(1, 30), (4096, 60)] {
        let mut client = connect();
        sends_on(&mut client, "content-length: 14000000", piece, usize::MAX).await;
        assert!(client.start.elapsed() <= (seconds + 1) * SECOND, "{:?}", client.start.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_whose_refused_body_is_drained_gives_way_to_others() {
    let registry = Registry::new(2, 4);
    let mut first = connect_to(&registry);
    let mut second = connect_to(&registry);
    for client in [&mut first, &mut second] {
        sends_on(client, "content-length: 14000000", 10_000, 100_000).await;
    }
    let _third = connect_to(&registry);
    first.wire.write_all(&[b'x'; 10_000]).await.unwrap_err();
    second.wire.write_all(&[b'x'; 10_000]).await.unwrap();
}

/// A client of HTTP/2 whose streams have windows of this size.
async fn connect_h2(window: u32) -> h2::client::SendRequest<Bytes> {
    let Client { wire, stop, .. } = connect();
    let mut builder = h2::client::Builder::new();
    let (send, connection) = builder.initial_window_size(window).handshake(wire).await.unwrap();
    tokio::spawn(async move {
        let _running = stop;
        connection.await
    });
    send
}

fn h2_get(path: &str) -> axum::http::Request<()> {
    axum::http::Request::get(format!("http://a{path}")).body(()).unwrap()
}

/// Takes an answer, a window each `gap`: its bytes, and why it broke off.
async fn take(
    send: &mut h2::client::SendRequest<Bytes>,
    path: &str,
    gap: Duration,
) -> (usize, Option<h2::Reason>) {
    let (answer, _) = send.send_request(h2_get(path), true).unwrap();
    let (mut body, mut taken) = (answer.await.unwrap().into_body(), 0);
    while let Some(data) = body.data().await {
        let data = match data {
            Ok(data) => data,
            Err(cause) => return (taken, cause.reason()),
        };
        taken += data.len();
        tokio::time::sleep(gap).await;
        body.flow_control().release_capacity(data.len()).unwrap();
    }
    (taken, None)
}

#[tokio::test(start_paused = true)]
async fn an_h2_stream_whose_window_is_opened_a_few_bytes_at_a_time_is_reset_and_others_go_on() {
    let mut send = connect_h2(2).await;
    let mut other = send.clone();
    let start = Instant::now();
    let (taken, reason) = take(&mut send, "/large", SECOND).await;
    assert_eq!((reason, start.elapsed().round_to_seconds()), (Some(h2::Reason::CANCEL), BODY));
    assert!(taken < 100, "{taken}");
    assert_eq!(take(&mut other, "/", Duration::ZERO).await, (5, None), "the connection is still there");
}

#[tokio::test(start_paused = true)]
async fn an_h2_stream_whose_window_stays_shut_is_reset() {
    let mut send = connect_h2(1000).await;
    let start = Instant::now();
    let (taken, reason) = take(&mut send, "/large", 10 * BODY).await;
    assert_eq!((taken, reason), (1000, Some(h2::Reason::CANCEL)));
    assert!(start.elapsed() > BODY);
}

#[tokio::test(start_paused = true)]
async fn an_h2_answer_that_is_taken_slowly_is_not_cut_off() {
    let mut send = connect_h2(16 * 1024).await;
    let start = Instant::now();
    assert_eq!(take(&mut send, "/large", 4 * SECOND).await, (1 << 20, None));
    assert!(start.elapsed() > 3 * IDLE);
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_gives_way_to_a_new_one_and_is_closed_at_once() {
    let registry = Registry::new(2, 4);
    let first = connect_to(&registry);
    let (_second, mut third) = (connect_to(&registry), connect_to(&registry));
    assert_eq!(first.given_up_after().await, Duration::ZERO);
    third.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    third.hears("hello").await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_ended_is_not_counted_any_more() {
    let client = connect();
    let registry = client.registry.clone();
    client.given_up_after().await;
    let _open = [connect_to(&registry), connect_to(&registry)];
    assert_eq!(registry.counts(), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn behind_a_proxy_requests_are_counted_by_their_visitor() {
    let visitors = Visitors::new(1);
    let _under_way = visitors.enter("2001:db8::1".parse().unwrap());
    for (visitor, status) in [("2001:db8::2", 503), ("2001:db8:0:1::2", 200), ("198.51.100.7", 200)] {
        let mut client = connect_with(&Registry::new(2, 4), 1, visitors.clone());
        client.says(&format!("GET / HTTP/1.0\r\nx-forwarded-for: 2001:db8:0:9::1, {visitor}\r\n\r\n")).await;
        let answer = client.rest().await;
        assert!(answer.starts_with(&format!("HTTP/1.0 {status}")), "{visitor}: {answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn told_to_stop_a_connection_finishes_its_request_and_takes_no_other() {
    let mut client = connect();
    client.says("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nha").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.stop.send_replace(true);
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.says("lf").await;
    assert!(client.rest().await.ends_with('4'));
    client.served.await.unwrap();

    let resting = connect();
    resting.stop.send_replace(true);
    assert_eq!(resting.given_up_after().await, Duration::ZERO);
}
