//! What a page of ours may load and do. Scripts run only with the page's own nonce or from our own files, wasm may
//! be compiled, and nothing comes from or goes to another origin.

use axum::http::{HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;

/// Sets the policy of the page being rendered, with the nonce its scripts carry. `reload_port` is where a watched
/// development build hears of changes.
pub(crate) fn set(reload_port: Option<u32>) {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return; // the list of routes is being made, no page
    };
    if let Ok(policy) = HeaderValue::try_from(policy(&nonce, reload_port)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn policy(nonce: &str, reload_port: Option<u32>) -> String {
    let reload =
        reload_port.map(|port| format!(" ws://localhost:{port} ws://127.0.0.1:{port}")).unwrap_or_default();
    format!(
        "default-src 'none'; \
         script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; \
         img-src 'self' blob: data:; \
         media-src 'self' blob:; \
         font-src 'self'; \
         connect-src 'self'{reload}; \
         worker-src 'self'; \
         manifest-src 'self'; \
         form-action 'self'; \
         base-uri 'none'; \
         object-src 'none'; \
         frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_talks_to_its_own_origin_alone() {
        let shipped = policy("abc", None);
        assert!(shipped.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
        assert!(shipped.contains("connect-src 'self';"));
        assert!(!shipped.contains("ws:") && !shipped.contains("'unsafe-eval'"));
    }

    #[test]
    fn a_watched_build_may_hear_of_changes() {
        assert!(policy("abc", Some(3001)).contains("connect-src 'self' ws://localhost:3001"));
    }
}
