//! How often somebody may try to come in. The backend's own limits do not hold for the admin key that signs people
//! in, so they are kept here, by each instance: what was tried is forgotten when it ends.
//!
//! Attempts at a password count by account and network, or by the known device they come from. No count is of an
//! account alone: somebody else's wrong attempts would then lock the owner out.

use std::{num::NonZeroU32, sync::Arc};

use appwrite::{Id, Network};
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use super::{
    entry::{Email, Problem},
    known_device::KnownDevice,
};
use crate::{AppError, wait::Wait};

/// Password attempts at one account from one network or one known device: ten at once, then one every six minutes.
const PER_HOUR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Attempts of any kind from one network. Many people can share one, so more may come from it.
const PER_HOUR_AND_NETWORK: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// How many people somebody may look for, by e-mail or by handle.
const LOOKS_PER_HOUR: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Lines of log about one account that is refused, so that nobody fills a disk with them.
const LOGS_PER_HOUR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Above this many remembered keys, those with nothing left to remember are dropped.
const TIDY_ABOVE: usize = 10_000;

/// What was tried, where it is counted. A handle: copies count together.
#[derive(Clone)]
pub struct Attempts(Option<Arc<Counted>>);

type Limiter = DefaultKeyedRateLimiter<String>;

struct Counted {
    by_account: Limiter,
    by_device: Limiter,
    by_network: Limiter,
    by_seeker: Limiter,
    by_log: Limiter,
}

impl Attempts {
    /// Nothing has been tried yet, and everything will be counted.
    pub fn limited() -> Self {
        let limiter = |quota| Limiter::keyed(Quota::per_hour(quota));
        Self(Some(Arc::new(Counted {
            by_account: limiter(PER_HOUR),
            by_device: limiter(PER_HOUR),
            by_network: limiter(PER_HOUR_AND_NETWORK),
            by_seeker: limiter(LOOKS_PER_HOUR),
            by_log: limiter(LOGS_PER_HOUR),
        })))
    }

    /// Anybody may try as often as they like.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// Counts one attempt to sign in to this account. From a known device it counts by the device alone; else by the
    /// network, and by account and network.
    pub(super) fn to_sign_in(
        &self,
        email: &Email,
        device: Option<&KnownDevice>,
        network: Option<Network>,
    ) -> Result<(), Problem> {
        if let Some(device) = device {
            return self.count(|counted| &counted.by_device, device.as_str()).map_err(Problem::TooMany);
        }
        self.of_network(network)?;
        self.at_account(email.as_str(), network)
    }

    /// Counts one attempt of a signed-in person to prove their own password. It does not count with those of people
    /// who sign in.
    pub(super) fn of_owner(&self, owner: &Id, network: Option<Network>) -> Result<(), Problem> {
        self.at_account(owner.as_str(), network)
    }

    /// Counts one attempt of any kind from this network.
    pub(super) fn of_network(&self, network: Option<Network>) -> Result<(), Problem> {
        let Some(network) = network else { return Ok(()) };
        self.count(|counted| &counted.by_network, &network.to_string()).map_err(Problem::TooMany)
    }

    /// Counts one look for a person, by whatever tells that they are here, so that nobody can go through a list. Errors:
    /// [`AppError::TooMany`].
    pub(crate) fn looking_for_people(&self, who: &Id) -> Result<(), AppError> {
        self.count(|counted| &counted.by_seeker, who.as_str()).map_err(AppError::TooMany)
    }

    /// Whether one more refusal is worth a line of log. `account` is what the log calls it.
    pub(super) fn admit_log(&self, account: &str) -> bool {
        self.count(|counted| &counted.by_log, account).is_ok()
    }

    /// `account` is an e-mail address or an id, which never look alike.
    fn at_account(&self, account: &str, network: Option<Network>) -> Result<(), Problem> {
        let network = network.map(|network| network.to_string()).unwrap_or_default();
        self.count(|counted| &counted.by_account, &format!("{account} {network}")).map_err(Problem::TooMany)
    }

