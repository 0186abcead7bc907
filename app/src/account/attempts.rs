//! How often somebody may try to come in. The backend's own limits do not hold for the admin key that signs people
//! in, so they are kept here, by each instance: what was tried is forgotten when it ends.

use std::{num::NonZeroU32, sync::Arc};

use appwrite::Id;
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use super::entry::{Email, Problem};
use crate::{AppError, wait::Wait};

/// Ten at once, then one every six minutes: ten an hour in the long run.
const PER_HOUR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Many people can share an address, so more may come from one.
const PER_HOUR_AND_ADDRESS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// How many people somebody may look for, by e-mail or by handle.
const LOOKS_PER_HOUR: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Above this many remembered keys, those with nothing left to remember are dropped.
const TIDY_ABOVE: usize = 10_000;

/// What was tried, where it is counted. A handle: copies count together.
#[derive(Clone)]
pub struct Attempts(Option<Arc<Counted>>);

type Limiter = DefaultKeyedRateLimiter<String>;

struct Counted {
    by_email: Limiter,
    by_address: Limiter,
    by_seeker: Limiter,
}

impl Attempts {
    /// Nothing has been tried yet, and everything will be counted.
    pub fn limited() -> Self {
        let limiter = |quota| Limiter::keyed(Quota::per_hour(quota));
        Self(Some(Arc::new(Counted {
            by_email: limiter(PER_HOUR),
            by_address: limiter(PER_HOUR_AND_ADDRESS),
            by_seeker: limiter(LOOKS_PER_HOUR),
        })))
    }

    /// Anybody may try as often as they like.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// Counts one attempt to sign in to this account.
    pub(super) fn on_account(&self, email: &Email) -> Result<(), Problem> {
        self.count(|counted| &counted.by_email, email.as_str()).map_err(Problem::TooMany)
    }

    /// Counts one attempt of any kind from this address.
    pub(super) fn of_address(&self, address: Option<&str>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| {
            self.count(|counted| &counted.by_address, address).map_err(Problem::TooMany)
        })
    }

    /// Counts one look for a person, by whatever tells that they are here, so that nobody can go through a list. Errors:
    /// [`AppError::TooMany`].
    pub(crate) fn looking_for_people(&self, who: &Id) -> Result<(), AppError> {
        self.count(|counted| &counted.by_seeker, who.as_str()).map_err(AppError::TooMany)
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
    use super::*;

    fn email(name: &str) -> Email {
        Email::parse(&format!("{name}@attempts.test")).unwrap()
    }

    #[test]
    fn the_eleventh_guess_at_a_password_waits_and_other_accounts_do_not() {
        let attempts = Attempts::limited();
        assert!((0..10).all(|_| attempts.on_account(&email("ana")).is_ok()));
        let Err(Problem::TooMany(wait)) = attempts.clone().on_account(&email("ana")) else {
            panic!("the eleventh guess was taken");
        };
        assert_eq!(wait.to_string(), "6 min", "one more every six minutes");
        assert_eq!(attempts.on_account(&email("ben")), Ok(()));
        assert_eq!(
            Attempts::limited().on_account(&email("ana")),
            Ok(()),
            "another instance has its own count"
        );
    }

    #[test]
    fn where_nothing_is_limited_nothing_is_counted() {
        let attempts = Attempts::unlimited();
        assert!((0..200).all(|_| attempts.of_address(Some("203.0.113.9")).is_ok()));
    }
}
