//! What goes, and in which order: first every snap whose day is over, then every photograph of that age that no snap
//! shows, then what was left of snaps when another day has passed. So a photograph sent to several goes with the last
//! of them, one whose snap was never made goes too, and a run that is cut short anywhere leaves only what the next one
//! finds again.
//!
//! What is left of a snap is written down before the snap goes, under its id: a second run writes it over nothing, and
//! none is lost. What its sender took back leaves nothing, and neither does what should have gone a day ago.

use serde_json::{json, Value};

use crate::{
    api::{Gone, Left, Snap},
    Api, Fault, LIFETIME_SECONDS, REMNANT_SECONDS,
};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    pub snaps: usize,
    pub photographs: usize,
    pub remnants: usize,
    /// Why some that should have gone are still there, or have left nothing. The next run tries again.
    pub faults: Vec<Fault>,
}

/// Deletes all that is over at `now`, in milliseconds since 1970. One that cannot be deleted does not save the rest.
/// Errors: a list could not be read, so nobody knows what is left.
pub async fn expire(now: i64, api: &impl Api) -> Result<Expired, Fault> {
    let over = now.saturating_sub(LIFETIME_SECONDS * 1000);
    let long_over = over.saturating_sub(REMNANT_SECONDS * 1000);
    let mut expired = Expired::default();
    let (late, today) = ((None, long_over), (Some(long_over), over));
    for (after, until) in [late, today] {
        snaps(after, until, api, &mut expired).await?;
    }
    photographs(over, api, &mut expired).await?;
    remnants(long_over, api, &mut expired).await?;
    Ok(expired)
}

/// Those that were sent before `after`, or whenever it was, leave nothing.
async fn snaps(after: Option<i64>, until: i64, api: &impl Api, expired: &mut Expired) -> Result<(), Fault> {
    // What stays is at the front of the next page, so that is where it is skipped.
    let mut stay = 0;
    loop {
        let page = api.snaps_sent(after, until, stay).await?;
        if page.is_empty() {
            return Ok(());
        }
        for snap in page {
            let leaves = after.is_some() && !snap.removed;
            match end(&snap, leaves, api, expired).await {
                Ok(()) => expired.snaps += 1,
                Err(fault) => {
                    expired.faults.push(fault);
                    stay += 1;
                }
            }
        }
    }
}

/// A remnant that cannot be written down does not keep the snap: that it goes is what people were promised.
async fn end(snap: &Snap, leaves: bool, api: &impl Api, expired: &mut Expired) -> Result<(), Fault> {
    let left = match leaves {
        true => api.leave_remnant(snap).await,
        false => Ok(Left::Before),
    };
    let gone = api.delete_snap(&snap.id).await?;
    let trouble = match (left, gone) {
        // Whoever deleted it meanwhile, as people do with their accounts, wants nothing left of it.
        (Ok(Left::Now), Gone::Before) => api.delete_remnant(&snap.id).await.err(),
        (left, _) => left.err(),
    };
    expired.faults.extend(trouble);
    Ok(())
}

async fn photographs(over: i64, api: &impl Api, expired: &mut Expired) -> Result<(), Fault> {
    let mut stay = 0;
    loop {
        let page = api.photographs_until(over, stay).await?;
        if page.is_empty() {
            return Ok(());
        }
        let shown = api.still_shown(&page).await?;
        for id in page {
            if shown.contains(&id) {
                stay += 1;
                continue;
            }
            match api.delete_photograph(&id).await {
                Ok(_) => expired.photographs += 1,
                Err(fault) => {
                    expired.faults.push(fault);
                    stay += 1;
                }
            }
        }
    }
}

async fn remnants(over: i64, api: &impl Api, expired: &mut Expired) -> Result<(), Fault> {
    let mut stay = 0;
    loop {
        let page = api.remnants_until(over, stay).await?;
        if page.is_empty() {
            return Ok(());
        }
        for id in page {
            match api.delete_remnant(&id).await {
                Ok(_) => expired.remnants += 1,
                Err(fault) => {
                    expired.faults.push(fault);
                    stay += 1;
                }
            }
        }
    }
}

impl Expired {
    /// 200, or 500 if something did not go as it should.
    pub fn status(&self) -> u16 {
        if self.faults.is_empty() {
            200
        } else {
            500
        }
    }

    /// In numbers.
    pub fn body(&self) -> Value {
        json!({
            "snaps": self.snaps,
            "photographs": self.photographs,
            "remnants": self.remnants,
            "faults": self.faults.len(),
        })
    }
}
