//! The binary itself: its data folder has one user, can be backed up while in use, and a full disk is told of.

use std::{
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;

const APPCHAT: &str = env!("CARGO_BIN_EXE_appchat");
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// AppChat in a process of its own. It is killed with the test.
struct Served {
    child: Child,
    address: SocketAddr,
    http: reqwest::Client,
}

/// An address that nobody listens on.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn appchat(data: &Path, address: SocketAddr) -> Command {
    // A write beyond a limit of the file size then fails, as on a full disk, and does not end the process.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", APPCHAT]).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("APPCHAT_DATA", data).env("LEPTOS_SITE_ADDR", address.to_string());
    command.env("LEPTOS_SITE_ROOT", concat!(env!("CARGO_MANIFEST_DIR"), "/../public"));
    command.env("APPCHAT_RATE_LIMITS", "off");
    command
}

/// Runs to its end.
async fn run(data: &Path, address: SocketAddr, arguments: &[&str]) -> Output {
    let mut command = appchat(data, address);
    command.args(arguments);
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

impl Served {
    async fn start(data: &Path) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = free_address();
        let mut child = appchat(data, address).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let listens = tokio::task::spawn_blocking(move || {
            let mut all = String::new();
            while !all.contains("AppChat is at") {
                assert!(said.read_line(&mut all).unwrap() > 0, "it ended: {all}");
            }
            // Nothing it says later must fill the pipe.
            std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        });
        listens.await.unwrap();
        let http = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
        Self { child, address, http }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(format!("http://{}{path}", self.address)).send().await.unwrap()
    }

    /// How many people there are.
    async fn people(&self, data: &Path) -> u64 {
        let key = backend::api_key_in(data).unwrap();
        let request = self.http.get(format!("http://{}/v1/users", self.address));
        let answer = request.header("x-appwrite-key", key).header("x-appwrite-project", "appchat");
        answer.send().await.unwrap().json::<Value>().await.unwrap()["total"].as_u64().unwrap()
    }

    /// Waits until `/readyz` answers so, and returns the codes of its problems.
    async fn until_ready_is(&self, status: u16) -> Vec<String> {
        let asked = async {
            loop {
                let answer = self.get("/readyz").await;
                if answer.status() != status {
                    continue;
                }
                let text = answer.text().await.unwrap();
                let body: Value = serde_json::from_str(&text).unwrap_or_default();
                let problems = body["problems"].as_array().cloned().unwrap_or_default();
                return problems.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
            }
        };
        tokio::time::timeout(PATIENCE, asked).await.expect("it never answers so")
    }

    /// The size that files may have from now on, in bytes.
    fn limit_files_to(&self, limit: &str) {
        let process = self.child.id().to_string();
        let limit = format!("--fsize={limit}:unlimited");
        assert!(Command::new("prlimit").args(["--pid", &process, &limit]).status().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_second_process_on_a_data_folder_says_so_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let first = Served::start(folder.path()).await;
    let second = run(folder.path(), free_address(), &[]).await;
    assert!(!second.status.success());
    assert!(words(&second).contains("another process uses the data folder"), "{}", words(&second));
    assert_eq!(first.get("/readyz").await.text().await.unwrap(), "ready");
    // A killed process leaves no lock behind.
    drop(first);
    let next = Served::start(folder.path()).await;
    assert_eq!(next.get("/readyz").await.text().await.unwrap(), "ready");
}

#[tokio::test]
async fn seed_speaks_to_the_process_that_uses_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path()).await;
    let elsewhere = run(folder.path(), free_address(), &["seed"]).await;
    assert!(!elsewhere.status.success());
    assert!(words(&elsewhere).contains("LEPTOS_SITE_ADDR"), "{}", words(&elsewhere));
    assert_eq!(served.people(folder.path()).await, 0);

    let seeded = run(folder.path(), served.address, &["seed"]).await;
    assert!(seeded.status.success(), "{}", words(&seeded));
    assert!(String::from_utf8_lossy(&seeded.stdout).contains("alice@example.com"));
    assert!(served.people(folder.path()).await > 0);
}

#[tokio::test]
async fn seed_does_its_work_itself_where_nothing_runs() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // Something else at the address does not matter: the folder says who uses it.
    let elsewhere = Served::start(other.path()).await;
    let seeded = run(folder.path(), elsewhere.address, &["seed"]).await;
    assert!(seeded.status.success(), "{}", words(&seeded));
    assert_eq!(elsewhere.people(other.path()).await, 0);
    assert!(Served::start(folder.path()).await.people(folder.path()).await > 0);
}

#[tokio::test]
async fn a_running_instance_is_backed_up_and_restored_by_commands() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy, again) =
        (folder.path().join("data"), folder.path().join("copy"), folder.path().join("again"));
    let served = Served::start(&data).await;
    assert!(run(&data, served.address, &["seed"]).await.status.success());
    let people = served.people(&data).await;
    let made = run(&data, free_address(), &["backup", copy.to_str().unwrap()]).await;
    assert!(made.status.success(), "{}", words(&made));
    let refused = run(&data, free_address(), &["restore", copy.to_str().unwrap()]).await;
    assert!(!refused.status.success());
    assert!(words(&refused).contains("another process uses"), "{}", words(&refused));
    assert_eq!(served.people(&data).await, people, "the instance goes on");

    let restored = run(&again, free_address(), &["restore", copy.to_str().unwrap()]).await;
    assert!(restored.status.success(), "{}", words(&restored));
    assert_eq!(Served::start(&again).await.people(&again).await, people);
}

#[tokio::test]
async fn a_full_disk_makes_an_instance_not_ready_until_there_is_room_again() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path()).await;
    served.until_ready_is(200).await;
    served.limit_files_to("0");
    assert_eq!(served.until_ready_is(503).await, ["database_write", "files_write"]);
    assert_eq!(served.get("/healthz").await.status(), 200, "the process itself answers");
    let words = served.get("/readyz").await.text().await.unwrap();
    assert!(words.contains("the database cannot be written"), "{words}");
    assert!(!words.contains(folder.path().to_str().unwrap()), "it tells no paths: {words}");
    served.limit_files_to("unlimited");
    served.until_ready_is(200).await;
}

#[tokio::test]
async fn a_folder_of_files_that_is_gone_makes_an_instance_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path()).await;
    let (files, aside) = (folder.path().join("files"), folder.path().join("aside"));
    std::fs::rename(&files, &aside).unwrap();
    assert_eq!(served.until_ready_is(503).await, ["files_write"]);
    std::fs::rename(&aside, &files).unwrap();
    served.until_ready_is(200).await;
}
