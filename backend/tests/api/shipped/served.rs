//! The backend as the shipped binary serves it.

use backend::{Backend, Config};
use server::{
    config::{self, Embedded, Home, Public, Site},
    engine::Engine,
    wiring,
};
use tokio::net::TcpListener;

use crate::town::PROJECT;

/// What who came by https is told: the same as on pages.
pub(crate) const ONLY_HTTPS: &str = "max-age=31536000";

/// The configuration of what stands in front.
pub(crate) struct Front(config::Config);

/// Where the backend trusts forwarded addresses, a proxy stands in front of both. The server leaves one address that
/// is true, so behind it the backend trusts it always.
pub(crate) fn front(backend: &mut Config) -> Front {
    let proxies = usize::from(backend.trust_forwarded_for);
    backend.trust_forwarded_for = true;
    Front(config::Config {
        site: Site {
            address: ([127, 0, 0, 1], 0).into(),
            root: concat!(env!("CARGO_MANIFEST_DIR"), "/../public").into(),
            reload_port: 3001,
            watched: false,
        },
        public: Public { origin: None, proxies, security_contact: None, metrics: false },
        home: Home::Embedded(Embedded {
            data: backend.data_dir.clone(),
            limits: backend.limits,
            durability: backend.durability,
        }),
        demo: None,
    })
}

pub(crate) async fn serve(listener: TcpListener, backend: Backend, Front(config): Front) {
    let engine = Engine::with(backend, PROJECT.into());
    wiring::serve_on(listener, &config, engine, std::future::pending()).await.unwrap();
}
