//! Passwords: hashed slowly on purpose, on threads of their own, and only so many at once.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::SaltString,
};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::{
    error::{Error, Result},
    params::Param,
};

/// Argon2id costs; memory is in KiB.
const MEMORY: u32 = 7168;
const TIME: u32 = 5;
const THREADS: u32 = 1;

/// Hashes at once in the whole process: each holds its 7 MiB and a core, and a flood of sign-ins must wait in line.
static GATE: Semaphore = Semaphore::const_new(4);

/// What a password is compared with where there is none, so that it takes as long: no password has this hash.
const NOBODYS: &str =
    "$argon2id$v=19$m=7168,t=5,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password somebody chose: 8 to 256 bytes. It prints as nothing.
#[derive(Clone)]
pub(crate) struct Password(String);

impl Param for Password {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value.as_str() {
            Some(text) if (8..=256).contains(&text.len()) => Ok(Self(text.to_owned())),
            _ => Err("Password must be between 8 and 256 characters long.".into()),
        }
    }
}

/// A password to compare with one's own: up to 256 bytes, and what is wrong about it is only told by its failing.
#[derive(Clone)]
pub(crate) struct Attempt(String);

impl Param for Attempt {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value.as_str() {
            Some(text) if text.len() <= 256 => Ok(Self(text.to_owned())),
            _ => Err("Password must be no longer than 256 characters.".into()),
        }
    }
}

impl From<Password> for Attempt {
    fn from(password: Password) -> Self {
        Self(password.0)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt")
    }
}

/// The password's hash, with its salt and costs in one text.
pub(crate) async fn hash(password: Password) -> Result<String> {
    slowly(move || {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(Error::internal)?;
        let salt = SaltString::encode_b64(&salt).map_err(Error::internal)?;
        let hash = hasher()?.hash_password(password.0.as_bytes(), &salt).map_err(Error::internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether this is the password with that hash. Takes as long where there is no hash, and says no.
pub(crate) async fn verify(attempt: Attempt, hash: Option<String>) -> Result<bool> {
    slowly(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
        Ok(hasher()?.verify_password(attempt.0.as_bytes(), &hash).is_ok() && known)
    })
    .await
}

/// The costs, as the users API tells them.
pub(crate) fn options() -> Value {
    json!({ "type": "argon2", "memoryCost": MEMORY, "timeCost": TIME, "threads": THREADS })
}

fn hasher() -> Result<Argon2<'static>> {
    let costs = Params::new(MEMORY, TIME, THREADS, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, costs))
}

async fn slowly<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let permit = GATE.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        // Held by the work, not by whoever waits for it: a caller that hangs up frees no place early.
        let _permit = permit;
        work()
    });
    done.await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(text: &str) -> Attempt {
        Attempt(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_password_itself_opens() {
        let hash = hash(Password("correct horse".into())).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{hash}");
        assert!(verify(attempt("correct horse"), Some(hash.clone())).await.unwrap());
        assert!(!verify(attempt("correct horsf"), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn where_there_is_no_password_none_opens() {
        assert!(PasswordHash::new(NOBODYS).is_ok(), "the comparison with nobody's must run, or it is quick");
        assert!(!verify(attempt(""), None).await.unwrap());
        assert!(!verify(attempt("correct horse"), None).await.unwrap());
    }

    #[test]
    fn passwords_are_measured_in_bytes_and_never_printed() {
        assert!(Password::parse(&json!("1234567")).is_err());
        assert!(Password::parse(&json!("12345678")).is_ok());
        assert!(Password::parse(&json!("é".repeat(129))).is_err());
        assert!(Password::parse(&json!(12_345_678)).is_err());
        let debug = format!("{:?}", Password::parse(&json!("correct horse")).unwrap());
        assert!(!debug.contains("horse"));
    }
}
