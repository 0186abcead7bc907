//! Writes into each page that is hydrated what it is made of, so that its program finds out whether it is still that.

use app::structure::{ATTRIBUTE, ROOT, of_html};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// What follows the element that is hydrated, on pages that are.
const AFTER: &str = "</div><div id=\"broken\"";

/// For pages. They are complete when they leave the renderer, so holding one here delays nothing.
pub(crate) async fn stamp(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if !is_page(response.headers()) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let page = to_bytes(body, usize::MAX).await.ok().and_then(|page| String::from_utf8(page.into()).ok());
    let Some(page) = page else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(stamped(page)))
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// The page with its number. One that is not hydrated stays as it is.
fn stamped(mut page: String) -> String {
    let root = format!("<div id=\"{ROOT}\"");
    let number = page.split_once(&root).and_then(|(before, rest)| {
        let inside = rest.strip_prefix('>')?;
        let (inside, _) = inside.split_once(AFTER)?;
        Some((before.len() + root.len(), of_html(inside)))
    });
    if let Some((at, number)) = number {
        page.insert_str(at, &format!(" {ATTRIBUTE}=\"{number}\""));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_hydrated_says_what_is_in_it() {
        let page = r#"<body><div id="app"><main>Hi<!></main></div><div id="broken" hidden></div></body>"#;
        let number = of_html("<main>Hi<!></main>");
        assert_eq!(
            stamped(page.into()),
            page.replace("\"app\"", &format!("\"app\" data-structure=\"{number}\""))
        );
    }

    #[test]
    fn other_pages_stay_as_they_are() {
        for page in ["<p>Hi</p>", "<div id=\"app\"><p>Hi</p></div></body>", ""] {
            assert_eq!(stamped(page.into()), page);
        }
    }
}
