//! The backend without a socket: its router, called in place as AppChat's own server calls it.

use std::{io::Write, ops::Range, sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, header},
};
use backend::{Backend, Config, Deployment};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::{
    Outcome,
    ours::{DEPLOYMENT, PROJECT},
    work::{Asked, PEOPLE, Work, person},
};

/// Requests at once.
const AT_ONCE: usize = 64;

/// Does as it is told on its standard input: `<work> <from> <to>`.
#[tokio::main]
pub(crate) async fn serve(folder: &str) -> Outcome<()> {
    let mut config = Config::new(folder, Deployment::parse(DEPLOYMENT)?);
    config.limits = false;
    let backend = Backend::open(config).await?;
    let caller = Arc::new(Caller { router: backend.router(), key: backend.api_key().to_owned() });
    for at in 0..PEOPLE {
        let body = Some(serde_json::json!({ "userId": person(at) }));
        caller.ask(Asked { method: "POST", path: "/v1/users".into(), body }).await?;
    }
    for line in std::io::stdin().lines() {
        let (work, range) = told(&line?)?;
        let began = Instant::now();
        let mut asking = JoinSet::new();
        for lane in 0..AT_ONCE {
            let (caller, range) = (Arc::clone(&caller), range.clone());
            asking.spawn(async move {
                for n in range.skip(lane).step_by(AT_ONCE) {
                    caller.ask(work.ask(n)).await?;
                }
                Outcome::Ok(())
            });
        }
        while let Some(asked) = asking.join_next().await {
            asked??;
        }
        writeln!(std::io::stdout(), "{}", began.elapsed().as_micros())?;
    }
    Ok(())
}

/// What a line tells.
pub(crate) fn told(line: &str) -> Outcome<(Work, Range<usize>)> {
    let mut words = line.split(' ');
    let work = words.next().and_then(Work::named).ok_or("an unknown word")?;
    let mut number = || words.next().and_then(|word| word.parse().ok()).ok_or("not a number");
    Ok((work, number()?..number()?))
}

struct Caller {
    router: Router,
    key: String,
}

impl Caller {
    async fn ask(&self, asked: Asked) -> Outcome<Bytes> {
        let request = Request::builder()
            .method(asked.method)
            .uri(&asked.path)
            .header("x-appwrite-project", PROJECT)
            .header("x-appwrite-key", &self.key)
            .header(header::CONTENT_TYPE, "application/json")
            .body(asked.body.map_or(Body::empty(), |body| Body::from(body.to_string())))?;
        let answer = self.router.clone().oneshot(request).await?;
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await?;
        if status.is_success() { Ok(body) } else { Err(format!("{status} for {}", asked.path).into()) }
    }
}
