//! Attempts at a password through the app: whom they are counted against.

use reqwest::{Response, header};

use crate::town::Instance;

/// One instance that counts attempts, with an account for Ana.
struct Town {
    at: Instance,
    browser: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::limited(folder.path()).await;
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { at, browser, _folder: folder }
    }

    async fn post(&self, form: &str, fields: &[(&str, &str)], address: &str, cookies: &str) -> Response {
        let request = self.browser.post(self.at.url(&format!("/api/{form}"))).form(fields);
        let request = request.header("x-forwarded-for", address).header(header::COOKIE, cookies);
        request.header(header::ACCEPT, "text/html").send().await.unwrap()
    }

    async fn sign_in(&self, email: &str, password: &str, address: &str, cookies: &str) -> Response {
        self.post("sign_in", &[("email", email), ("password", password)], address, cookies).await
    }

    /// Wrong passwords from one address, until they are refused unread.
    async fn lock(&self, email: &str, address: &str) {
        for _ in 0..10 {
            let answer = self.sign_in(email, "wrong horse", address, "").await;
            assert_eq!(leads_to(&answer), "/?mode=sign-in&problem=wrong-password");
        }
        assert!(is_locked(&self.sign_in(email, "correct horse", address, "").await));
    }
}

fn leads_to(answer: &Response) -> &str {
    answer.headers()[header::LOCATION].to_str().unwrap()
}

fn is_in(answer: &Response) -> bool {
    leads_to(answer) == "/app"
}

fn is_locked(answer: &Response) -> bool {
    leads_to(answer).starts_with("/?mode=sign-in&problem=too-many-")
}

/// The cookie of this name that an answer sets.
fn cookie(answer: &Response, name: &str) -> String {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    pairs.find(|pair| pair.starts_with(&format!("{name}="))).expect("a cookie").to_owned()
}

const ANA: [(&str, &str); 3] = [("name", "Ana"), ("email", "ana@example.com"), ("password", "correct horse")];

#[tokio::test]
async fn wrong_passwords_from_elsewhere_do_not_lock_the_owner_out() {
    let town = Town::open().await;
    town.post("register", &ANA, "192.0.2.1", "").await;
    town.lock("ana@example.com", "198.51.100.1").await;
    assert!(is_in(&town.sign_in("ana@example.com", "correct horse", "192.0.2.1", "").await));
    town.at.stop().await;
}

#[tokio::test]
async fn a_device_the_owner_signed_in_from_gets_in_where_the_network_is_locked() {
    let town = Town::open().await;
    let registered = town.post("register", &ANA, "192.0.2.1", "").await;
    let known = cookie(&registered, "known_device");
    town.lock("ana@example.com", "192.0.2.1").await;
    assert!(is_in(&town.sign_in("ana@example.com", "correct horse", "192.0.2.1", &known).await));
    let forged = format!("{}0", &known[..known.len() - 1]);
    let forged = if forged == known { format!("{}1", &known[..known.len() - 1]) } else { forged };
    assert!(is_locked(&town.sign_in("ana@example.com", "correct horse", "192.0.2.1", &forged).await));

    // It is a device of Ana's: it opens nothing at Ben's account, which the same network locked.
    let ben = [("name", "Ben"), ("email", "ben@example.com"), ("password", "correct horse")];
    town.post("register", &ben, "203.0.113.1", "").await;
    town.lock("ben@example.com", "192.0.2.1").await;
    assert!(is_locked(&town.sign_in("ben@example.com", "correct horse", "192.0.2.1", &known).await));
    town.at.stop().await;
}

#[tokio::test]
async fn wrong_passwords_from_one_ipv6_network_count_together() {
    let town = Town::open().await;
    town.post("register", &ANA, "192.0.2.1", "").await;
    for host in 1..=10 {
        let answer =
            town.sign_in("ana@example.com", "wrong horse", &format!("2001:db8:0:1::{host:x}"), "").await;
        assert_eq!(leads_to(&answer), "/?mode=sign-in&problem=wrong-password");
    }
    let from = async |address: &str| town.sign_in("ana@example.com", "correct horse", address, "").await;
    assert!(is_locked(&from("2001:db8:0:1:ffff::1").await));
    assert!(is_in(&from("2001:db8:0:2::1").await));
    town.at.stop().await;
}

#[tokio::test]
async fn wrong_passwords_at_the_entrance_do_not_keep_the_owner_from_changing_theirs() {
    let town = Town::open().await;
    let registered = town.post("register", &ANA, "192.0.2.1", "").await;
    let session = cookie(&registered, "a_session_appchat");
    town.lock("ana@example.com", "192.0.2.1").await;
    let request = town.at.http.post(town.at.url("/api/change_password"));
    let request = request.form(&[("old", "correct horse"), ("new", "better horse")]);
    let request = request.header("x-forwarded-for", "192.0.2.1").header(header::COOKIE, session);
    assert_eq!(request.send().await.unwrap().text().await.unwrap(), "null");
    town.at.stop().await;
}
