//! Ana with fifty friends, all of them here, and a snap from each: what the budgets of a page are counted on.

use app::{
    hue::Hue,
    ids::{DATABASE, FRIENDSHIPS, SNAPS},
    presence::Spot,
    privacy::{Precision, reduce},
    ui::avatar_url,
};
use appwrite::{
    Client, Id, Permission, Role, Timestamp,
    client::{Credential, PresenceUpsert},
    transport::Http,
};
use serde_json::{Map, Value, json};

use crate::town::{Instance, Person};

/// How many friends Ana has, and how many snaps wait for her.
pub(crate) const FRIENDS: usize = 50;

const FIRST: [&str; 10] =
    ["Maya", "Noor", "Elise", "Tomasz", "Yuki", "Amara", "Diego", "Freya", "Omar", "Ines"];
const LAST: [&str; 5] = ["Okafor", "Lindqvist", "Moreau", "Tanaka", "Silva"];
/// Degrees north and east.
const PLACES: [(f64, f64); 10] = [
    (45.764, 4.836),
    (47.071, 15.439),
    (6.524, 3.379),
    (30.044, 31.236),
    (35.012, 135.768),
    (-33.047, -71.613),
    (49.283, -123.121),
    (-41.287, 174.776),
    (69.649, 18.956),
    (52.52, 13.405),
];
/// How long these presences last, in seconds.
const LASTING: i64 = 3_600;

/// An instance in this folder, and Ana there.
pub(crate) async fn open(folder: &std::path::Path) -> (Instance, Person) {
    let at = Instance::embedded(folder).await;
    let ana = at.register("ana").await;
    let me: Id = ana.id(&at).await.parse().unwrap();
    let key = backend::api_key_in(folder).unwrap();
    let transport = Http::new(&at.url("/v1")).unwrap();
    let admin =
        Client::new(std::sync::Arc::new(transport), "appchat").with(Credential::Key(key.as_str().into()));
    for number in 0..FRIENDS {
        befriend(&admin, &me, number).await;
    }
    let spot = [("lat", "45.757813"), ("lon", "4.832011")];
    let beat = [
        ("saying[status]", "online"),
        ("saying[composing]", "false"),
        ("saying[place][lat]", spot[0].1),
        ("saying[place][lon]", spot[1].1),
    ];
    ana.call(&at, "upsert_presence", &beat).await;
    (at, ana)
}

/// Makes one more friend of `me`, who is here, has a pin and has sent a snap.
async fn befriend(admin: &Client, me: &Id, number: usize) {
    // As long as ids are that nobody chose.
    let friend: Id = format!("674af8f3e12a5f9a{number:04x}").parse().unwrap();
    let name = format!("{} {}", FIRST[number % FIRST.len()], LAST[number / FIRST.len()]);
    admin.users().create(&friend, None, None, &name).await.unwrap();

    let (first, second) = if friend < *me { (&friend, me) } else { (me, &friend) };
    let readers = [first, second].map(|person| Permission::read(Role::user(person)));
    let row = json!({ "userA": first, "userB": second });
    let rows = admin.tables_db(DATABASE);
    rows.create_row::<Value>(FRIENDSHIPS, &friend, &row, &readers).await.unwrap();

    let (lat, lon) = PLACES[number % PLACES.len()];
    let spot = Spot::new(lat, lon).and_then(|spot| reduce(spot, Precision::City)).unwrap();
    let metadata = json!({
        "lat": spot.lat(), "lng": spot.lon(), "precision": Precision::City,
        "displayName": name, "avatarUrl": avatar_url(&name, Hue::of(&friend)),
    });
    let mut permissions = Permission::owner(&friend);
    permissions.push(Permission::read(Role::user(me)));
    let said = PresenceUpsert {
        user_id: Some(friend.clone()),
        status: "online".into(),
        permissions,
        expires_at: now().plus_seconds(LASTING),
        metadata: metadata.as_object().cloned().unwrap_or_else(Map::new),
    };
    admin.presences().upsert(&friend, &said).await.unwrap();

    let (from, to) = (Role::user(&friend), Role::user(me));
    let row = json!({ "senderId": friend, "recipientId": me, "fileId": friend, "color": "#aabbcc" });
    let permissions = [Permission::read(from.clone()), Permission::read(to), Permission::delete(from)];
    rows.create_row::<Value>(SNAPS, &friend, &row, &permissions).await.unwrap();
}

fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
}
