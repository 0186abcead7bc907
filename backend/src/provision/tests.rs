use crate::{Backend, Config, Deployment};

const DEPLOYMENT: &str = r#"{ "projectId": "p",
    "tablesDB": [{ "$id": "hall", "name": "Town hall", "enabled": true }],
    "tables": [{ "$id": "notes", "$permissions": [], "databaseId": "hall", "name": "Notes", "enabled": true,
      "rowSecurity": true, "columns": [], "indexes": [] }],
    "buckets": [{ "$id": "pictures", "$permissions": ["create(\"users\")"], "fileSecurity": true, "name": "Pictures",
      "enabled": true, "maximumFileSize": 1000, "allowedFileExtensions": ["jpg"], "compression": "none",
      "encryption": true, "antivirus": true }],
    "functions": [{ "$id": "tidy", "name": "Tidy", "timeout": 15 }] }"#;

/// Why an instance does not start again after this change to its database, and what this query then finds.
async fn started_after(change: &str, query: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let config = || Config::new(folder.path(), Deployment::parse(DEPLOYMENT).unwrap());
    Backend::open(config()).await.unwrap().close().await;
    let database = rusqlite::Connection::open(folder.path().join("appchat.db")).unwrap();
    database.execute_batch(change).unwrap();
    let refusal = Backend::open(config()).await.err().expect("it was opened").to_string();
    let found: Vec<u8> = database.query_row(query, [], |row| row.get(0)).unwrap();
    (refusal, String::from_utf8_lossy(&found).into_owned())
}

#[tokio::test]
async fn what_cannot_be_read_is_not_taken_for_missing_and_stays_as_it_is() {
    for (what, change, query) in [
        (
            "database",
            "UPDATE databases SET name = CAST(x'ff' AS TEXT)",
            "SELECT CAST(count(*) || ' ' || hex(name) AS BLOB) FROM databases",
        ),
        (
            "permissions",
            "UPDATE buckets SET permissions = 'broken'",
            "SELECT CAST(count(*) || ' ' || permissions AS BLOB) FROM buckets",
        ),
        (
            "extensions",
            "UPDATE buckets SET extensions = 'broken'",
            "SELECT CAST(count(*) || ' ' || extensions AS BLOB) FROM buckets",
        ),
        (
            "compression",
            "UPDATE buckets SET compression = 'broken'",
            "SELECT CAST(count(*) || ' ' || compression AS BLOB) FROM buckets",
        ),
        (
            "function",
            "UPDATE functions SET spec = 'broken'",
            "SELECT CAST(count(*) || ' ' || spec AS BLOB) FROM functions",
        ),
        (
            "table",
            "UPDATE tables SET permissions = 'broken'",
            "SELECT CAST(count(*) || ' ' || permissions AS BLOB) FROM tables",
        ),
    ] {
        let (refusal, found) = started_after(change, query).await;
        assert!(!refusal.contains("already exists"), "{what}: {refusal}");
        let kept = if what == "database" { "1 FF" } else { "1 broken" };
        assert_eq!(found, kept, "{what}");
    }
}
