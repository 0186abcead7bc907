//! Names, addresses and passwords in every script, and from people who mean harm.

use reqwest::{Response, header};
use serde_json::{Value, json};

use crate::town::{Instance, Person};

/// One instance, and its key.
struct House {
    at: Instance,
    key: String,
    _folder: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Instance::embedded(folder.path()).await;
        let key = backend::api_key_in(folder.path()).unwrap();
        Self { at, key, _folder: folder }
    }

    /// Posts a form as a browser without a script does. Returns the answer, which is a redirect.
    async fn post(&self, cookie: Option<&str>, form: &str, fields: &[(&str, &str)]) -> Response {
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let request = browser.post(self.at.url(&format!("/api/{form}"))).form(fields);
        let request = request.header(header::ACCEPT, "text/html");
        let request = match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        request.send().await.unwrap()
    }

    /// Creates an account at the API, which checks nothing but lengths.
    async fn create_at_api(&self, id: &str, name: &str, password: &str) -> String {
        let email = format!("{id}@example.com");
        let body = json!({ "userId": id, "email": email, "password": password, "name": name });
        let request = self.at.http.post(self.at.url("/v1/users")).json(&body);
        let request = request.header("x-appwrite-project", "appchat").header("x-appwrite-key", &self.key);
        assert_eq!(request.send().await.unwrap().status(), 201);
        email
    }

    async fn signs_in(&self, email: &str, password: &str) -> Option<Person> {
        let answer = self.post(None, "sign_in", &[("email", email), ("password", password)]).await;
        session_cookie(&answer).map(|cookie| Person { email: email.to_owned(), cookie })
    }
}

fn session_cookie(answer: &Response) -> Option<String> {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    pairs.find(|pair| pair.starts_with("a_session_appchat=") && !pair.ends_with('=')).map(str::to_owned)
}

fn location(answer: &Response) -> &str {
    answer.headers()[header::LOCATION].to_str().unwrap()
}

/// The page's data is in its scripts too, where format characters are written as escapes.
fn with_escapes_resolved(page: &str) -> String {
    ['\u{202E}', '\u{3164}', '\u{200B}', '\u{2068}', '\u{2069}'].iter().fold(page.to_owned(), |page, sign| {
        page.replace(&sign.escape_unicode().to_string(), &sign.to_string())
    })
}

/// An override and a name that shows nothing are harmful; a right-to-left name is isolated.
#[tokio::test]
async fn a_name_set_at_the_api_is_shown_safely_to_friends() {
    let house = House::open().await;
    let ana = house.at.register("ana").await;
    let shown = [
        ("eve", "Eve\u{202E}gpj.ana\n", "Evegpj.ana"),
        ("filler", "\u{3164}\u{200B}\u{301}", "Guest"),
        ("dana", "דנה", "\u{2068}דנה\u{2069}"),
        ("pile", "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}oe", "Z\u{301}\u{301}\u{301}\u{301}oe"),
    ];
    for (id, name, _) in shown {
        let email = house.create_at_api(id, name, "correct horse").await;
        let person = house.signs_in(&email, "correct horse").await.unwrap();
        person.befriend(&house.at, &ana).await;
    }
    let circle = ana.call(&house.at, "list_circle", &[]).await;
    for (id, _, shown) in shown {
        let friend = circle["friends"].as_array().unwrap().iter().find(|friend| friend["id"] == id).unwrap();
        assert_eq!(friend["name"], shown, "{id}");
    }
    for path in ["/app", "/app/friends", "/app/snap", "/app/me"] {
        let page = ana.get(&house.at, path).await.text().await.unwrap();
        let page = with_escapes_resolved(&page);
        assert!(!page.contains(['\u{202E}', '\u{3164}', '\u{200B}']), "{path}");
        // Never without its isolates; the address of a picture has it encoded.
        let isolated = page.matches("\u{2068}דנה\u{2069}").count();
        assert_eq!(page.matches("דנה").count(), isolated, "{path}");
    }
    house.at.stop().await;
}

