//! Photographs on their way, unopened. They live for a day as any snap does; seeding again after that sends new
//! ones.

use app::{
    ids::{DATABASE, SNAP_FILES, SNAPS},
    snaps::model::Colour,
};
use appwrite::{
    Client, Permission, Role,
    client::{NewFile, Result},
};
use landscape::Scene;
use serde_json::{Value, json};

use super::{SeedError, is_there, people::id, unless_there};

/// From whom, to whom, and what is seen.
const SENT: [(&str, &str, Scene); 5] = [
    ("bob", "alice", Scene::Dawn),
    ("emi", "alice", Scene::Dusk),
    ("chidi", "alice", Scene::Noon),
    ("alice", "bob", Scene::Night),
    ("dina", "bob", Scene::Dusk),
];

pub(super) async fn create(admin: &Client) -> std::result::Result<(), SeedError> {
    let rows = admin.tables_db(DATABASE);
    for (at, (sender, recipient, scene)) in SENT.into_iter().enumerate() {
        let snap = id(&format!("seed-{sender}-{recipient}"));
        if is_there(rows.get_row::<Value>(SNAPS, &snap).await)? {
            continue;
        }
        let seed = u32::try_from(at).unwrap_or_default();
        let photograph = tokio::task::spawn_blocking(move || draw(scene, seed));
        let (photograph, colour) = photograph.await.map_err(std::io::Error::from)??;
        send(admin, &snap, sender, recipient, photograph, colour).await?;
    }
    Ok(())
}

/// A photograph, and what it looks like on the whole.
fn draw(scene: Scene, seed: u32) -> image::ImageResult<(Vec<u8>, Option<Colour>)> {
    let photograph = landscape::photograph(scene, seed)?;
    let picture = image::load_from_memory(&photograph)?.into_rgb8();
    Ok((photograph, Colour::mean(picture.as_raw())))
}

async fn send(
    admin: &Client,
    snap: &appwrite::Id,
    sender: &str,
    recipient: &str,
    photograph: Vec<u8>,
    colour: Option<Colour>,
) -> Result<()> {
    let (from, to) = (Role::user(&id(sender)), Role::user(&id(recipient)));
    let file = NewFile {
        id: snap,
        name: "snap.jpg",
        content: photograph.into(),
        permissions: &[Permission::read(from.clone())],
    };
    unless_there(admin.storage(SNAP_FILES).create_file(file).await)?;
    let row = json!({ "senderId": sender, "recipientId": recipient, "fileId": snap, "color": colour });
    let permissions = [Permission::read(from.clone()), Permission::read(to), Permission::delete(from)];
    unless_there(admin.tables_db(DATABASE).create_row(SNAPS, snap, &row, &permissions).await)
}
