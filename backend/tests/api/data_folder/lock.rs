//! One process uses a data folder at a time.

use backend::{Backend, Config, Deployment, OpenError};

use crate::town::Town;

#[tokio::test]
async fn a_second_backend_on_a_folder_is_refused_and_the_first_goes_on() {
    let town = Town::new().await;
    let refusal = Town::refusal(town.folder()).await;
    assert!(matches!(refusal, OpenError::InUse(_)), "{refusal}");
    assert!(refusal.to_string().contains("another process uses the data folder"), "{refusal}");
    assert_eq!(town.guest().get("/ping").await.status, 200);
}

#[tokio::test]
async fn a_closed_backend_releases_its_folder_although_clones_of_it_live_on() {
    let folder = tempfile::tempdir().unwrap();
    let config = || Config::new(folder.path(), Deployment::parse(r#"{ "projectId": "p" }"#).unwrap());
    let first = Backend::open(config()).await.unwrap();
    let router = first.router();
    first.close().await;
    let second = Backend::open(config()).await.unwrap();
    second.close().await;
    drop(router);
}

#[tokio::test]
async fn a_backend_that_could_not_start_releases_its_folder() {
    let folder = Town::new().await.closed().await;
    let town = Town::at(folder).await;
    let folder = town.closed().await;
    let other = r#"{ "projectId": "town", "tablesDB": [{ "$id": "hall", "name": "Hall", "enabled": true }],
        "tables": [{ "$id": "notes", "$permissions": [], "databaseId": "hall", "name": "Notes", "enabled": true,
          "rowSecurity": true, "indexes": [],
          "columns": [{ "key": "title", "type": "integer", "required": true, "array": false, "default": null }] }] }"#;
    let config = Config::new(folder.path(), Deployment::parse(other).unwrap());
    let refusal = Backend::open(config).await.err().expect("it was opened");
    assert!(matches!(refusal, OpenError::Deployment(_)), "{refusal}");
    Town::at(folder).await;
}
