//! Connections of strangers that ask for nothing, or do not finish what they ask.

use std::{net::SocketAddr, time::Duration};

use reqwest::{StatusCode, header};
use serde_json::Value;
use server::listen::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::town::{Instance, Person, photograph};

/// Longer than anything here takes; a test that reaches it has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than a test runs: what ends by itself does not show what is asked here.
const NEVER: Duration = Duration::from_secs(3600);

/// Deadlines that are never reached.
fn patient() -> Limits {
    Limits { head: NEVER, idle: NEVER, body: NEVER, ..Limits::of_this_process() }
}

async fn town_with(limits: Limits) -> (tempfile::TempDir, Instance) {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::reached(folder.path(), |_| {}, limits).await;
    (folder, town)
}

/// A connection from an address of this machine, which says this and nothing more.
async fn stranger(town: &Instance, from: [u8; 4], says: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((from, 0))).unwrap();
    let mut stream = socket.connect(town.address).await.unwrap();
    stream.write_all(says.as_bytes()).await.unwrap();
    stream
}

async fn strangers(town: &Instance, count: usize, from: [u8; 4], says: &str) -> Vec<TcpStream> {
    let mut streams = vec![];
    for _ in 0..count {
        streams.push(stranger(town, from, says).await);
    }
    streams
}

/// What it is told, until the other side closes.
async fn told(stream: &mut TcpStream) -> String {
    let mut told = vec![];
    // A reset is an end as well.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut told)).await.expect("it stays open");
    String::from_utf8_lossy(&told).into_owned()
}

const HERE: [u8; 4] = [127, 0, 0, 1];
const ELSEWHERE: [u8; 4] = [127, 0, 0, 2];

#[tokio::test]
async fn silent_connections_of_one_address_keep_nobody_out() {
    let (_folder, town) = town_with(Limits { per_network: 500, total: 1000, ..patient() }).await;
    let ana = town.register("ana").await;
    let mut ear = ana.listen(&town, "account").await;
    let mut silent = strangers(&town, 1100, HERE, "").await;

    // From the same address and from another: a caller that was there, and a new one.
    assert_eq!(ana.get(&town, "/app").await.status(), StatusCode::OK);
    town.register("ben").await;
    assert!(told(&mut stranger(&town, ELSEWHERE, HEALTH).await).await.ends_with("ok"));
    ear.say(serde_json::json!({ "type": "ping" })).await;
    ear.frame().await;
    assert_eq!(told(&mut silent[0]).await, "", "the one that was silent longest gave way");
}

#[tokio::test]
async fn heads_without_an_end_from_many_addresses_keep_nobody_out() {
    let (_folder, town) = town_with(Limits { per_network: 20, total: 40, ..patient() }).await;
    let ana = town.register("ana").await;
    let half = "GET /app HTTP/1.1\r\nhost: a\r\n";
    let mut all = vec![];
    for last in 2..6 {
        all.push(strangers(&town, 20, [127, 0, 0, last], half).await);
    }
    assert_eq!(ana.get(&town, "/app").await.status(), StatusCode::OK);
    town.register("ben").await;
}

/// A form that is begun, and that the server has begun to read.
async fn begun(town: &Instance, from: [u8; 4], head: &str) -> TcpStream {
    let head = format!("{head}\r\nhost: a\r\nexpect: 100-continue\r\n\r\n");
    let mut stream = stranger(town, from, &head).await;
    is_read(&mut stream).await;
    stream
}

/// Waits until the server reads the body.
async fn is_read(stream: &mut TcpStream) {
    const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut told = [0; CONTINUE.len()];
    timeout(PATIENCE, stream.read_exact(&mut told)).await.expect("it is not read").unwrap();
    assert_eq!(told, CONTINUE);
}

const FORM: &str = "POST /api/sign_in HTTP/1.1\r\ncontent-length: 100";
const LARGE: &str = "POST /v1/account HTTP/1.1\r\nx-appwrite-project: appchat\r\n\
    content-type: application/json\r\ncontent-length: 12000000";

