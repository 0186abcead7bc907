//! A change of mind: for a few seconds after a snap went out, the desk takes it back and keeps the photograph.

use leptos::{prelude::*, task::spawn_local};

use super::{Desk, Sending, Undo};
use crate::snaps::api::delete_sent_snap;

impl Desk {
    /// One second less to think about it.
    pub fn count_down(self) {
        self.undo.update(|undo| {
            if let Undo::Offered(seconds) = undo {
                *undo = match *seconds {
                    0 | 1 => Undo::Over,
                    more => Undo::Offered(more - 1),
                };
            }
        });
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
