//! Whom the photograph is for: one friend of mine.

use leptos::prelude::*;

use super::sending::SendBar;
use crate::snaps::{api::Recipient, compose::Desk, view::Face};

/// The friends to choose from, and the way out.
#[component]
pub fn Addressing(desk: Desk, recipients: Vec<Recipient>) -> impl IntoView {
    // An address may name somebody who is no friend, or no longer.
    if desk.to.with_untracked(|to| to.as_ref().is_some_and(|to| !recipients.iter().any(|one| one.id == *to)))
    {
        desk.to.set(None);
    }
    if recipients.is_empty() {
        return view! {
            <div class="snap-none">
                <p><strong>"Snaps go to friends."</strong></p>
                <p>"Add a friend first; then send them your photo."</p>
                <a class="button accent" href="/app/friends">"Find friends"</a>
            </div>
        }
        .into_any();
    }
    let choices =
        recipients.iter().cloned().map(|recipient| view! { <Choice desk recipient/> }).collect_view();
    view! {
        <form class="addressing" on:submit=move |event| event.prevent_default()>
            <fieldset class="recipients" disabled=move || desk.is_busy()>
                <legend>"Send to"</legend>
                {choices}
            </fieldset>
            <SendBar desk recipients/>
            <p class="composer-note">
                "Gone in 24 hours, for both of you. A friend can still keep a screenshot; no website can prevent that."
            </p>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(desk: Desk, recipient: Recipient) -> impl IntoView {
    let Recipient { id, name } = recipient;
    let chosen = {
        let id = id.clone();
        move || desk.to.with(|to| to.as_ref() == Some(&id))
    };
    let choose = {
        let id = id.clone();
        move |_| desk.to.set(Some(id.clone()))
    };
    view! {
        <label class="recipient">
            <input
                type="radio"
                name="to"
                value=id.to_string()
                checked=chosen.clone()
                prop:checked=chosen
                on:change=choose
            />
            <Face person=id name=name.clone()/>
            <span>{name}</span>
        </label>
    }
}