/// The head of a photo of so many bytes in JSON.
fn photo_of(sender: &Person, bytes: usize) -> String {
    let head = "POST /api/send_snap HTTP/1.1\r\ncontent-type: application/json\r\ncookie:";
    format!("{head} {}\r\ncontent-length: {bytes}", sender.cookie)
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn what_is_being_answered_does_not_give_way() {
    let (_folder, town) = town_with(Limits { per_network: 4, total: 100, ..patient() }).await;
    let mut busy = vec![];
    for _ in 0..4 {
        busy.push(begun(&town, ELSEWHERE, FORM).await);
    }
    let refused = told(&mut stranger(&town, ELSEWHERE, "").await).await;
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.ends_with("Try again in a moment."), "{refused}");
    assert!(told(&mut stranger(&town, HERE, HEALTH).await).await.ends_with("ok"), "others have their share");
    let mut first = busy.remove(0);
    first.write_all(&[b'x'; 100]).await.unwrap();
    let mut status = [0; 12];
    first.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 422", "it was not cut off");
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let (_folder, town) = town_with(Limits { head: Duration::from_millis(100), ..patient() }).await;
    for says in ["", "GET / HTTP/1.1\r\nhost:", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let told = told(&mut stranger(&town, HERE, says).await).await;
        assert!(!told.contains("HTTP/1.1"), "{told}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_and_a_long_rest_end_the_connection() {
    let short = Duration::from_millis(100);
    let (_folder, town) = town_with(Limits { idle: short, body: short, ..patient() }).await;
    for (head, shape) in [(FORM, "{\"Refused\":"), (LARGE, "\"code\":408")] {
        let answer = told(&mut begun(&town, HERE, head).await).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("Check your connection") && answer.contains(shape), "{answer}");
    }
    let rests = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
    assert!(told(&mut stranger(&town, HERE, rests).await).await.ends_with("ok"));
}

/// The head of a photo, without its end.
fn photo(cookie: &str) -> String {
    let head = "POST /api/send_snap HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    format!("{head}cookie: {cookie}\r\ncontent-length: 14000000\r\n\r\n{}", "x".repeat(10_000))
}

#[tokio::test]
async fn of_a_photo_nothing_is_read_before_its_sender_is_known() {
    let (_folder, town) = town_with(patient()).await;
    let ana = town.register("ana").await;
    ana.call(&town, "sign_out", &[]).await;
    let made_up = "a_session_appchat=eyJpZCI6ImEiLCJzZWNyZXQiOiJiIn0%3D";
    for (cookie, count) in [("theme=dark", 100), (made_up, 10), (ana.cookie.as_str(), 10)] {
        for mut stream in strangers(&town, count, HERE, &photo(cookie)).await {
            let answer = told(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 401 ") && answer.ends_with("\"SignedOut\""), "{answer}");
        }
    }
    let ben = town.register("ben").await;
    let sent = ben.send_snap(&town, "snap", &[], &photograph(), Value::Null).await;
    assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY, "it was read, and has no recipients");
}

#[tokio::test]
async fn a_form_is_small_whoever_sends_it() {
    let (_folder, town) = town_with(patient()).await;
    let ana = town.register("ana").await;
    for function in ["upsert_presence", "send_snap/", "sign_in"] {
        let form = town.http.post(town.url(&format!("/api/{function}"))).body(vec![b'a'; 100_000]);
        let answer = form.header(header::COOKIE, &ana.cookie).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "{function}");
    }
}

