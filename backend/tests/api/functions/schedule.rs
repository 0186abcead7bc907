//! Functions that run by the clock.

use std::{sync::Arc, time::Duration};

use backend::functions::{Function, Request, Response, Running};
use serde_json::json;
use tokio::sync::{Mutex, Notify, mpsc};

use super::town_with;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Says that it was asked, and answers when it is let go.
struct Hourly {
    asked: mpsc::UnboundedSender<Request>,
    go: Notify,
}

impl Function for Hourly {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async {
            let _ = self.asked.send(request);
            self.go.notified().await;
            Response { status: 200, ..Response::default() }
        })
    }
}

#[tokio::test]
async fn a_schedule_holds_from_when_a_key_says_it_until_it_says_otherwise() {
    let (asked, mut heard) = mpsc::unbounded_channel();
    let hourly = Arc::new(Hourly { asked, go: Notify::new() });
    let town = town_with("clock", hourly.clone()).await;
    town.key().delete("/functions/hourly").await.ok(204); // nothing else looks at the clock meanwhile
    town.pass(HOUR + HOUR / 2);
    let clock =
        json!({ "functionId": "clock", "name": "Clock", "runtime": "rust-1.83", "schedule": "0 * * * *" });
    town.key().post("/functions", clock).await.ok(201);
    town.pass(HOUR / 2);
    assert_eq!(
        heard.recv().await.unwrap().environment.now,
        town.now(),
        "not for the hour before it was said"
    );
    hourly.go.notify_one();
    let runs = async || town.key().get("/functions/clock/executions").await.ok(200);
    while runs().await["executions"][0]["status"] != "completed" {
        tokio::task::yield_now().await;
    }

    town.key().put("/functions/clock", json!({ "name": "Clock", "schedule": "30 * * * *" })).await.ok(200);
    town.pass(HOUR / 2);
    assert_eq!(heard.recv().await.unwrap().environment.now, town.now());
    hourly.go.notify_one();
}

#[tokio::test]
async fn a_scheduled_function_runs_at_its_hour_one_run_at_a_time() {
    let (asked, heard) = mpsc::unbounded_channel();
    let heard = Mutex::new(heard);
    let hourly = Arc::new(Hourly { asked, go: Notify::new() });
    let town = town_with("hourly", hourly.clone()).await;
    let runs = async || town.key().get("/functions/hourly/executions").await.ok(200);
    assert_eq!(runs().await["total"], 0);

    town.pass(HOUR);
    let request = heard.lock().await.recv().await.unwrap();
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/"));
    assert_eq!(request.header("x-appwrite-trigger"), Some("schedule"));
    assert_eq!(request.header("x-appwrite-user-id"), None);
    assert_eq!(request.environment.now, town.now());
    assert!(request.header("x-appwrite-key").is_some());

    // Three more hours pass while it runs: it is not begun again, and they are not made up for.
    town.pass(3 * HOUR);
    let list = runs().await;
    assert_eq!((&list["total"], &list["executions"][0]["status"]), (&1.into(), &"waiting".into()));
    hourly.go.notify_one();
    while runs().await["executions"][0]["status"] != "completed" {
        tokio::task::yield_now().await;
    }
    assert!(heard.lock().await.try_recv().is_err());
    town.pass(HOUR);
    heard.lock().await.recv().await.unwrap();
    assert_eq!(runs().await["total"], 2);
    town.guest()
        .post("/functions/hourly/executions", serde_json::json!({}))
        .await
        .refused(401, "user_unauthorized");
    hourly.go.notify_one();
}
