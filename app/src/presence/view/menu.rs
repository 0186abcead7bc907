//! The menu in which I choose how I am shown.

use leptos::prelude::*;

use super::{StatusDot, label_form::LabelForm};
use crate::{
    AppError,
    presence::{Status, use_presence},
};

/// Online, away or busy, and a few words of my own. What the server refuses is said here.
#[component]
pub fn StatusMenu() -> impl IntoView {
    let presence = use_presence();
    let refused = move || presence.error().get().filter(|error| *error != AppError::Offline);
    view! {
        <div class="status-menu">
            <fieldset class="status-choices">
                <legend>"How you are"</legend>
                {Status::ALL.map(|status| view! { <Choice status/> }).collect_view()}
            </fieldset>
            <LabelForm/>
            <div role="status">
                {move || refused().map(|error| view! {
                    <p class="notice bad">{format!("Your friends were not told. {error}")}</p>
                })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Choice(status: Status) -> impl IntoView {
    let presence = use_presence();
    let chosen = move || presence.chosen().with(|wish| wish.shown && wish.status == status);
    view! {
        <label class="status-choice">
            <input
                type="radio"
                name="status"
                value=status.word()
                checked=chosen
                prop:checked=chosen
                on:change=move |_| presence.set(status, None)
            />
            <StatusDot status=Signal::stored(Some(status))/>
            <span>{status.shown()}</span>
        </label>
    }
    .into_any()
}
