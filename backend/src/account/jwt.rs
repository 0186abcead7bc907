//! Tokens signed by this instance: a person's, good for minutes; a function's key, good for one run; and one that
//! opens a file, good for as long as its row says.

use appwrite::{Id, Timestamp};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::Sha256;

use crate::error::{Error, Kind, Result};

/// `{"typ":"JWT","alg":"HS256"}`, the only header there is: no algorithm is ever taken from the token itself.
const HEADER: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9";

/// Whom a token speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Claims {
    pub(crate) user_id: String,
    /// Empty when it was made for no session.
    pub(crate) session_id: String,
    /// Seconds since 1970.
    pub(crate) exp: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyClaims {
    project_id: String,
    scopes: Vec<String>,
    exp: i64,
}

/// Which file token this is. When it ends is not in it, so that it can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileClaims {
    file_token_id: String,
}

pub(crate) fn sign(claims: &Claims, key: &[u8]) -> String {
    seal(claims, key)
}

/// A key with these scopes until `exp`, without its `ephemeral_` prefix.
pub(crate) fn sign_key(project: &Id, scopes: &[String], exp: i64, key: &[u8]) -> String {
    seal(&KeyClaims { project_id: project.to_string(), scopes: scopes.to_vec(), exp }, key)
}

/// The claims of a person's token. Errors: `user_jwt_invalid` when it is forged, broken or over.
pub(crate) fn verify(token: &str, key: &[u8], now: Timestamp) -> Result<Claims> {
    let invalid = |why| Error::new(Kind::UserJwtInvalid, format!("Failed to verify JWT. {why}"));
    let claims: Claims = open(token, key).ok_or_else(|| invalid("Invalid token"))?;
    if claims.exp * 1000 <= now.millis() { Err(invalid("Expired token")) } else { Ok(claims) }
}

/// The scopes of a function's key, if it is ours, for this project and not over.
pub(crate) fn verify_key(token: &str, project: &Id, key: &[u8], now: Timestamp) -> Option<Vec<String>> {
    let claims: KeyClaims = open(token, key)?;
    (project == claims.project_id.as_str() && claims.exp * 1000 > now.millis()).then_some(claims.scopes)
}

/// What opens a file, by the id of its file token.
pub(crate) fn sign_file_token(id: &Id, key: &[u8]) -> String {
    seal(&FileClaims { file_token_id: id.to_string() }, key)
}

/// The id of the file token, if it is ours. Whether it is good is for its row to say.
pub(crate) fn verify_file_token(token: &str, key: &[u8]) -> Option<Id> {
    open::<FileClaims>(token, key)?.file_token_id.parse().ok()
}

fn seal(claims: &impl Serialize, key: &[u8]) -> String {
    let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(claims).unwrap_or_default());
    let signed = format!("{HEADER}.{body}");
    let signature = URL_SAFE_NO_PAD.encode(mac(&signed, key).finalize().into_bytes());
    format!("{signed}.{signature}")
}

fn open<T: DeserializeOwned>(token: &str, key: &[u8]) -> Option<T> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (_, body) = signed.split_once('.')?;
    mac(signed, key).verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn mac(text: &str, key: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_holds_until_it_is_over_and_only_for_its_key() {
        let claims = Claims { user_id: "u".into(), session_id: "s".into(), exp: 100 };
        let token = sign(&claims, b"key");
        assert_eq!(verify(&token, b"key", Timestamp::from_millis(99_999)), Ok(claims));
        assert!(verify(&token, b"key", Timestamp::from_millis(100_000)).is_err());
        assert!(verify(&token, b"other", Timestamp::from_millis(0)).is_err());
        assert!(verify("a.b.c", b"key", Timestamp::from_millis(0)).is_err());
        let key = sign_key(&"p".parse().unwrap(), &["files.read".into()], 100, b"key");
        assert!(verify(&key, b"key", Timestamp::from_millis(0)).is_err(), "a key is not a person");
        assert!(verify_key(&key, &"q".parse().unwrap(), b"key", Timestamp::from_millis(0)).is_none());
        assert!(verify_key(&key, &"p".parse().unwrap(), b"key", Timestamp::from_millis(0)).is_some());
        let file = sign_file_token(&"t".parse().unwrap(), b"key");
        assert_eq!(verify_file_token(&file, b"key"), Some("t".parse().unwrap()));
        assert!(verify_file_token(&file, b"other").is_none() && verify_file_token(&token, b"key").is_none());
        assert!(verify(&file, b"key", Timestamp::from_millis(0)).is_err(), "a file token is not a person");
    }
}