    fn count(&self, of: impl FnOnce(&Counted) -> &Limiter, key: &str) -> Result<(), Wait> {
        let Some(counted) = &self.0 else { return Ok(()) };
        let limiter = of(counted);
        if limiter.len() > TIDY_ABOVE {
            limiter.retain_recent();
        }
        limiter
            .check_key(&key.to_owned())
            .map_err(|until| Wait::at_least(until.wait_time_from(DefaultClock::default().now())))
    }
}

#[cfg(test)]
mod tests {
    use appwrite::Timestamp;

    use super::*;
    use crate::account::DeviceKey;

    fn email(name: &str) -> Email {
        Email::parse(&format!("{name}@attempts.test")).unwrap()
    }

    fn network(address: &str) -> Option<Network> {
        Some(address.parse().unwrap())
    }

    fn device(email: &Email) -> KnownDevice {
        let (key, now) = (DeviceKey::derive("key"), Timestamp::from_millis(0));
        key.recognize(&key.issue(email, now).unwrap(), email, now).unwrap()
    }

    /// How many attempts are taken before one has to wait.
    fn taken(mut attempt: impl FnMut() -> Result<(), Problem>) -> usize {
        (0..).take_while(|_| attempt().is_ok()).count()
    }

    #[test]
    fn the_eleventh_guess_at_a_password_waits_and_other_accounts_do_not() {
        let attempts = Attempts::limited();
        let home = network("192.0.2.1");
        let guess = |name: &str| attempts.clone().to_sign_in(&email(name), None, home);
        assert_eq!(taken(|| guess("ana")), 10);
        let Err(Problem::TooMany(wait)) = guess("ana") else { panic!("the twelfth guess was taken") };
        assert_eq!(wait.to_string(), "6 min", "one more every six minutes");
        assert_eq!(guess("ben"), Ok(()));
        let another = Attempts::limited();
        assert_eq!(another.to_sign_in(&email("ana"), None, home), Ok(()), "each instance has its own count");
    }

    #[test]
    fn guesses_from_elsewhere_do_not_lock_the_owner_out() {
        let attempts = Attempts::limited();
        let ana = email("ana");
        let from = |address: &str| attempts.to_sign_in(&ana, None, network(address));
        assert_eq!(taken(|| from("198.51.100.1")), 10);
        assert_eq!(taken(|| from("2001:db8:0:1::1")), 10);
        assert!(from("2001:db8:0:1:8::8").is_err(), "one /64 is one network");
        assert_eq!(from("192.0.2.1"), Ok(()));
        assert_eq!(from("2001:db8:0:2::1"), Ok(()));
    }

    #[test]
    fn a_known_device_has_attempts_of_its_own_in_a_network_that_has_none_left() {
        let attempts = Attempts::limited();
        let (ana, home) = (email("ana"), network("192.0.2.1"));
        let known = device(&ana);
        let mut number = 0;
        let spray = || {
            number += 1;
            attempts.to_sign_in(&email(&format!("somebody{number}")), None, home)
        };
        assert_eq!(taken(spray), 120);
        assert!(attempts.to_sign_in(&ana, None, home).is_err());
        assert_eq!(taken(|| attempts.to_sign_in(&ana, Some(&known), home)), 10, "no more than anybody");
        assert_eq!(attempts.to_sign_in(&ana, Some(&device(&ana)), home), Ok(()));
    }

    #[test]
    fn guesses_at_the_entrance_do_not_keep_a_signed_in_owner_from_changing_the_password() {
        let attempts = Attempts::limited();
        let (ana, id, home) = (email("ana"), "ana".parse().unwrap(), network("192.0.2.1"));
        assert_eq!(taken(|| attempts.to_sign_in(&ana, None, home)), 10);
        assert_eq!(taken(|| attempts.of_owner(&id, home)), 10);
        assert_eq!(attempts.of_owner(&id, network("192.0.2.2")), Ok(()));
    }

    #[test]
    fn where_nothing_is_limited_nothing_is_counted() {
        let attempts = Attempts::unlimited();
        assert!((0..200).all(|_| attempts.of_network(network("203.0.113.9")).is_ok()));
    }
}
