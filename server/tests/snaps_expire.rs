//! A snap's day, from its sending to nothing being left of it: the real functions in the real backend, with a clock
//! turned by hand.

#![allow(clippy::unwrap_used, reason = "what fails here is a test")]

use std::{path::Path, sync::Arc, time::Duration};

use app::{
    ids,
    snaps::model::{RemnantColumns, SnapColumns},
};
use appwrite::{
    Client, Id, Permission, Query, Role, Timestamp,
    client::{Credential, NewExecution, NewFile},
    transport::{Body, Call, InProcess, Transport, Verb},
    wire::{Execution, Row},
};
use backend::{Backend, Clock, Config, Deployment};
use serde_json::Value;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a photograph, as far as anybody here can tell";
const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// The paths of the files in a data folder.
fn blobs(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder.join("files")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap() != "identity").collect()
}

struct House {
    backend: Backend,
    clock: Clock,
    folder: tempfile::TempDir,
    admin: Client,
}

impl House {
    /// It is three minutes past nine.
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::by_hand("2026-05-26T09:03:00.000Z".parse::<Timestamp>().unwrap());
        let deployment = Deployment::parse(include_str!("../../appwrite.config.json")).unwrap();
        let mut config = Config::new(folder.path(), deployment);
        config.clock = clock.clone();
        config.limits = false;
        config.functions = server::functions::handlers();
        let backend = Backend::open(config).await.unwrap();
        let transport = Arc::new(InProcess(backend.router()));
        let admin = Client::new(transport, ids::PROJECT).with(Credential::Key(backend.api_key().into()));
        Self { backend, clock, folder, admin }
    }

    /// A person, signed in.
    async fn person(&self, name: &str) -> Client {
        self.admin.users().create(&id(name), None, None, name).await.unwrap();
        let session = self.admin.users().create_session(&id(name)).await.unwrap();
        self.admin.with(Credential::Session(session.secret.into()))
    }

    async fn store(&self, photograph: &str) {
        let permissions = [Permission::read(Role::user(&id("ana")))];
        let file = NewFile {
            id: &id(photograph),
            name: "snap.jpg",
            content: JPEG.into(),
            permissions: &permissions,
        };
        self.admin.storage(ids::SNAPS).create_file(file).await.unwrap();
    }

    /// Ana sends this to Ben.
    async fn send(&self, snap: &str, photograph: &str) {
        self.store(photograph).await;
        self.copy(snap, SnapColumns::new(id("ana"), id("ben"), id(photograph))).await;
    }

    async fn copy(&self, snap: &str, columns: SnapColumns) {
        let permissions = ["ana", "ben"].map(|who| Permission::read(Role::user(&id(who))));
        let rows = self.admin.tables_db(ids::DATABASE);
        rows.create_row(ids::SNAPS, &id(snap), &columns, &permissions).await.unwrap();
    }

    async fn snaps(&self) -> Vec<String> {
        let rows = self.admin.tables_db(ids::DATABASE).list_rows::<SnapColumns>(ids::SNAPS, &[]).await;
        rows.unwrap().rows.into_iter().map(|row| row.id.to_string()).collect()
    }

    /// What this client may read of what is left: which snaps', in the order of their ids, and whether they were opened.
    async fn left(&self, client: &Client) -> Vec<(String, bool)> {
        let rows = client.tables_db(ids::DATABASE).list_rows::<RemnantColumns>(ids::REMNANTS, &[]).await;
        let told = |row: Row<RemnantColumns>| (row.id.to_string(), row.data.opened_at.is_some());
        let mut left: Vec<_> = rows.unwrap().rows.into_iter().map(told).collect();
        left.sort();
        left
    }

    async fn photographs(&self) -> Vec<String> {
        let files = self.admin.storage(ids::SNAPS).list_files(&[]).await.unwrap().files;
        files.into_iter().map(|file| file.id.to_string()).collect()
    }

    fn on_disk(&self) -> usize {
        blobs(self.folder.path()).len()
    }

    /// Lets time pass and waits until `expire-snaps` has run once more because of it.
    async fn pass_and_sweep(&self, time: Duration) -> Value {
        let before = self.sweeps().await.len();
        self.clock.advance(time);
        loop {
            let sweeps = self.sweeps().await;
            // One that is under way when its next moment comes is not begun again: each must have ended.
            let ended = |run: &Value| run["status"] == "completed" || run["status"] == "failed";
            if sweeps.len() > before && sweeps.iter().all(ended) {
                return sweeps.last().cloned().unwrap();
            }
            tokio::task::yield_now().await;
        }
    }

    /// The runs of `expire-snaps` so far.
    async fn sweeps(&self) -> Vec<Value> {
        let headers = vec![
            ("x-appwrite-project", ids::PROJECT.to_owned()),
            ("x-appwrite-key", self.backend.api_key().to_owned()),
        ];
        let path = "/functions/expire-snaps/executions".to_owned();
        let call = Call { verb: Verb::Get, path, query: vec![], headers, body: Body::Empty };
        let answer = InProcess(self.backend.router()).send(call).await.unwrap();
        let list: Value = serde_json::from_slice(&answer.body).unwrap();
        list["executions"].as_array().unwrap().clone()
    }
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

