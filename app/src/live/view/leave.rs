use std::time::Duration;

use leptos::{ev, prelude::*};

use crate::live::use_live;

/// A form that was sent has its answer within this time, or gets none.
const ANSWERED: Duration = Duration::from_secs(10);

/// Goes to the entrance once the session is over: it was ended elsewhere, or the account is gone. Where a form of this page
/// has ended it, the answer to that form leads on, and says what was done.
#[component]
pub fn LeaveWhenSignedOut() -> impl IntoView {
    let signed_out = use_live().signed_out();
    let leaving = StoredValue::new(false);
    let sending = window_event_listener(ev::submit, move |event| {
        // Whatever a script sends has been held back by now.
        if !event.default_prevented() {
            leaving.set_value(true);
        }
    });
    on_cleanup(move || sending.remove());
    Effect::new(move |_| {
        if !signed_out.get() {
            return;
        }
        // A browser that will not go shows a page whose every question is refused.
        let leave = || drop(window().location().assign("/"));
        // One that was called off, or got no answer, leads nowhere.
        if leaving.get_value() { set_timeout(leave, ANSWERED) } else { leave() }
    });
}
