//! Whom the photograph is for: friends of mine, up to twenty.

use std::{cmp::Reverse, collections::BTreeSet};

use appwrite::Id;
use leptos::prelude::*;

use super::sending::SendBar;
use crate::{
    friends::{Person, live::use_circle},
    presence::{use_presence, view::Face},
    snaps::{compose::Desk, model::RECIPIENTS_MOST},
};

/// From how many friends on looking for one is easier than looking through them.
const MANY: usize = 6;

/// The friends to choose from, and the way out.
#[component]
pub fn Addressing(desk: Desk) -> impl IntoView {
    let friends = use_circle().friends();
    // An address may name somebody who is no friend, or no longer.
    Effect::new(move |_| {
        let known = |id: &Id| friends.with(|friends| friends.iter().any(|one| one.id == *id));
        if desk.to.with(|to| !to.iter().all(known)) {
            desk.to.update(|to| to.retain(known));
        }
    });
    let any = Memo::new(move |_| friends.with(|friends| !friends.is_empty()));
    move || match any.get() {
        true => view! { <Choosing desk friends/> }.into_any(),
        false => view! {
            <div class="snap-none">
                <p><strong>"Snaps go to friends."</strong></p>
                <p>"Add a friend first; then send them your photo."</p>
                <a class="button accent" href="/app/friends">"Find friends"</a>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Choosing(desk: Desk, friends: Memo<Vec<Person>>) -> impl IntoView {
    let presence = use_presence();
    // Whoever is here right now stands first, and nobody's place changes under a finger because another one comes.
    let here: BTreeSet<Id> = presence.all().into_iter().map(|entry| entry.user_id).collect();
    let listed = Memo::new(move |_| {
        let mut listed = friends.get();
        listed.sort_by_key(|friend| Reverse(here.contains(&friend.id)));
        listed
    });
    let (many, sought) = (Memo::new(move |_| listed.with(Vec::len) >= MANY), RwSignal::new(String::new()));
    view! {
        <form class="addressing" on:submit=move |event| event.prevent_default()>
            <Chips desk friends/>
            <fieldset class="recipients" disabled=move || desk.is_settled()>
                <legend>"Send to"</legend>
                <Show when=move || many.get()>
                    <input
                        type="search"
                        class="recipients-search"
                        placeholder="Find a friend"
                        aria-label="Find a friend"
                        bind:value=sought
                    />
                </Show>
                <div class="recipients-list">
                    <For each=move || listed.get() key=Person::clone let:friend><Choice desk friend sought/></For>
                </div>
            </fieldset>
            <SendBar desk friends/>
            <p class="composer-note">
                "Gone in 24 hours, for everyone. We can't stop screenshots: no website can."
            </p>
        </form>
    }
    .into_any()
}

/// Who is chosen, where it can be seen without looking through the list.
#[component]
fn Chips(desk: Desk, friends: Memo<Vec<Person>>) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let person = |id: &Id| friends.with(|all| all.iter().find(|friend| friend.id == *id).cloned());
        desk.to.with(|to| to.iter().filter_map(person).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || chosen.with(|chosen| chosen.len() > 1)>
            <ul class="chips" aria-label="Chosen friends">
                <For each=move || chosen.get() key=|person| person.id.clone() let:person>
                    <Chip desk person/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Chip(desk: Desk, person: Person) -> impl IntoView {
    let Person { id, name } = person;
    view! {
        <li>
            <button
                type="button"
                class="chip"
                disabled=move || desk.is_settled()
                on:click=move |_| desk.address(id.clone(), false)
            >
                <span class="visually-hidden">"Leave out "</span>
                {name}
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 7l10 10M17 7 7 17"/></svg>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Choice(desk: Desk, friend: Person, sought: RwSignal<String>) -> impl IntoView {
    let Person { id, name } = friend;
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| desk.to.with(|to| to.contains(&id)))
    };
    let full = move || !chosen.get() && desk.to.with(|to| to.len() >= RECIPIENTS_MOST);
    let small = name.to_lowercase();
    let hidden = move || !small.contains(&sought.with(|sought| sought.trim().to_lowercase()));
    let (value, user) = (id.to_string(), id.clone());
    view! {
        <label class="recipient" hidden=hidden>
            <input
                type="checkbox"
                name="to"
                value=value
                disabled=full
                checked=chosen.get_untracked()
                prop:checked=move || chosen.get()
                on:change=move |event| desk.address(id.clone(), event_target_checked(&event))
            />
            <Face user name=Signal::stored(name.clone())/>
            <span>{name}</span>
        </label>
    }
    .into_any()
}
