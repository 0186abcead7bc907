//! The functions this binary carries: the same crates that Appwrite's Rust runtime builds when the backend is remote.
//! Here each is given the API in this process, with the credentials of its own request and no others.

use std::sync::Arc;

use appwrite::{Client, Id, client::Credential, transport::InProcess};
use backend::functions::{Environment, Function, Response};
use serde_json::Value;

mod expire_snaps;
mod serve_snap;

/// Every function by the id it has in `appwrite.config.json`.
pub fn handlers() -> Vec<(Id, Arc<dyn Function>)> {
    let all: [(&str, Arc<dyn Function>); 2] = [
        ("serve-snap", Arc::new(serve_snap::ServeSnap)),
        ("expire-snaps", Arc::new(expire_snaps::ExpireSnaps)),
    ];
    // What is not an id could not be asked for either.
    all.into_iter().filter_map(|(id, function)| Some((id.parse().ok()?, function))).collect()
}

/// The API a function runs beside, as whoever this credential is of.
fn client(environment: &Environment, credential: Credential) -> Client {
    let transport = InProcess(environment.api.clone());
    Client::new(Arc::new(transport), environment.project.as_str()).with(credential)
}

fn json(status: u16, body: &Value) -> Response {
    let headers = vec![("content-type".to_owned(), "application/json; charset=utf-8".to_owned())];
    Response { status, headers, body: body.to_string().into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_home_of_a_snap_agrees_on_how_long_it_lives_and_where() {
        let app = (app::snaps::model::LIFETIME_SECONDS, app::ids::DATABASE, app::ids::SNAPS);
        assert_eq!(app, (::serve_snap::LIFETIME_SECONDS, ::serve_snap::DATABASE, ::serve_snap::TABLE));
        assert_eq!(app, (::expire_snaps::LIFETIME_SECONDS, ::expire_snaps::DATABASE, ::expire_snaps::TABLE));
        assert_eq!(::serve_snap::BUCKET, ::expire_snaps::BUCKET);
        let left = (app::snaps::model::REMNANT_SECONDS, app::ids::REMNANTS);
        assert_eq!(left, (::expire_snaps::REMNANT_SECONDS, ::expire_snaps::REMNANTS));
    }

    #[test]
    fn every_function_of_the_deployment_is_carried() {
        let deployment = include_str!("../../appwrite.config.json");
        let deployment = backend::Deployment::parse(deployment).unwrap();
        let mut deployed: Vec<_> = deployment.functions.into_iter().map(|function| function.id).collect();
        let mut carried: Vec<_> = handlers().into_iter().map(|(id, _)| id).collect();
        deployed.sort();
        carried.sort();
        assert_eq!(carried, deployed);
    }
}
