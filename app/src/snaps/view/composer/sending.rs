//! The way out: ready, under way with its bytes counted, failed with the reason, or sent.

use leptos::{html, prelude::*};

use crate::{
    friends::Person,
    snaps::compose::{Desk, Sending},
};

/// The button that sends, and what becomes of it.
#[component]
pub fn SendBar(desk: Desk, friends: Vec<Person>) -> impl IntoView {
    let friends = StoredValue::new(friends);
    let name_of = move |id: &appwrite::Id| {
        friends.with_value(|all| all.iter().find(|one| one.id == *id).map(|one| one.name.clone()))
    };
    let to_name = Memo::new(move |_| desk.to.with(|to| to.as_ref().and_then(name_of)));
    // Which of the looks it has; the progress inside one does not make it another.
    let look = Memo::new(move |_| match desk.sending.get() {
        Sending::Not => Look::Ready,
        Sending::Failed(_) => Look::Ready,
        Sending::UnderWay(_) => Look::Busy,
        Sending::Sent(to) => Look::Sent(name_of(&to).unwrap_or_default()),
    });
    view! {
        <div class="send-bar">
            {move || match look.get() {
                Look::Ready => view! { <Ready desk to_name/> }.into_any(),
                Look::Busy => view! { <Busy desk/> }.into_any(),
                Look::Sent(name) => view! { <Gone desk name/> }.into_any(),
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
fn Ready(desk: Desk, to_name: Memo<Option<String>>) -> impl IntoView {
    let has_photo = move || desk.photo.with(Option::is_some);
    let failure = move || match desk.sending.get() {
        Sending::Failed(why) => Some(why),
        _ => None,
    };
    let words = move || match (has_photo(), to_name.get()) {
        (false, _) => "Choose a photo first".to_owned(),
        (true, None) => "Choose a friend".to_owned(),
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
            disabled=move || !has_photo() || to_name.with(Option::is_none)
            on:click=move |_| desk.send(to_name.get_untracked().unwrap_or_default())
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

/// It went. The focus comes here, because the button it was on is gone.
#[component]
fn Gone(desk: Desk, name: String) -> impl IntoView {
    let heading = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Focus that cannot be moved stays where it is; the status is read out all the same.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="sent" role="status">
            <p node_ref=heading tabindex="-1">
                <strong>{format!("Sent to {name}.")}</strong>
                " It is gone in 24 hours."
            </p>
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
