//! A home for tests: one backend in a process of its own, and the people who use it through Appwrite's Rust client.
//!
//! The process is the example `shipped` of our `server`, deploying AppChat's tables and bucket and the function `echo`
//! behind everything that the shipped binary puts in front of them. `./dev clients` builds it first; by hand it is
//! `cargo build --package server --example shipped`.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use appwrite::{
    Client,
    error::Result,
    id::ID,
    permission::Permission,
    role::Role,
    services::{Account, Functions, Presences, Storage, TablesDB, Users},
};
use serde_json::{Value, json};

/// The password of every person.
pub const PASSWORD: &str = "correct horse battery";
/// AppChat's database.
pub const DATABASE: &str = "appchat-db";

/// A running backend. It ends when this is dropped.
pub struct Home {
    endpoint: String,
    project: String,
    key: String,
    process: Child,
    _folder: tempfile::TempDir,
}

/// Somebody signed in.
pub struct Person {
    pub id: String,
    pub email: String,
    pub client: Somebody,
}

/// Every service a test wants, on one client.
pub struct Somebody {
    pub account: Account,
    pub functions: Functions,
    pub presences: Presences,
    pub storage: Storage,
    pub tables: TablesDB,
    pub users: Users,
}

impl Home {
    /// Starts a backend on a free port and an empty folder.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("appwrite.config.json");
        std::fs::write(&config, deployment().to_string()).unwrap();
        let program = std::env::var_os("SERVE")
            .map_or_else(|| root().join("target/debug/examples/shipped"), PathBuf::from);
        let mut process = Command::new(&program)
            .args([&config, &folder.path().join("data")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|cause| panic!("{}: {cause}", program.display()));
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| ready[name].as_str().unwrap().to_owned();
        Self {
            endpoint: text("endpoint"),
            project: text("project"),
            key: text("key"),
            process,
            _folder: folder,
        }
    }

    /// Patient, because a debug build on a busy machine takes its time over five sealed megabytes.
    fn client(&self) -> Client {
        Client::new().set_endpoint(&self.endpoint).set_project(&self.project).set_timeout(120)
    }

    /// Whoever has the API key.
    pub fn key(&self) -> Somebody {
        Somebody::with(&self.client().set_key(&self.key))
    }

    /// Somebody not signed in.
    pub fn guest(&self) -> Somebody {
        Somebody::with(&self.client())
    }

    /// Somebody who says they have this session.
    pub fn session(&self, secret: &str) -> Somebody {
        Somebody::with(&self.client().set_session(secret))
    }

    /// Somebody with a session and a token at once, or with the token alone.
    pub fn jwt(&self, jwt: &str, session: Option<&str>) -> Somebody {
        let client = self.client().set_jwt(jwt);
        Somebody::with(&session.map_or(client.clone(), |secret| client.set_session(secret)))
    }

    /// A new person, signed in as AppChat's server does it: by the key, which is told the session's secret.
    pub async fn person(&self, name: &str) -> Person {
        let (account, email) = (self.key().account, format!("{name}.{}@example.com", ID::unique()));
        let user = account.create(ID::unique(), &email, PASSWORD, Some(name)).await.unwrap();
        let session = account.create_email_password_session(&email, PASSWORD, None).await.unwrap();
        Person { id: user.id, email, client: self.session(&session.secret) }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(self.process.stdin.take()); // it goes on until its standard input ends
        let _ = self.process.wait();
    }
}

impl Somebody {
    fn with(client: &Client) -> Self {
        Self {
            account: Account::new(client),
            functions: Functions::new(client),
            presences: Presences::new(client),
            storage: Storage::new(client),
            tables: TablesDB::new(client),
            users: Users::new(client),
        }
    }
}

/// How a call was refused: status and type.
pub fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> (u16, String) {
    let error = answer.expect_err("it was not refused");
    (error.code, error.error_type.unwrap_or_default())
}

/// The permissions AppChat gives what these people share.
pub fn between(people: &[&Person]) -> Option<Vec<String>> {
    let read = |person: &&Person| Permission::read(Role::user(&person.id, None)).to_string();
    Some(people.iter().map(read).collect())
}

/// AppChat's own deployment, with `echo`, which anybody may run, in place of its functions.
fn deployment() -> Value {
    let text = std::fs::read_to_string(root().join("appwrite.config.json")).unwrap();
    let mut config: Value = serde_json::from_str(&text).unwrap();
    config["functions"] =
        json!([{ "$id": "echo", "name": "Echo", "runtime": "rust-1.83", "execute": ["any"] }]);
    config
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(4).unwrap().to_owned()
}
