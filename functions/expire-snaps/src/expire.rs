//! What goes, and in which order: first every snap whose day is over, then every photograph of that age that no snap
//! shows. So a photograph sent to several goes with the last of them, one whose snap was never made goes too, and a
//! run that is cut short anywhere leaves only what the next one finds again.

use serde_json::{json, Value};

use crate::{Api, Fault, LIFETIME_SECONDS};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    pub snaps: usize,
    pub photographs: usize,
    /// Why some that should have gone are still there. The next run tries again.
    pub faults: Vec<Fault>,
}

/// Deletes all that is over at `now`, in milliseconds since 1970. One that cannot be deleted does not save the rest.
/// Errors: a list could not be read, so nobody knows what is left.
pub async fn expire(now: i64, api: &impl Api) -> Result<Expired, Fault> {
    let over = now.saturating_sub(LIFETIME_SECONDS * 1000);
    let mut expired = Expired::default();
    snaps(over, api, &mut expired).await?;
    photographs(over, api, &mut expired).await?;
    Ok(expired)
}

async fn snaps(over: i64, api: &impl Api, expired: &mut Expired) -> Result<(), Fault> {
    // What stays is at the front of the next page, so that is where it is skipped.
    let mut stay = 0;
    loop {
        let page = api.snaps_until(over, stay).await?;
        if page.is_empty() {
            return Ok(());
        }
        for id in page {
            match api.delete_snap(&id).await {
                Ok(()) => expired.snaps += 1,
                Err(fault) => {
                    expired.faults.push(fault);
                    stay += 1;
                }
            }
        }
    }
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
                Ok(()) => expired.photographs += 1,
                Err(fault) => {
                    expired.faults.push(fault);
                    stay += 1;
                }
            }
        }
    }
}

impl Expired {
    /// 200, or 500 if something that should have gone is still there.
    pub fn status(&self) -> u16 {
        if self.faults.is_empty() {
            200
        } else {
            500
        }
    }

    /// In numbers.
    pub fn body(&self) -> Value {
        json!({ "snaps": self.snaps, "photographs": self.photographs, "faults": self.faults.len() })
    }
}
