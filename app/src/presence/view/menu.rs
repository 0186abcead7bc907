//! The menu in which I choose how I am shown.

use leptos::prelude::*;

use super::{StatusDot, label_form::LabelForm};
use crate::{
    AppError,
    presence::{Status, use_presence},
    privacy::{model::Length, use_ghost},
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
                <AppearOffline/>
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
    let (presence, ghost) = (use_presence(), use_ghost());
    let chosen =
        move || !ghost.is_on().get() && presence.chosen().with(|wish| wish.shown && wish.status == status);
    let choose = move |_| {
        presence.set(status, None);
        if ghost.is_on().get_untracked() {
            ghost.turn(Length::Off);
        }
    };
    view! {
        <label class="status-choice">
            <input
                type="radio"
                name="status"
                value=status.word()
                checked=chosen
                prop:checked=chosen
                on:change=choose
            />
            <StatusDot status=Signal::stored(Some(status))/>
            <span>{status.shown()}</span>
        </label>
    }
    .into_any()
}

/// Friends cannot tell it from not being here: it is ghost mode until I choose something else.
#[component]
fn AppearOffline() -> impl IntoView {
    let ghost = use_ghost();
    let chosen = move || ghost.is_on().get();
    view! {
        <label class="status-choice">
            <input
                type="radio"
                name="status"
                value="offline"
                checked=chosen
                prop:checked=chosen
                on:change=move |_| ghost.turn(Length::UntilTurnedOff)
            />
            <StatusDot status=Signal::stored(None)/>
            <span>"Appear offline"</span>
        </label>
    }
    .into_any()
}