async fn open(person: &Client, snap: &str) -> Execution {
    let path = format!("/snap/{snap}");
    let request = NewExecution { method: "GET", path: &path, body: "" };
    person.functions().create_execution("serve-snap", request).await.unwrap()
}

#[tokio::test]
async fn a_snap_is_shown_for_a_day_then_refused_then_gone_from_database_and_disk() {
    let house = House::open().await;
    let ben = house.person("ben").await;
    house.send("s1", "f1").await;
    assert_eq!(house.on_disk(), 1);

    let shown = open(&ben, "s1").await;
    assert_eq!(shown.response_status_code, 200, "{}", shown.response_body);
    let body: Value = serde_json::from_str(&shown.response_body).unwrap();
    assert_eq!(body["contentType"], "image/jpeg");
    assert!(body["base64"].as_str().unwrap().starts_with("/9j/"));

    // Nine o'clock the next day: a sweep, and three minutes left.
    let sweep = house.pass_and_sweep(24 * HOUR - 3 * MINUTE).await;
    assert_eq!((&sweep["trigger"], &sweep["status"]), (&"schedule".into(), &"completed".into()), "{sweep}");
    assert_eq!(open(&ben, "s1").await.response_status_code, 200);
    // The day is over, and the next sweep seven minutes off.
    house.clock.advance(3 * MINUTE);
    let refused = open(&ben, "s1").await;
    assert_eq!(refused.response_status_code, 410);
    assert!(!refused.response_body.contains("base64"));
    assert_eq!((house.snaps().await.len(), house.on_disk()), (1, 1));

    let sweep = house.pass_and_sweep(7 * MINUTE).await;
    assert_eq!(sweep["status"], "completed", "{sweep}");
    assert_eq!(house.snaps().await, [""; 0]);
    assert_eq!(house.photographs().await, [""; 0]);
    assert_eq!(house.on_disk(), 0);
    assert_eq!(open(&ben, "s1").await.response_status_code, 401, "as if it had never been");
    house.backend.close().await;
}

#[tokio::test]
async fn a_snap_is_nobody_elses() {
    let house = House::open().await;
    let (ana, ben, eve) = (house.person("ana").await, house.person("ben").await, house.person("eve").await);
    house.send("s1", "f1").await;
    let guest = house.admin.with(Credential::Ambient);
    let key = house.admin.clone();
    let status = async |who: &Client, snap: &str| open(who, snap).await.response_status_code;
    assert_eq!(status(&ana, "s1").await, 401, "not even the sender's");
    assert_eq!(status(&eve, "s1").await, 401);
    let by_guest = NewExecution { method: "GET", path: "/snap/s1", body: "" };
    let refused = guest.functions().create_execution("serve-snap", by_guest).await.unwrap_err();
    assert!(refused.is("user_unauthorized"), "guests run nothing: {refused}");
    assert_eq!(status(&key, "s1").await, 401, "a key is nobody");
    assert_eq!(status(&ben, "s2").await, 401, "unknown snaps look the same");
    assert_eq!(status(&ben, "s1/x").await, 404);
    let token = ben.account().create_jwt().await.unwrap().jwt;
    let by_token = house.admin.with(Credential::Jwt(token.into()));
    assert_eq!(status(&by_token, "s1").await, 401, "a token is not traded for another");
    assert_eq!(status(&ben, "s1").await, 200);
    let refused = ben.storage(ids::SNAPS).get_file_view(&id("f1")).await.unwrap_err();
    assert!(refused.is("storage_file_not_found"), "the photograph itself is not Ben's: {refused}");
    house.backend.close().await;
}

