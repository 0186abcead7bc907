//! `/metrics`: what the sockets of the embedded backend have carried, in Prometheus's text format, for who asked for it
//! by `APPCHAT_METRICS`. Numbers alone: nothing in them tells of anybody.

use axum::{Router, http::header, routing::get};
use backend::{Backend, Counts};

/// The version of the format, as those who read it want it named.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(crate) fn routes(backend: Backend) -> Router {
    Router::new().route(
        "/metrics",
        get(move || {
            let text = text(backend.counts());
            async { ([(header::CONTENT_TYPE, FORMAT)], text) }
        }),
    )
}

fn text(counts: Counts) -> String {
    let Counts { sockets, presences, frames, bytes } = counts;
    [
        ("appchat_sockets", "gauge", "Realtime sockets that are open.", sockets),
        ("appchat_presences_total", "counter", "Presences said, heartbeats included.", presences),
        ("appchat_frames_total", "counter", "Frames given to sockets.", frames),
        ("appchat_frame_bytes_total", "counter", "Bytes of those frames.", bytes),
    ]
    .map(|(name, kind, help, value)| format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n"))
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_comes_with_its_kind_and_what_it_means() {
        let told = text(Counts { sockets: 2, presences: 360, frames: 720, bytes: 509_040 });
        assert!(told.starts_with("# HELP appchat_sockets Realtime sockets that are open.\n# TYPE appchat_sockets gauge\nappchat_sockets 2\n"));
        assert!(told.ends_with("\nappchat_frame_bytes_total 509040\n"));
    }
}
