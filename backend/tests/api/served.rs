//! The backend's router alone, with nothing in front.

use std::net::SocketAddr;

use backend::{Backend, Config};
use tokio::net::TcpListener;

/// What who came by https is told.
pub(crate) const ONLY_HTTPS: &str = "max-age=10886400";

/// What stands in front: nothing.
pub(crate) struct Front;

pub(crate) fn front(_: &mut Config) -> Front {
    Front
}

pub(crate) async fn serve(listener: TcpListener, backend: Backend, _: Front) {
    let service = backend.router().into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await.unwrap();
}