#[tokio::test]
async fn a_photograph_whose_snap_was_never_made_goes_after_a_day_and_a_younger_one_stays() {
    let house = House::open().await;
    house.store("orphan").await;
    house.pass_and_sweep(12 * HOUR).await;
    house.send("s2", "f2").await;
    house.pass_and_sweep(13 * HOUR).await;
    assert_eq!(house.photographs().await, ["f2"]);
    assert_eq!(house.snaps().await, ["s2"]);
    assert_eq!(house.on_disk(), 1);
    house.backend.close().await;
}

#[tokio::test]
async fn however_many_expire_at_once_none_is_left() {
    let house = House::open().await;
    for n in 0..expire_snaps::PAGE + 5 {
        house.send(&format!("s{n}"), &format!("f{n}")).await;
    }
    house.pass_and_sweep(25 * HOUR).await;
    assert_eq!(house.snaps().await, [""; 0]);
    assert_eq!(house.on_disk(), 0);
    let count = async || {
        let rows = house.admin.tables_db(ids::DATABASE);
        rows.list_rows::<RemnantColumns>(ids::REMNANTS, &[Query::limit(1)]).await.unwrap().total
    };
    assert_eq!(count().await, u64::try_from(expire_snaps::PAGE + 5).unwrap());
    house.pass_and_sweep(24 * HOUR).await;
    assert_eq!(count().await, 0);
    house.backend.close().await;
}

#[tokio::test]
async fn what_is_left_of_a_snap_is_its_recipients_for_one_more_day_and_tells_nothing_it_showed_or_said() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let said = SnapColumns {
        caption: Some("low tide".into()),
        description: Some("a beach".into()),
        color: Some("#0a1b2c".into()),
        ..SnapColumns::new(id("ana"), id("ben"), id("f1"))
    };
    let now = Some("2026-05-26T09:03:00.000Z".parse().unwrap());
    house.copy("waiting", said.clone()).await;
    house.copy("opened", SnapColumns { viewed_at: now, ..said.clone() }).await;
    house.copy("removed", SnapColumns { viewed_at: now, removed_at: now, ..said }).await;
    assert_eq!(house.left(&house.admin).await, []);

    house.pass_and_sweep(24 * HOUR).await;
    let left = [("opened".to_owned(), true), ("waiting".to_owned(), false)];
    assert_eq!(house.left(&ben).await, left);
    assert_eq!(house.left(&ana).await, [], "its sender reads nothing");
    let rows = house.admin.tables_db(ids::DATABASE);
    let row: Row<Value> = rows.get_row(ids::REMNANTS, &id("waiting")).await.unwrap();
    let told = row.data.as_object().unwrap().keys().map(String::as_str);
    let told: Vec<_> = told.filter(|name| !name.starts_with('$')).collect();
    assert_eq!(told, ["openedAt", "recipientId", "senderId", "sentAt"]);
    assert_eq!(row.data["sentAt"], "2026-05-26T09:03:00.000+00:00");

    house.pass_and_sweep(23 * HOUR).await;
    assert_eq!(house.left(&ben).await, left);
    house.pass_and_sweep(HOUR + 7 * MINUTE).await;
    assert_eq!(house.left(&house.admin).await, []);
    house.backend.close().await;
}

#[tokio::test]
async fn a_run_that_ended_between_writing_what_is_left_and_deleting_is_made_up_for() {
    let house = House::open().await;
    let ben = house.person("ben").await;
    house.send("s1", "f1").await;
    let written = RemnantColumns {
        sender_id: id("ana"),
        recipient_id: id("ben"),
        sent_at: "2026-05-26T09:03:00.000Z".parse().unwrap(),
        opened_at: None,
    };
    let rows = house.admin.tables_db(ids::DATABASE);
    let readers = [Permission::read(Role::user(&id("ben")))];
    rows.create_row(ids::REMNANTS, &id("s1"), &written, &readers).await.unwrap();
    let sweep = house.pass_and_sweep(25 * HOUR).await;
    assert_eq!(sweep["status"], "completed", "{sweep}");
    assert_eq!((house.snaps().await.len(), house.on_disk()), (0, 0));
    assert_eq!(house.left(&ben).await, [("s1".to_owned(), false)]);
    house.backend.close().await;
}

#[tokio::test]
async fn bytes_on_disk_are_not_a_picture_to_whoever_finds_them() {
    let house = House::open().await;
    house.send("s1", "f1").await;
    let files = |folder: &Path| blobs(folder).remove(0);
    let bytes = std::fs::read(files(house.folder.path())).unwrap();
    assert!(!bytes.windows(12).any(|part| part == &JPEG[6..18]));
    house.backend.close().await;
}
