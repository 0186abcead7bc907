//! Places by name.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::town::Instance;

#[tokio::test]
async fn whoever_is_signed_in_finds_towns_and_nobody_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let found = ana.call(&town, "find_towns", &[("text", "lyon fr")]).await;
    assert_eq!((&found[0]["name"], &found[0]["country"]), (&Value::from("Lyon"), &Value::from("France")));
    assert!((found[0]["spot"]["lat"].as_f64().unwrap() - 45.75).abs() < 0.05, "{found}");

    let stranger =
        town.http.post(town.url("/api/find_towns")).form(&[("text", "lyon")]).send().await.unwrap();
    assert_ne!(stranger.status(), StatusCode::OK);
}

#[tokio::test]
async fn however_much_is_typed_few_towns_are_offered() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let many = ana.call(&town, "find_towns", &[("text", "a")]).await;
    assert_eq!(many.as_array().unwrap().len(), 6);
    let long = "lyon ".repeat(10_000);
    let cut = ana.call(&town, "find_towns", &[("text", &long)]).await;
    assert_eq!(cut[0]["name"], "Lyon", "{cut}");
}

#[tokio::test]
async fn places_are_named_many_at_a_time_and_only_for_who_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let area =
        |lat: i32, lon: i32, country: bool| json!({ "lat": lat, "lon": lon, "whole_country": country });
    let asked =
        json!({ "areas": [area(45_748, 4_847, false), area(45_748, 4_847, true), area(99_000, 0, false)] });
    let ask = || town.http.post(town.url("/api/name_areas")).json(&asked);
    let named: Value = ask().header("cookie", &ana.cookie).send().await.unwrap().json().await.unwrap();
    let names: Vec<_> = named.as_array().unwrap().iter().map(|named| named[1].clone()).collect();
    assert_eq!(names, ["near Lyon, France", "in France"], "{named}");
    assert_ne!(ask().send().await.unwrap().status(), StatusCode::OK);
}
