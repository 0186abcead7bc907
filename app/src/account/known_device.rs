//! Browsers that an account has signed in from. Such a browser has its own allowance of password attempts, so that
//! nobody else's wrong attempts use it up.
//!
//! A browser proves it with a cookie that this server signed. The server keeps nothing, and every instance with the same
//! API key accepts the cookie.

use std::sync::Arc;

use appwrite::Timestamp;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::entry::Email;
use crate::AppError;

/// How long a browser is known after its last sign-in, in seconds: 180 days.
pub(super) const KNOWN_SECONDS: i64 = 180 * 24 * 60 * 60;
/// The length of the random part and of the signature, in bytes.
const PART: usize = 16;

/// The key that signs the cookies. Cheap to clone.
#[derive(Clone)]
pub struct DeviceKey(Arc<[u8; 32]>);

/// A browser that has proved that its account signed in from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownDevice(String);

impl DeviceKey {
    /// The key of every instance that uses this API key.
    pub fn derive(api_key: &str) -> Self {
        Self(Arc::new(mac(api_key.as_bytes(), "appchat known devices").finalize().into_bytes().into()))
    }

    /// A cookie's value for a browser that has just signed in to this account.
    pub(super) fn issue(&self, email: &Email, now: Timestamp) -> Result<String, AppError> {
        let mut random = [0; PART];
        getrandom::fill(&mut random).map_err(|_| AppError::Unexpected)?;
        let signed = format!("{}.{}", hex(&random), now.plus_seconds(KNOWN_SECONDS).millis());
        Ok(format!("{signed}.{}", hex(&self.sign(&signed, email).finalize().into_bytes()[..PART])))
    }

    /// The device behind a cookie, if it was issued for this account and is not over.
    pub(super) fn recognize(&self, cookie: &str, email: &Email, now: Timestamp) -> Option<KnownDevice> {
        let (signed, signature) = cookie.rsplit_once('.')?;
        let (random, until) = signed.split_once('.')?;
        let signature = unhex(signature)?;
        self.sign(signed, email).verify_truncated_left(&signature).ok()?;
        let until = Timestamp::from_millis(until.parse().ok()?);
        (until > now && signature.len() == PART).then(|| KnownDevice(random.to_owned()))
    }

    /// A name for an account in logs. It tells nothing of the address, and is the same for every line about it.
    pub(super) fn log_id(&self, email: &Email) -> String {
        hex(&mac(self.0.as_slice(), &format!("log\n{}", email.as_str())).finalize().into_bytes()[..6])
    }

    fn sign(&self, signed: &str, email: &Email) -> Hmac<Sha256> {
        mac(self.0.as_slice(), &format!("cookie\n{signed}\n{}", email.as_str()))
    }
}

impl KnownDevice {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(text.as_bytes());
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| Some(digit.to_digit(16)? as u8)).collect();
    Some(digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(name: &str) -> Email {
        Email::parse(&format!("{name}@devices.test")).unwrap()
    }

    fn at(days: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(days * 24 * 60 * 60)
    }

    #[test]
    fn a_device_is_known_to_the_account_that_signed_in_from_it() {
        let key = DeviceKey::derive("standard_key");
        let cookie = key.issue(&email("ana"), at(0)).unwrap();
        let device = key.recognize(&cookie, &email("ana"), at(179)).expect("known");
        assert_eq!(key.recognize(&cookie, &email("ana"), at(1)), Some(device.clone()), "one device");
        assert_eq!(key.recognize(&cookie, &email("ben"), at(1)), None);
        assert_eq!(key.recognize(&cookie, &email("ana"), at(180)), None, "not for ever");
        assert_eq!(DeviceKey::derive("another").recognize(&cookie, &email("ana"), at(1)), None);
        let other = key.issue(&email("ana"), at(0)).unwrap();
        assert_ne!(key.recognize(&other, &email("ana"), at(1)), Some(device), "each browser is its own");
    }

    #[test]
    fn a_cookie_that_was_changed_is_no_proof() {
        let key = DeviceKey::derive("standard_key");
        let cookie = key.issue(&email("ana"), at(0)).unwrap();
        let parts: Vec<&str> = cookie.split('.').collect();
        let later = format!("{}.{}.{}", parts[0], at(900).millis(), parts[2]);
        let other = format!("{}.{}.{}", "0".repeat(32), parts[1], parts[2]);
        let short = format!("{}.{}.{}", parts[0], parts[1], &parts[2][..2]);
        let empty = format!("{}.{}.", parts[0], parts[1]);
        for forged in [later.as_str(), &other, &short, &empty, "", "..", "a.b.c", &parts[..2].join(".")] {
            assert_eq!(key.recognize(forged, &email("ana"), at(1)), None, "{forged}");
        }
    }

    #[test]
    fn a_log_id_does_not_show_the_address() {
        let id = DeviceKey::derive("standard_key").log_id(&email("ana"));
        assert_eq!((id.len(), id.contains("ana")), (12, false));
        assert_eq!(id, DeviceKey::derive("standard_key").log_id(&email("ana")));
    }
}
