//! Saying no, and thinking better of it. The row is gone as soon as the request is, so what follows outlives it.

use appwrite::Id;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn, task::spawn_local};

use crate::{
    AppError,
    friends::api::{DeclineRequest, decline_request, undo_decline},
    toasts::{Notice, Toaster, use_toasts},
};

/// Declines a request. A toast offers the way back for as long as it is up; without a script there is none.
#[component]
pub fn DeclineForm(
    request: Id,
    /// Who sent it.
    name: String,
    /// Why it could not be declined.
    failure: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let (toasts, busy) = (use_toasts(), RwSignal::new(false));
    let words = format!("Decline {name}");
    let value = request.to_string();
    let decline = move |event: SubmitEvent| {
        event.prevent_default();
        let (request, name) = (request.clone(), name.clone());
        busy.set(true);
        spawn_local(async move {
            let declined = decline_request(request.clone()).await;
            busy.try_set(false);
            match declined {
                Ok(()) => toasts.into_iter().for_each(|toasts| offer_undo(toasts, &request, &name)),
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    view! {
        <form method="post" action=DeclineRequest::url() on:submit=decline>
            <input type="hidden" name="request" value=value/>
            <button class="button quiet small" aria-label=words disabled=busy>"Decline"</button>
        </form>
    }
    .into_any()
}

fn offer_undo(toasts: Toaster, request: &Id, name: &str) {
    let undo = {
        let (request, name) = (request.clone(), name.to_owned());
        move || {
            let (request, name) = (request.clone(), name.clone());
            spawn_local(async move {
                let topic = topic(&request);
                toasts.raise(match undo_decline(request).await {
                    Ok(()) => Notice::news(topic, format!("{name}'s request is back.")),
                    Err(error) => Notice::trouble(topic, format!("{name}'s request is not back."))
                        .detail(error.to_string()),
                });
            });
        }
    };
    toasts.raise(Notice::news(topic(request), format!("{name}'s request is declined.")).action("Undo", undo));
}

/// One toast tells of one request.
fn topic(request: &Id) -> String {
    format!("decline:{request}")
}
