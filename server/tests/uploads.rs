//! What many large uploads at once take, measured from outside: a process of its own, as it is shipped, and people who
//! all send the largest photo there may be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
#![cfg(target_os = "linux")]

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::{future::join_all, stream};
use reqwest::{Body, Client, StatusCode, header};
use serde_json::{Value, json};

const PEOPLE: usize = 20;
/// Longer than anything here takes; a test that reaches it has failed.
const PATIENCE: Duration = Duration::from_secs(300);
/// The most the process may ever have in memory, in KB.
const MOST: u64 = 400_000;
/// The most it may keep of that, in KB, once nothing is sent any more.
const KEPT: u64 = 64_000;

/// The program, and where it listens.
struct Program {
    child: Child,
    url: String,
    http: Client,
}

impl Program {
    async fn start(data: &std::path::Path) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_appchat"))
            .env_clear()
            .env("LEPTOS_SITE_ADDR", address.to_string())
            .env("APPCHAT_DATA", data)
            .env("APPCHAT_RATE_LIMITS", "off")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http =
            Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let program = Self { child, url: format!("http://{address}"), http };
        let ready = async {
            while program.http.get(program.at("/readyz")).send().await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, ready).await.unwrap();
        program
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// A line of what the system knows about the process, in KB.
    fn memory(&self, line: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|found| found.strip_prefix(line)).unwrap();
        line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Somebody new: their cookie and their id.
    async fn register(&self, name: &str) -> (String, String) {
        let email = format!("{name}@example.com");
        let form = [("name", name), ("email", &email), ("password", "correct horse")];
        let answer = self.http.post(self.at("/api/register")).form(&form).send().await.unwrap();
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let mut cookies = cookies.filter_map(|cookie| cookie.to_str().unwrap().split(';').next());
        let cookie = cookies.find(|cookie| cookie.starts_with("a_session_appchat=")).unwrap().to_owned();
        let me = self.call(&cookie, "who_am_i", &[]).await;
        (cookie, me["id"].as_str().unwrap().to_owned())
    }

    async fn call(&self, cookie: &str, name: &str, form: &[(&str, &str)]) -> Value {
        let request = self.http.post(self.at(&format!("/api/{name}"))).form(form);
        request.header(header::COOKIE, cookie).send().await.unwrap().json().await.unwrap()
    }

    /// Sends a photo to somebody, again for as long as the answer is that it is too much at once.
    async fn send(&self, cookie: &str, id: &str, to: &str, base64: &bytes::Bytes) {
        loop {
            let form = json!({ "snap": { "id": id, "recipients": [to], "image_base64": "|", "file_name": "a.png" } });
            let form = form.to_string();
            let (head, tail) = form.split_once('|').unwrap();
            let pieces = [head.to_owned().into(), base64.clone(), tail.to_owned().into()];
            let length: usize = pieces.iter().map(bytes::Bytes::len).sum();
            let request = self.http.post(self.at("/api/send_snap")).header(header::COOKIE, cookie);
            let request = request
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::CONTENT_LENGTH, length)
                .body(Body::wrap_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>))));
            let answer = request.send().await.unwrap();
            let status = answer.status();
            if status == StatusCode::OK {
                return;
            }
            let said = answer.text().await.unwrap();
            let is_busy = [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status);
            assert!(is_busy, "{status}: {said}");
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A PNG of noise: nothing makes it smaller, so it has nearly 10 MiB.
fn noise() -> Vec<u8> {
    let mut state = 1_u64;
    let picture = image::RgbImage::from_fn(1860, 1860, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let [.., r, g, b] = state.to_le_bytes();
        image::Rgb([r, g, b])
    });
    let mut png = std::io::Cursor::new(vec![]);
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_uploads_of_ten_megabytes_at_once_stay_under_400_mb() {
    let photo = noise();
    assert!((10_000_000..=10 * 1024 * 1024).contains(&photo.len()), "{}", photo.len());
    let base64 = bytes::Bytes::from(BASE64_STANDARD.encode(&photo));
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path()).await;
    let (bens, ben) = program.register("ben").await;
    let mut people = vec![];
    for n in 0..PEOPLE {
        let (cookie, _) = program.register(&format!("p{n}")).await;
        program.call(&cookie, "request_friend", &[("whom", "ben@example.com")]).await;
        program.call(&bens, "request_friend", &[("whom", &format!("p{n}@example.com"))]).await;
        people.push(cookie);
    }
    let before = program.memory("VmRSS");
    let uploads = people.iter().enumerate().map(|(n, cookie)| {
        let (program, base64, ben) = (&program, &base64, &ben);
        async move { program.send(cookie, &format!("snap-{n}"), ben, base64).await }
    });
    join_all(uploads).await;
    eprintln!(
        "{before} KB before, {} KB at most, {} KB after",
        program.memory("VmHWM"),
        program.memory("VmRSS"),
    );
    let mailbox = program.call(&bens, "list_snaps", &[]).await;
    assert_eq!(mailbox["snaps"].as_object().unwrap().len(), PEOPLE, "every photo arrived");
    assert!(program.memory("VmHWM") < MOST, "{} KB at most", program.memory("VmHWM"));
    let given_back = async {
        while program.memory("VmRSS") > before + KEPT {
            tokio::task::yield_now().await;
        }
    };
    let outcome = tokio::time::timeout(PATIENCE, given_back).await;
    assert!(outcome.is_ok(), "{before} KB before, and still {} KB", program.memory("VmRSS"));
}
