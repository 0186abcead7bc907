//! What I sent, newest first: whether it was opened, and the way to take it back.

use leptos::prelude::*;

use crate::{
    presence::view::Face,
    snaps::{
        api::DeleteSnap,
        model::{Change, Remaining, Snap, age_words},
        use_snaps,
    },
};

/// The snaps my friends can still open.
#[component]
pub fn Sent() -> impl IntoView {
    let sent = use_snaps().sent();
    view! {
        <Show
            when=move || sent.with(|snaps| !snaps.is_empty())
            fallback=|| view! {
                <div class="snap-none">
                    <p><strong>"Nothing sent."</strong></p>
                    <p>"What you send stays here for 24 hours, and you can take it back."</p>
                    <a class="button" href="/app/snap">"Send one"</a>
                </div>
            }
        >
            <ul class="snap-list" aria-label="Sent snaps">
                <For each=move || sent.get() key=|snap| snap.id.clone() let:snap>
                    <Row snap/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(snap: Snap) -> impl IntoView {
    let snaps = use_snaps();
    let now = snaps.now();
    let (id, recipient, sent_at) = (snap.id.clone(), snap.recipient.clone(), snap.sent_at);
    let left = {
        let snap = snap.clone();
        Memo::new(move |_| Remaining::of(&snap, now.get()))
    };
    let state = {
        let id = id.clone();
        move || match snaps.get(&id).and_then(|snap| snap.viewed_at) {
            Some(opened) => format!("Opened {}", age_words(opened, now.get())),
            None => "Not opened yet".to_owned(),
        }
    };
    let person = recipient.clone();
    let name = Signal::derive(move || snaps.name_of(&recipient));
    view! {
        <li class="snap-row">
            <div class="snap-open">
                <span class="snap-ring" style=move || format!("--left: {:.3}", left.get().fraction())>
                    <Face user=person name/>
                </span>
                <span class="snap-who">
                    <strong>{name}</strong>
                    <span class="snap-when">
                        <time datetime=sent_at.to_string()>{move || age_words(sent_at, now.get())}</time>
                        <span class="snap-left" data-urgency=move || left.get().urgency().as_str()>
                            {move || left.get().words()}
                        </span>
                    </span>
                </span>
                <span class="snap-state">{state}</span>
            </div>
            <TakeBack snap name/>
        </li>
    }
    .into_any()
}

/// A form, so that it works before the page is alive.
#[component]
fn TakeBack(snap: Snap, name: Signal<String>) -> impl IntoView {
    let snaps = use_snaps();
    let delete = ServerAction::<DeleteSnap>::new();
    // News of the deletion may take this row away before the answer comes: nothing here may insist on being alive.
    let (pending, answer) = (delete.pending(), delete.value());
    let busy = move || pending.try_get().unwrap_or_default();
    let failed = move || answer.try_get().flatten().and_then(Result::err);
    let id = snap.id.clone();
    Effect::new(move |_| {
        if matches!(answer.try_get().flatten(), Some(Ok(()))) {
            snaps.apply(Change::Gone(id.clone()));
        }
    });
    view! {
        <ActionForm action=delete attr:class="snap-take-back">
            <input type="hidden" name="id" value=snap.id.to_string()/>
            <button type="submit" class="button quiet" disabled=busy>
                {move || if busy() { "Deleting…" } else { "Delete" }}
                <span class="visually-hidden">{move || format!(" the snap to {}", name.get())}</span>
            </button>
            {move || failed().map(|error| view! { <p class="snap-failed" role="alert">{error.to_string()}</p> })}
        </ActionForm>
    }
    .into_any()
}