#[tokio::test]
async fn a_name_without_a_visible_character_is_refused_at_its_field() {
    let house = House::open().await;
    let guest = house.at.guest(&[]).await;
    for name in ["\u{200B}", "\u{3164}\u{115F}", "\u{301}", "\u{202E}\u{2066}", "\u{FE0F}"] {
        let form = [("name", name), ("email", "nobody@example.com"), ("password", "correct horse")];
        let registered = house.post(None, "register", &form).await;
        assert_eq!(location(&registered), "/?mode=register&problem=name-missing", "{name:?}");
        let kept = house.post(Some(&guest.cookie), "keep_account", &form).await;
        assert_eq!(location(&kept), "/app/me?problem=name-missing", "{name:?}");
    }
    let form = [("name", " Eve\u{202E}\tgpj "), ("email", "eve@example.com"), ("password", "correct horse")];
    house.post(Some(&guest.cookie), "keep_account", &form).await;
    let who: Value = guest.call(&house.at, "who_am_i", &[]).await;
    assert_eq!(who["name"], "Eve gpj");
    house.at.stop().await;
}

/// The app's own check takes each of them.
#[tokio::test]
async fn an_address_that_the_backend_refuses_is_told_at_its_field() {
    let house = House::open().await;
    let guest = house.at.guest(&[]).await;
    for email in ["jörg@example.com", "ana..ban@example.com", "ana@-graz.example", "ana@exa_mple.com"] {
        let form = [("name", "Ana"), ("email", email), ("password", "correct horse")];
        let registered = house.post(None, "register", &form).await;
        assert_eq!(location(&registered), "/?mode=register&problem=email-invalid", "{email}");
        let entered = house.post(None, "sign_in", &form[1..]).await;
        assert_eq!(location(&entered), "/?mode=sign-in&problem=email-invalid", "{email}");
        let kept = house.post(Some(&guest.cookie), "keep_account", &form).await;
        assert_eq!(location(&kept), "/app/me?problem=email-invalid", "{email}");
    }
    house.at.stop().await;
}

/// The same password as two keyboards type it: composed, and as letters with marks, parts of syllables, or another space.
const TWICE: [(&str, &str); 3] = [
    ("café au lait", "cafe\u{301} au lait"),
    ("한글 비밀번호", "\u{1112}\u{1161}\u{11AB}글 비밀번호"),
    ("two words here", "two\u{A0}words here"),
];

#[tokio::test]
async fn a_password_opens_from_every_keyboard() {
    let house = House::open().await;
    for (at, (composed, decomposed)) in TWICE.into_iter().enumerate() {
        for (way, (first, then)) in [(composed, decomposed), (decomposed, composed)].into_iter().enumerate() {
            let email = format!("ana{at}{way}@example.com");
            let form = [("name", "Ana"), ("email", &email), ("password", first)];
            assert!(session_cookie(&house.post(None, "register", &form).await).is_some());
            let ana = house.signs_in(&email, then).await.expect("the same password");
            assert!(house.signs_in(&email, "another horse").await.is_none());
            let change = [("old", then), ("new", "correct horse")];
            ana.call(&house.at, "change_password", &change).await;
            assert!(house.signs_in(&email, "correct horse").await.is_some());
        }
    }
    house.at.stop().await;
}

#[tokio::test]
async fn a_password_hashed_as_it_was_typed_still_opens() {
    let house = House::open().await;
    for (at, (_, decomposed)) in TWICE.into_iter().enumerate() {
        let email = house.create_at_api(&format!("old{at}"), "Ana", decomposed).await;
        let ana = house.signs_in(&email, decomposed).await.expect("as it was typed then");
        ana.call(&house.at, "change_password", &[("old", decomposed), ("new", "correct horse")]).await;
        assert!(house.signs_in(&email, "correct horse").await.is_some());
        assert!(house.signs_in(&email, decomposed).await.is_none());
    }
    house.at.stop().await;
}
