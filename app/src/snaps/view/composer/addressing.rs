//! Whom the photograph is for: one friend of mine.

use leptos::prelude::*;

use super::sending::SendBar;
use crate::{friends::Person, presence::view::Face, snaps::compose::Desk};

/// The friends to choose from, and the way out.
#[component]
pub fn Addressing(desk: Desk, friends: Vec<Person>) -> impl IntoView {
    // An address may name somebody who is no friend, or no longer.
    if desk.to.with_untracked(|to| to.as_ref().is_some_and(|to| !friends.iter().any(|one| one.id == *to))) {
        desk.to.set(None);
    }
    if friends.is_empty() {
        return view! {
            <div class="snap-none">
                <p><strong>"Snaps go to friends."</strong></p>
                <p>"Add a friend first; then send them your photo."</p>
                <a class="button accent" href="/app/friends">"Find friends"</a>
            </div>
        }
        .into_any();
    }
    let choices = friends.iter().cloned().map(|friend| view! { <Choice desk friend/> }).collect_view();
    view! {
        <form class="addressing" on:submit=move |event| event.prevent_default()>
            <fieldset class="recipients" disabled=move || desk.is_busy()>
                <legend>"Send to"</legend>
                {choices}
            </fieldset>
            <SendBar desk friends/>
            <p class="composer-note">
                "Gone in 24 hours, for both of you. A friend can still keep a screenshot; no website can prevent that."
            </p>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(desk: Desk, friend: Person) -> impl IntoView {
    let Person { id, name } = friend;
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
            <Face user=id.clone() name=Signal::stored(name.clone())/>
            <span>{name}</span>
        </label>
    }
    .into_any()
}
