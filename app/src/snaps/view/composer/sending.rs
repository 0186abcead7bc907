//! The way out: ready, under way with its bytes counted, failed with the reason, or sent.

use std::time::Duration;

use appwrite::Id;
use leptos::{html, prelude::*};

use super::super::receipts::Mark;
use crate::{
    clock,
    friends::Person,
    snaps::{
        compose::{Desk, Sending, Undo},
        model::people_words,
    },
};

/// The button that sends, and what becomes of it.
#[component]
pub fn SendBar(desk: Desk, friends: Memo<Vec<Person>>) -> impl IntoView {
    let name_of =
        move |id: &Id| friends.with(|all| all.iter().find(|one| one.id == *id).map(|one| one.name.clone()));
    let names_of = move |to: &[Id]| people_words(&to.iter().filter_map(name_of).collect::<Vec<_>>());
    let to_names = Memo::new(move |_| desk.to.with(|to| names_of(to)));
    // Which of the looks it has; the progress inside one does not make it another.
    let look = Memo::new(move |_| match desk.sending.get() {
        Sending::Not => Look::Ready,
        Sending::Failed(_) => Look::Ready,
        Sending::UnderWay(_) => Look::Busy,
        Sending::Sent(to) => Look::Sent(names_of(&to).unwrap_or_default()),
    });
    view! {
        <div class="send-bar">
            {move || match look.get() {
                Look::Ready => view! { <Ready desk to_names/> }.into_any(),
                Look::Busy => view! { <Busy desk/> }.into_any(),
                Look::Sent(names) => view! { <Gone desk names/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum Look {
    Ready,
    Busy,
    Sent(String),
}

#[component]
fn Ready(desk: Desk, to_names: Memo<Option<String>>) -> impl IntoView {
    let has_photo = move || desk.photo.with(Option::is_some);
    let failure = move || match desk.sending.get() {
        Sending::Failed(why) => Some(why),
        _ => None,
    };
    let words = move || match (has_photo(), to_names.get()) {
        (false, _) => "Choose a photo first".to_owned(),
        (true, None) => "Choose friends".to_owned(),
        (true, Some(name)) if failure().is_some() => format!("Try again to send to {name}"),
        (true, Some(name)) => format!("Send to {name}"),
    };
    view! {
        {move || failure().map(|why| view! {
            <p class="snap-failed" role="alert">{format!("Not sent. {why}")}</p>
        })}
        <button
            type="button"
            class="button accent send-button"
            disabled=move || !has_photo() || to_names.with(Option::is_none)
            on:click=move |_| desk.send(to_names.get_untracked().unwrap_or_default())
        >
            {words}
        </button>
    }
    .into_any()
}

#[component]
fn Busy(desk: Desk) -> impl IntoView {
    let part = move || match desk.sending.get() {
        Sending::UnderWay(part) => part,
        _ => 1.0,
    };
    // All bytes out is not yet sent: the server still looks at the photograph.
    let words = move || match part() {
        all if all >= 1.0 => "Finishing…".to_owned(),
        part => format!("Sending… {:.0}%", part * 100.0),
    };
    view! {
        <div class="sending">
            <progress max="1" value=move || part().to_string() aria-label="Sent so far"></progress>
            <p aria-live="off">{words}</p>
            <button type="button" class="button quiet" on:click=move |_| desk.cancel()>"Cancel"</button>
        </div>
    }
    .into_any()
}

/// It went, and can be taken back for a moment. The focus comes here, because the button it was on is gone.
#[component]
fn Gone(desk: Desk, names: String) -> impl IntoView {
    let heading = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Focus that cannot be moved stays where it is; the status is read out all the same.
            let _ = heading.focus();
        }
    });
    Effect::new(move |_| {
        let offered = clock::since_start();
        let tick = move || desk.count_down(clock::since_start().saturating_sub(offered));
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    view! {
        <div class="sent">
            <div role="status">
                <p class="sent-words" node_ref=heading tabindex="-1">
                    <Mark/>
                    <span>
                        <strong>{format!("Sent to {names}.")}</strong>
                        " Gone in 24 hours."
                    </span>
                </p>
            </div>
            <TakeBack desk/>
            <div class="sent-next">
                <a class="button" href="/app/inbox?box=sent">"See it in your inbox"</a>
                <button type="button" class="button quiet" on:click=move |_| desk.clear()>
                    "Send another"
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Undo, while it is offered; its outcome if it failed.
#[component]
fn TakeBack(desk: Desk) -> impl IntoView {
    let offered = move || desk.undo.with(|undo| matches!(undo, Undo::Offered(_) | Undo::UnderWay));
    let words = move || match desk.undo.get() {
        Undo::UnderWay => "Undoing…",
        _ => "Undo",
    };
    let seconds = move || match desk.undo.get() {
        Undo::Offered(seconds) => seconds.to_string(),
        _ => String::new(),
    };
    view! {
        <Show when=offered>
            <button
                type="button"
                class="button sent-undo"
                disabled=move || desk.undo.with(|undo| *undo == Undo::UnderWay)
                on:click=move |_| desk.undo()
            >
                {words}
                <span class="sent-seconds" aria-hidden="true">{seconds}</span>
            </button>
        </Show>
        {move || match desk.undo.get() {
            Undo::Failed(why) => Some(view! {
                <p class="snap-failed" role="alert">{format!("Not undone. {why} You can delete it in your inbox.")}</p>
            }),
            _ => None,
        }}
    }
    .into_any()
}