#[tokio::test]
async fn the_answer_reaches_who_still_sends() {
    let (_folder, town) = town_with(patient()).await;
    let nobody = Person { cookie: "theme=dark".into(), email: String::new() };
    let large = vec![0; 9_000_000];
    let sent = nobody.send_snap(&town, "snap", &[], &large, Value::Null).await;
    assert_eq!(sent.status(), StatusCode::UNAUTHORIZED);
    let form = town.http.post(town.url("/api/sign_in")).body(large);
    assert_eq!(form.send().await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn few_large_bodies_of_one_address_are_read_at_once() {
    const AT_ONCE: usize = 6;
    let (_folder, town) = town_with(patient()).await;
    let mut read = vec![];
    for _ in 0..AT_ONCE {
        read.push(begun(&town, ELSEWHERE, LARGE).await);
    }
    let head = format!("{LARGE}\r\nhost: a\r\nexpect: 100-continue\r\n\r\n");
    let mut waits = stranger(&town, ELSEWHERE, &head).await;
    begun(&town, HERE, LARGE).await;
    let not_yet = waits.try_read(&mut [0; 12]).unwrap_err();
    assert_eq!(not_yet.kind(), std::io::ErrorKind::WouldBlock);
    read.pop();
    is_read(&mut waits).await;
}

#[tokio::test]
async fn slow_photos_of_many_people_behind_one_address_are_read_at_once() {
    let (_folder, town) = town_with(patient()).await;
    let mut under_way = vec![];
    for name in ["ana", "ben", "cleo", "dan", "eva", "finn", "gus", "hal"] {
        let sender = town.register(name).await;
        under_way.push(begun(&town, ELSEWHERE, &photo_of(&sender, 2_000_000)).await);
    }
    let ian = town.register("ian").await;
    let sent = ian.send_snap(&town, "snap", &[], &photograph(), Value::Null).await;
    assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY, "it was read, and has no recipients");
}

#[tokio::test]
async fn who_sends_too_many_photos_is_told_so_before_the_photo_comes() {
    const MOST_OF_ONE: usize = 5;
    let (_folder, town) = town_with(patient()).await;
    let ana = town.register("ana").await;
    let head = photo_of(&ana, 2_000_000);
    let _first = begun(&town, HERE, &head).await;
    let more = strangers(&town, MOST_OF_ONE, HERE, &format!("{head}\r\nhost: a\r\n\r\n")).await;
    let answers = more.into_iter().map(|mut stream| Box::pin(async move { told(&mut stream).await }));
    let (answer, ..) = futures_util::future::select_all(answers).await;
    assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("TooMany"), "{answer}");
    assert!(answer.contains("retry-after: ") && answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn a_socket_against_the_rules_is_told_why_it_ends() {
    let (_folder, town) = town_with(patient()).await;
    let ana = town.register("ana").await;
    let mut ear = ana.listen(&town, "account").await;
    // The whole of a text that is too long, so that much of it is unread when the socket closes.
    let payload = vec![b'x'; 65_000];
    let length = (payload.len() as u16).to_be_bytes();
    ear.say_raw(&[&[0x81, 0x80 | 126], &length[..], &[0; 4], &payload].concat()).await;
    assert_eq!(ear.close_code().await, 1009);
    let mut ear = ana.listen(&town, "account").await;
    ear.say_raw(&[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]).await;
    assert_eq!(ear.close_code().await, 1007);
    let mut ear = ana.listen(&town, "account").await;
    ear.say_raw(&[0x81, 2, b'h', b'i']).await;
    assert_eq!(ear.close_code().await, 1002);
}

#[tokio::test]
async fn behind_a_proxy_one_visitor_has_their_share() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { per_network: 2, ..patient() };
    let town = Instance::reached(folder.path(), |public| public.proxies = 1, limits).await;
    let ask = |visitor: &str, cookie: &str| {
        format!(
            "GET /v1/realtime?project=appchat HTTP/1.1\r\nhost: a\r\nx-forwarded-for: {visitor}\r\n{cookie}\
             connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
    };
    let status = async |stream: &mut TcpStream| {
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        String::from_utf8(head.to_vec()).unwrap()
    };
    let mut open = strangers(&town, 2, HERE, &ask("2001:db8::1", "")).await;
    for socket in &mut open {
        assert_eq!(status(socket).await, "HTTP/1.1 101");
    }
    let mut third = stranger(&town, HERE, &ask("2001:db8::2", "")).await;
    assert_eq!(status(&mut third).await, "HTTP/1.1 503");
    let mut other = stranger(&town, HERE, &ask("2001:db8:0:1::1", "")).await;
    assert_eq!(status(&mut other).await, "HTTP/1.1 101");
    // A socket that ended is not counted any more. That it ended may be seen a moment later.
    drop(open);
    loop {
        let mut next = stranger(&town, HERE, &ask("2001:db8::2", "")).await;
        if status(&mut next).await == "HTTP/1.1 101" {
            break;
        }
    }
}
