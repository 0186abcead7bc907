//! Allocations of each page, counted and held to a budget. A count depends on no clock and no other load.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use std::{alloc::System, collections::BTreeMap, net::SocketAddr};

use app::ids;
use appwrite::{
    Id, Permission, Role, Timestamp,
    client::{NewRow, PresenceUpsert},
};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
};
use backend::Durability;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{
    config::{Config, Embedded, Home, Public, Site},
    engine::Engine,
    wiring,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tower::ServiceExt;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Friends of the person whose pages are counted, all of them here.
const FRIENDS: usize = 50;
/// Snaps that wait for her.
const SNAPS: usize = 50;
/// Pages are counted so often, and the smallest count holds: now and then a thread of the runtime starts.
const ROUNDS: usize = 5;

/// The most allocations of each page, by its address.
const BUDGETS: &str = include_str!("budgets.json");

/// Everything one instance answers, and a person who is signed in.
struct House {
    app: Router,
    cookie: String,
    _folder: tempfile::TempDir,
    engine: Engine,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::Embedded(Embedded {
            data: folder.path().into(),
            limits: false,
            durability: Durability::default(),
        });
        let public = Public { origin: None, proxies: 0, security_contact: None, metrics: false };
        let site = Site {
            address: SocketAddr::from(([127, 0, 0, 1], 3000)),
            root: concat!(env!("CARGO_MANIFEST_DIR"), "/../public").into(),
            reload_port: 3001,
            watched: false,
        };
        let config = Config { site, public, home, demo: None };
        let engine = Engine::open(&config.home, &config.public).await.unwrap();
        let app = wiring::router(&config, &engine).unwrap();
        let form = "name=Ana&email=ana%40example.com&password=correct+horse";
        let request = Request::post("/api/register")
            .header(header::HOST, "localhost:3000")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = app.clone().oneshot(from_here(request.body(Body::from(form)).unwrap())).await.unwrap();
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let cookie = cookies
            .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
            .find(|cookie| cookie.starts_with(ids::SESSION_COOKIE))
            .unwrap()
            .to_owned();
        let house = Self { app, cookie, _folder: folder, engine };
        house.fill().await;
        house
    }

    /// Friends with names, profiles and presences, and a snap from each.
    async fn fill(&self) {
        let admin = &self.engine.client;
        let me = admin.users().list(&[]).await.unwrap().users.remove(0).id;
        let read = |id: &Id| Permission::read(Role::user(id));
        let (mut pairs, mut profiles, mut snaps) = (vec![], vec![], vec![]);
        for number in 0..FRIENDS {
            let friend: Id = format!("friend-{number:02}").parse().unwrap();
            admin.users().create(&friend, None, None, &format!("Friend {number}")).await.unwrap();
            let (a, b) = if friend < me { (&friend, &me) } else { (&me, &friend) };
            let row = |id: String, data: Value, permissions: Vec<Permission>| NewRow {
                id: id.parse().unwrap(),
                permissions,
                data,
            };
            let both = vec![read(a), read(b)];
            pairs.push(row(format!("pair-{number}"), json!({ "userA": a, "userB": b }), both.clone()));
            let profile = json!({ "handle": format!("friend_{number}"), "lat": 45.7, "lon": 4.8 });
            profiles.push(row(friend.to_string(), profile, vec![read(&friend)]));
            if number < SNAPS {
                let snap =
                    json!({ "senderId": friend, "recipientId": me, "fileId": format!("photo-{number}") });
                snaps.push(row(format!("snap-{number}"), snap, both));
            }
            // Each of them has as many friends of their own.
            let others = (0..FRIENDS).filter(|other| *other != number);
            let others = others.map(|other| read(&format!("other-{other}").parse().unwrap()));
            let metadata = json!({
                "lat": 45.75, "lng": 4.85, "precision": "city", "timeZone": "Europe/Paris",
                "displayName": format!("Friend {number}"), "avatarUrl": "",
            });
            let said = PresenceUpsert {
                user_id: Some(friend.clone()),
                status: "online".into(),
                permissions: Permission::owner(&friend)
                    .into_iter()
                    .chain([read(&me)])
                    .chain(others)
                    .collect(),
                expires_at: in_an_hour(),
                metadata: metadata.as_object().unwrap().clone(),
            };
            admin.presences().upsert(&friend, &said).await.unwrap();
        }
        let tables = admin.tables_db(ids::DATABASE);
        for (table, rows) in [(ids::FRIENDSHIPS, pairs), (ids::PROFILES, profiles), (ids::SNAPS, snaps)] {
            tables.create_rows(table, &rows).await.unwrap();
        }
    }

    /// The page as it is sent.
    async fn page(&self, path: &str) -> String {
        let request = Request::get(path).header(header::HOST, "localhost:3000");
        let request = request.header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
        let answer = self.app.clone().oneshot(from_here(request)).await.unwrap();
        let page = answer.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(page.to_vec()).unwrap()
    }
}

fn from_here(mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000))));
    request
}

#[tokio::test]
async fn no_page_allocates_more_than_its_budget() {
    let house = House::open().await;
    let budgets: BTreeMap<String, usize> = serde_json::from_str(BUDGETS).unwrap();
    let mut over = vec![];
    for (path, budget) in &budgets {
        let page = house.page(path).await;
        assert!(path == "/" || page.contains("Friend 49"), "{path} shows its people");
        let mut least = usize::MAX;
        for _ in 0..ROUNDS {
            let before = COUNTED.stats().allocations;
            let _page = house.page(path).await;
            least = least.min(COUNTED.stats().allocations - before);
        }
        eprintln!("{path}: {least} allocations, {} bytes of HTML", page.len());
        if least > *budget {
            over.push(format!("{path}: {least} allocations, {} bytes of HTML; at most {budget}", page.len()));
        }
    }
    assert_eq!(over, Vec::<String>::new());
}

fn in_an_hour() -> Timestamp {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis();
    Timestamp::from_millis(i64::try_from(now).unwrap()).plus_seconds(3600)
}
