//! A change of mind: for a few seconds after a snap went out, the desk takes it back and keeps the photograph.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{Desk, Sending, UNDO_SECONDS, Undo};
use crate::snaps::api::delete_sent_snap;

impl Desk {
    /// It was offered so long ago.
    pub fn count_down(self, since_offered: Duration) {
        let passed = u32::try_from(since_offered.as_secs()).unwrap_or(u32::MAX);
        let left = UNDO_SECONDS.saturating_sub(passed);
        if self.undo.with_untracked(|undo| matches!(undo, Undo::Offered(_))) {
            self.undo.set(if left == 0 { Undo::Over } else { Undo::Offered(left) });
        }
    }

    /// Takes back what was just sent. The photograph and its words stay on the desk.
    pub fn undo(self) {
        let Some((_, photograph)) = self.attempt.get_value() else { return };
        self.undo.set(Undo::UnderWay);
        spawn_local(async move {
            let undone = delete_sent_snap(photograph).await;
            if self.undo.is_disposed() {
                return;
            }
            match undone {
                Ok(()) => {
                    // The next sending is another one.
                    self.attempt.set_value(None);
                    self.undo.set(Undo::Over);
                    self.sending.set(Sending::Not);
                }
                Err(error) => self.undo.set(Undo::Failed(error.to_string())),
            }
        });
    }
}
