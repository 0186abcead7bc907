//! How often somebody may try to come in. The backend's own limits do not hold for the admin key that signs people
//! in, so they are kept here, per process: what was tried is forgotten when the process ends.

use std::{num::NonZeroU32, sync::LazyLock};

use appwrite::Id;
use governor::{DefaultKeyedRateLimiter, Quota};

use super::entry::{Email, Problem};

/// Ten at once, then one every six minutes: ten an hour in the long run.
const PER_HOUR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Many people can share an address, so more may come from one.
const PER_HOUR_AND_ADDRESS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// How many people somebody may look for by e-mail.
const LOOKS_PER_HOUR: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Above this many remembered keys, those with nothing left to remember are dropped.
const TIDY_ABOVE: usize = 10_000;

static BY_EMAIL: LazyLock<DefaultKeyedRateLimiter<String>> =
    LazyLock::new(|| DefaultKeyedRateLimiter::keyed(Quota::per_hour(PER_HOUR)));
static BY_ADDRESS: LazyLock<DefaultKeyedRateLimiter<String>> =
    LazyLock::new(|| DefaultKeyedRateLimiter::keyed(Quota::per_hour(PER_HOUR_AND_ADDRESS)));
static BY_SEEKER: LazyLock<DefaultKeyedRateLimiter<String>> =
    LazyLock::new(|| DefaultKeyedRateLimiter::keyed(Quota::per_hour(LOOKS_PER_HOUR)));

/// Counts one attempt to sign in to this account.
pub(super) fn on_account(email: &Email) -> Result<(), Problem> {
    count(&BY_EMAIL, email.as_str())
}

/// Counts one attempt of any kind from this address.
pub(super) fn from_address(address: Option<&str>) -> Result<(), Problem> {
    address.map_or(Ok(()), |address| count(&BY_ADDRESS, address))
}

/// Counts one look for a person by their e-mail, so that nobody can go through a list of addresses.
pub(super) fn looking_for_people(who: &Id) -> Result<(), Problem> {
    count(&BY_SEEKER, who.as_str())
}

fn count(limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<(), Problem> {
    if limiter.len() > TIDY_ABOVE {
        limiter.retain_recent();
    }
    limiter.check_key(&key.to_owned()).map_err(|_| Problem::TooMany)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_guess_at_a_password_waits_and_other_accounts_do_not() {
        let (ana, ben) =
            (Email::parse("ana@attempts.test").unwrap(), Email::parse("ben@attempts.test").unwrap());
        assert!((0..10).all(|_| on_account(&ana).is_ok()));
        assert_eq!(on_account(&ana), Err(Problem::TooMany));
        assert_eq!(on_account(&ben), Ok(()));
    }
}
