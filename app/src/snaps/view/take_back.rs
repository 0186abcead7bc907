//! The way to take a snap back: from one person, or from everybody it went to.

use appwrite::Id;
use leptos::prelude::*;

use crate::{
    snaps::{
        api::{DeleteSentSnap, DeleteSnap},
        live::Snaps,
        model::{Change, Snap},
        use_snaps,
    },
    ui::announce,
};

/// Takes one photograph back from everybody. A form, so that it works before the page is alive.
#[component]
pub fn TakeBackAll(photograph: Id, #[prop(into)] whose: Signal<String>) -> impl IntoView {
    let snaps = use_snaps();
    let delete = ServerAction::<DeleteSentSnap>::new();
    // News of the deletion may take this row away before the answer comes: nothing here may insist on being alive.
    let (pending, answer) = (delete.pending(), delete.value());
    announce(delete, move |_| Some(format!("The snap to {} is deleted.", whose.get_untracked())));
    let id = photograph.clone();
    Effect::new(move |_| {
        if matches!(answer.try_get().flatten(), Some(Ok(()))) {
            let sent = untrack(|| snaps.sent().get());
            let copies = sent.into_iter().filter(|sent| sent.photograph == id).flat_map(|sent| sent.copies);
            copies.for_each(|copy| say_removed(snaps, copy));
        }
    });
    view! {
        <ActionForm action=delete attr:class="snap-take-back">
            <input type="hidden" name="photograph" value=photograph.to_string()/>
            <Button pending words="Delete" about=whose/>
            {move || failure(answer.try_get().flatten())}
        </ActionForm>
    }
    .into_any()
}

/// Takes one person's copy back.
#[component]
pub fn TakeBackOne(copy: Snap) -> impl IntoView {
    let snaps = use_snaps();
    let delete = ServerAction::<DeleteSnap>::new();
    let (pending, answer) = (delete.pending(), delete.value());
    let recipient = copy.recipient.clone();
    let whose = Signal::derive(move || snaps.name_of(&recipient));
    announce(delete, move |_| Some(format!("The snap to {} is deleted.", whose.get_untracked())));
    let id = copy.id.to_string();
    Effect::new(move |_| {
        if matches!(answer.try_get().flatten(), Some(Ok(()))) {
            say_removed(snaps, untrack(|| snaps.get(&copy.id)).unwrap_or_else(|| copy.clone()));
        }
    });
    view! {
        <ActionForm action=delete attr:class="snap-take-back">
            <input type="hidden" name="id" value=id/>
            <Button pending words="Remove" about=whose/>
            {move || failure(answer.try_get().flatten())}
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Button(pending: Memo<bool>, words: &'static str, about: Signal<String>) -> impl IntoView {
    let busy = move || pending.try_get().unwrap_or_default();
    view! {
        <button type="submit" class="button quiet" disabled=busy>
            {move || if busy() { "Deleting…" } else { words }}
            <span class="visually-hidden">{move || format!(" the snap to {}", about.get())}</span>
        </button>
    }
    .into_any()
}

fn failure(answer: Option<Result<(), crate::AppError>>) -> Option<impl IntoView> {
    let error = answer.and_then(Result::err)?;
    Some(view! { <p class="snap-failed" role="alert">{error.to_string()}</p> })
}

/// Says here what the server was told and has not echoed yet.
fn say_removed(snaps: Snaps, mut copy: Snap) {
    copy.removed_at.get_or_insert(untrack(|| snaps.now().get()));
    (copy.caption, copy.description) = (None, None);
    snaps.apply(Change::Here(copy));
}
