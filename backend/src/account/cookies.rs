//! The cookies that hold a session, and the header that stands in for them where browsers keep none: a page on
//! another site, or on plain http, stores the secret itself and sends it back as `X-Fallback-Cookies`.

use std::net::IpAddr;

use appwrite::{Id, Timestamp};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{
    config::Config,
    error::{Error, Result},
    front::is_https,
};

const FALLBACK: HeaderName = HeaderName::from_static("x-fallback-cookies");

/// Where an answer's cookies will be kept.
pub(crate) struct Jar {
    name: String,
    host: String,
    https: bool,
    /// The caller's page is of our own site, so its browser sends our cookies along.
    same_site: bool,
}

impl Jar {
    /// The jar of whoever sent these headers.
    pub(crate) fn of(headers: &HeaderMap, config: &Config) -> Self {
        Self::at(headers, &config.deployment.project_id, config.trust_forwarded_for)
    }

    fn at(headers: &HeaderMap, project: &Id, trust_forwarded: bool) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let host = host_of(text("host")).to_lowercase();
        let page = text("origin").split_once("://").map_or("", |(_, rest)| host_of(rest)).to_lowercase();
        let same_site = site(&host).is_some() && site(&host) == site(&page);
        let https = is_https(headers, trust_forwarded);
        Self { name: format!("a_session_{project}").to_lowercase(), host, https, same_site }
    }

    /// Puts a session's secret in.
    pub(crate) fn fill(&self, headers: &mut HeaderMap, secret: &str, expires: Timestamp) -> Result<()> {
        let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        self.set(headers, &encoded, expires)?;
        if !self.same_site {
            let fallback = serde_json::json!({ &self.name: secret }).to_string();
            headers.insert(FALLBACK, HeaderValue::from_str(&fallback).map_err(Error::internal)?);
        }
        Ok(())
    }

    /// Takes whatever session is in it out.
    pub(crate) fn empty(&self, headers: &mut HeaderMap) -> Result<()> {
        self.set(headers, "deleted", Timestamp::from_millis(0))?;
        headers.insert(FALLBACK, HeaderValue::from_static("[]"));
        Ok(())
    }

    /// Two cookies: browsers on plain http refuse the one that says `SameSite=None`.
    fn set(&self, headers: &mut HeaderMap, value: &str, expires: Timestamp) -> Result<()> {
        let mut attributes = format!("Path=/; Expires={}; HttpOnly", http_date(expires));
        if site(&self.host).is_some() {
            attributes = format!("{attributes}; Domain=.{}", self.host);
        }
        if self.https {
            attributes += "; Secure";
        }
        for (twin, same_site) in [("_legacy", ""), ("", "; SameSite=None")] {
            let cookie = format!("{}{twin}={value}; {attributes}{same_site}", self.name);
            headers.append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?);
        }
        Ok(())
    }
}

/// What decides whether two hosts are one site to a browser, roughly: the last two labels of the name. Machines
/// without a public name are nobody's site.
fn site(host: &str) -> Option<&str> {
    if host.starts_with('[') || host.parse::<IpAddr>().is_ok() {
        return None;
    }
    let last = host.rfind('.')?;
    Some(host[..last].rfind('.').map_or(host, |dot| &host[dot + 1..]))
}

fn host_of(authority: &str) -> &str {
    match authority.find(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn http_date(at: Timestamp) -> String {
    let since = std::time::Duration::from_millis(u64::try_from(at.millis()).unwrap_or(0));
    httpdate::fmt_http_date(std::time::UNIX_EPOCH + since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(host: &'static str, origin: Option<&'static str>, https: bool) -> HeaderMap {
        let mut asked = HeaderMap::new();
        asked.insert("host", HeaderValue::from_static(host));
        if let Some(origin) = origin {
            asked.insert("origin", HeaderValue::from_static(origin));
        }
        if https {
            asked.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        }
        let mut answer = HeaderMap::new();
        let jar = Jar::at(&asked, &"Town".parse().unwrap(), true);
        jar.fill(&mut answer, "a+/=", Timestamp::from_millis(784_111_777_000)).unwrap();
        answer
    }

    fn cookies(headers: &HeaderMap) -> Vec<&str> {
        headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
    }

    #[test]
    fn on_one_machine_the_cookies_are_plain_and_the_fallback_is_sent() {
        let answer = filled("localhost:3000", Some("http://localhost:3000"), false);
        let plain = "a%2B%2F%3D; Path=/; Expires=Sun, 06 Nov 1994 08:49:37 GMT; HttpOnly";
        assert_eq!(
            cookies(&answer),
            [format!("a_session_town_legacy={plain}"), format!("a_session_town={plain}; SameSite=None")]
        );
        assert_eq!(answer["x-fallback-cookies"], r#"{"a_session_town":"a+/="}"#);
    }

    #[test]
    fn on_a_named_site_over_https_the_cookies_are_enough() {
        let answer = filled("api.town.test", Some("https://www.town.test"), true);
        assert!(cookies(&answer)[1].ends_with("; Domain=.api.town.test; Secure; SameSite=None"));
        assert!(!answer.contains_key("x-fallback-cookies"));
        assert!(filled("api.town.test", Some("https://else.test"), true).contains_key("x-fallback-cookies"));
    }

    #[test]
    fn addresses_are_nobodys_site() {
        for host in ["127.0.0.1", "[::1]", "localhost", ""] {
            assert_eq!(site(host), None, "{host}");
        }
        assert_eq!(site("town.test"), Some("town.test"));
        assert_eq!(site("a.b.town.test"), Some("town.test"));
    }
}
