//! Presences: every method, by the key, which says whose each is. A session may read them; this client always names the
//! user, which a session may not.

use appwrite::{permission::Permission, query::Query, role::Role};
use official_client::{Home, between, refusal};
use serde_json::json;

#[tokio::test]
async fn appchats_heartbeat_is_read_by_friends_and_by_nobody_else() {
    let home = Home::open();
    let (alice, ben, cleo) =
        (home.person("alice").await, home.person("ben").await, home.person("cleo").await);
    let presences = home.key().presences;
    let place = json!({ "lat": -33.8688, "lng": 151.2093 });
    let beat = async || {
        presences
            .upsert(&alice.id, &alice.id, "online", between(&[&alice, &ben]), None, Some(place.clone()))
            .await
            .unwrap()
    };
    let first = beat().await;
    assert_eq!((&first.id, &first.user_id, first.source.as_str()), (&alice.id, &alice.id, "rest"));
    assert_eq!((first.status.as_deref(), first.metadata), (Some("online"), Some(place.clone())));
    let again = beat().await;
    assert_eq!((again.created_at, again.expires_at >= first.expires_at), (first.created_at, true));

    assert_eq!(ben.client.presences.list(None, None, None).await.unwrap().total, 1);
    assert_eq!(ben.client.presences.get(&alice.id).await.unwrap().user_id, alice.id);
    assert_eq!(cleo.client.presences.list(None, None, None).await.unwrap().total, 0);
    assert_eq!(refusal(cleo.client.presences.get(&alice.id).await), (404, "presence_not_found".into()));
    let guest = home.guest().presences.list(None, None, None).await;
    assert_eq!(refusal(guest), (401, "general_unauthorized_scope".into()));
}

#[tokio::test]
async fn the_public_pages_calls_upsert_get_list_update_and_delete() {
    let home = Home::open();
    let (alice, presences) = (home.person("alice").await, home.key().presences);
    let permissions = Some(vec![Permission::read(Role::users(None)).to_string()]);
    let made = presences.upsert("p1", &alice.id, "online", permissions.clone(), None, None).await.unwrap();
    assert_eq!((made.id.as_str(), made.metadata), ("p1", Some(json!({}))));
    assert_eq!(presences.get("p1").await.unwrap().permissions, ["read(\"users\")"]);
    let online = Some(vec![Query::equal("status", vec!["online"]).to_string()]);
    let page = presences.list(online, Some(true), Some(60)).await.unwrap();
    assert_eq!((page.total, page.presences[0].id.as_str()), (1, "p1"));
    let away = presences.update("p1", &alice.id, Some("away"), None, None, None, Some(true)).await.unwrap();
    assert_eq!((away.status.as_deref(), away.expires_at), (Some("away"), made.expires_at));
    presences.delete("p1").await.unwrap();
    assert_eq!(refusal(presences.get("p1").await), (404, "presence_not_found".into()));
}

#[tokio::test]
async fn what_cannot_be_said_is_refused() {
    let home = Home::open();
    let (alice, ben, presences) =
        (home.person("alice").await, home.person("ben").await, home.key().presences);
    presences.upsert("hers", &alice.id, "online", None, None, None).await.unwrap();
    let taken = presences.upsert("hers", &ben.id, "online", None, None, None).await;
    assert_eq!(refusal(taken), (409, "presence_already_exists".into()));
    let nobody = presences.upsert("p", "nobody", "online", None, None, None).await;
    assert_eq!(refusal(nobody), (404, "user_not_found".into()));
    let wordless = presences.upsert("p", &ben.id, "", None, None, None).await;
    assert_eq!(refusal(wordless), (400, "general_argument_invalid".into()));
    let over =
        presences.upsert("p", &ben.id, "online", None, Some("2020-10-15T06:38:00.000+00:00"), None).await;
    assert_eq!(refusal(over), (400, "general_argument_invalid".into()));
    let named = ben.client.presences.upsert("p", &ben.id, "online", None, None, None).await;
    assert_eq!(refusal(named), (401, "general_unauthorized_scope".into()));
}
