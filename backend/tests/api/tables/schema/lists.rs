//! What every list of definitions has in common.

use crate::town::Town;

#[tokio::test]
async fn a_list_counts_unless_it_is_asked_not_to() {
    let town = Town::new().await;
    let key = town.key();
    for (path, name, total) in [
        ("/tablesdb", "databases", 1),
        ("/databases", "databases", 1),
        ("/tablesdb/hall/tables", "tables", 3),
        ("/databases/hall/collections", "collections", 3),
        ("/tablesdb/hall/tables/notes/columns", "columns", 3),
        ("/databases/hall/collections/notes/attributes", "attributes", 3),
        ("/tablesdb/hall/tables/notes/indexes", "indexes", 1),
        ("/databases/hall/collections/notes/indexes", "indexes", 1),
    ] {
        let counted = key.get(path).await.ok(200);
        assert_eq!(counted["total"], total, "{path}");
        let uncounted = key.get(&format!("{path}?total=false")).await.ok(200);
        assert_eq!((&uncounted["total"], &uncounted[name]), (&0.into(), &counted[name]), "{path}");
        let bad = key.get(&format!("{path}?queries[0]=nonsense")).await;
        bad.refused(400, "general_argument_invalid");
        let long = key.get(&format!("{path}?search={}", "x".repeat(257))).await;
        long.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn tables_are_searched_by_id_and_name() {
    let town = Town::new().await;
    let key = town.key();
    for (family, name) in
        [("/tablesdb/hall/tables", "tables"), ("/databases/hall/collections", "collections")]
    {
        let found = key.get(&format!("{family}?search=NOT")).await.ok(200);
        assert_eq!((&found["total"], &found[name][0]["$id"]), (&1.into(), &"notes".into()));
        assert_eq!(key.get(&format!("{family}?search=none")).await.ok(200)["total"], 0);
    }
}
