//! What became of a form that was sent without a script. Its page is told in the address, from which the renderer makes words: so
//! that no link can put words of its own there, an outcome in an address counts only together with a cookie that the answer to the
//! form set. Any other is taken out of the address, where the page's own script would find it as well.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The parts of an address that say what became of a form: Leptos' own two, and the app's.
const PARTS: [&str; 4] = ["__path", "__err", "problem", "done"];
/// The cookie that holds them once more.
const COOKIE: &str = "outcome";
/// How long a form's page may take to come, in seconds.
const SECONDS: u32 = 60;
/// The longest outcome that is kept, in bytes: browsers drop cookies over 4096. Ours are a sentence.
const LONGEST: usize = 3_000;

/// For pages and server functions. `secure`: people reach us over https.
pub(crate) async fn of_own_forms(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let asks_for_page = matches!(*request.method(), Method::GET | Method::HEAD);
    let claimed = outcome_in(request.uri().query().unwrap_or_default()).filter(|_| asks_for_page);
    if let Some(claimed) = &claimed
        && kept(request.headers()).as_deref() != Some(claimed)
    {
        return see(&without_outcome(request.uri()));
    }
    let mut response = next.run(request).await;
    let told =
        response.headers().get(header::LOCATION).and_then(|to| outcome_in(query_of(to.to_str().ok()?)));
    let cookie = match (told, claimed) {
        (Some(told), _) if told.len() <= LONGEST => cookie(&told, SECONDS, secure),
        // Once is enough: a reload has nothing to tell.
        (_, Some(_)) => cookie("", 0, secure),
        _ => return response,
    };
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The parts of a query that tell an outcome, in their order. `None`: it tells none.
fn outcome_in(query: &str) -> Option<String> {
    let parts: Vec<&str> = query.split('&').filter(|part| tells(part)).collect();
    (!parts.is_empty()).then(|| parts.join("&"))
}

fn tells(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default().replace('+', " ");
    percent_decode_str(&name).decode_utf8().is_ok_and(|name| PARTS.contains(&&*name))
}

fn query_of(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or_default();
    address.split_once('?').map_or("", |(_, query)| query)
}

/// The same page without an outcome.
fn without_outcome(address: &Uri) -> String {
    let parts: Vec<&str> =
        address.query().unwrap_or_default().split('&').filter(|part| !tells(part)).collect();
    // Two slashes would lead to another site.
    let path = format!("/{}", address.path().trim_start_matches('/'));
    if parts.iter().all(|part| part.is_empty()) { path } else { format!("{path}?{}", parts.join("&")) }
}

fn see(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

fn kept(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find_map(|(name, value)| (name == COOKIE).then_some(value))?;
    percent_decode_str(value).decode_utf8().ok().map(Into::into)
}

fn cookie(outcome: &str, seconds: u32, secure: bool) -> String {
    let value = utf8_percent_encode(outcome, NON_ALPHANUMERIC);
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt;

    use super::*;

    /// A page, and a form that is answered with the address in `x-to`.
    fn app() -> Router {
        let form = |headers: HeaderMap| async move {
            let to = headers.get("x-to").cloned().unwrap();
            (StatusCode::FOUND, [(header::LOCATION, to)])
        };
        Router::new()
            .route("/api/form", get(|| async { "" }).post(form))
            .fallback(|uri: Uri| async move { uri.to_string() })
            .layer(middleware::from_fn_with_state(true, of_own_forms))
    }

    async fn visit(address: &str, cookie: &str) -> (StatusCode, HeaderMap) {
        let request = Request::get(address).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let answer = app().oneshot(request).await.unwrap();
        (answer.status(), answer.headers().clone())
    }

    /// The cookie that a form answered like this sets.
    async fn sent(to: &str) -> Option<String> {
        let request = Request::post("/api/form").header("x-to", to).body(Body::empty()).unwrap();
        let answer = app().oneshot(request).await.unwrap();
        let cookie = answer.headers().get(header::SET_COOKIE)?.to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly; SameSite=Lax") && cookie.ends_with("; Secure"), "{cookie}");
        Some(cookie.split(';').next().unwrap().to_owned())
    }

    #[tokio::test]
    async fn an_outcome_that_no_form_told_is_taken_out_of_the_address() {
        for (asked, left) in [
            ("/app/me?__path=%2Fapi%2Fx&__err=eyJ9", "/app/me"),
            ("/?mode=register&problem=wrong-password", "/?mode=register"),
            ("/?done=deleted", "/"),
            ("/app/me?as=ana&%5F_err=eyJ9&x=1", "/app/me?as=ana&x=1"),
            ("//evil.example/?done=deleted", "/evil.example/"),
        ] {
            let (status, headers) = visit(asked, "").await;
            assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, left));
        }
        assert_eq!(visit("/?problems=1&mode=register", "").await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn the_outcome_of_an_own_form_is_shown_once() {
        let to = "http://chat.example/app/friends?q=a&__path=%2Fapi%2Fx&__err=eyJ9#end";
        let cookie = sent(to).await.unwrap();
        let (status, headers) = visit("/app/friends?q=a&__path=%2Fapi%2Fx&__err=eyJ9", &cookie).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            headers[header::SET_COOKIE]
                .to_str()
                .unwrap()
                .contains("outcome=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
        );
    }

    #[tokio::test]
    async fn the_outcome_of_one_form_vouches_for_no_other() {
        let cookie = sent("/?problem=wrong-password").await.unwrap();
        assert_eq!(visit("/?problem=blocked", &cookie).await.0, StatusCode::SEE_OTHER);
        assert_eq!(visit("/?problem=wrong-password&done=deleted", &cookie).await.0, StatusCode::SEE_OTHER);
        assert_eq!(visit("/?problem=wrong-password", &cookie).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn an_outcome_longer_than_a_cookie_may_be_is_not_kept() {
        assert!(sent(&format!("/?done={}", "x".repeat(LONGEST - 5))).await.is_some());
        assert_eq!(sent(&format!("/?done={}", "x".repeat(LONGEST - 4))).await, None);
        assert_eq!(sent("/app").await, None);
    }
}
