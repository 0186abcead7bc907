//! What came to me: what waits first, then what was opened or taken back, and last what is gone since yesterday.

use appwrite::Timestamp;
use leptos::prelude::*;
use leptos_router::components::A;

use super::expired::ExpiredToday;
use crate::{
    presence::view::Face,
    snaps::{
        model::{Remaining, Snap, age_words},
        use_snaps,
    },
};

/// The snaps of today.
#[component]
pub fn Received() -> impl IntoView {
    let received = use_snaps().received();
    view! {
        <Show
            when=move || received.with(|snaps| !snaps.is_empty())
            fallback=|| view! {
                <div class="snap-none">
                    <p><strong>"Nothing waiting."</strong></p>
                    <p>"Snaps live here for 24 hours."</p>
                    <a class="button" href="/app/snap">"Send one"</a>
                </div>
            }
        >
            <ul class="snap-list" aria-label="Received snaps">
                // By id alone: a row whose snap was opened stays the same element and keeps the focus.
                <For each=move || received.get() key=|snap| snap.id.clone() let:snap>
                    <Row snap/>
                </For>
            </ul>
        </Show>
        <ExpiredToday/>
    }
    .into_any()
}

#[component]
fn Row(snap: Snap) -> impl IntoView {
    let snaps = use_snaps();
    let now = snaps.now();
    let (id, sender, sent_at) = (snap.id.clone(), snap.sender.clone(), snap.sent_at);
    let (is_reply, view_once, timer) = (snap.is_reply, snap.view_once, snap.timer);
    let left = {
        let snap = snap.clone();
        Memo::new(move |_| Remaining::of(&snap, now.get()))
    };
    let state = {
        let (id, snap) = (id.clone(), snap.clone());
        Memo::new(move |_| {
            let snap = snaps.get(&id).unwrap_or_else(|| snap.clone());
            State::of(&snap, now.get())
        })
    };
    let person = sender.clone();
    let name = Signal::derive(move || snaps.name_of(&sender));
    let inside = Callback::new(move |()| {
        view! {
            <span class="snap-ring" style=move || format!("--left: {:.3}", left.get().fraction())>
                <Face user=person.clone() name/>
            </span>
            <span class="snap-who">
                <strong>{name}</strong>
                <span class="snap-when">
                    <time datetime=sent_at.to_string()>{move || age_words(sent_at, now.get())}</time>
                    <Show when=move || state.get().can_open()>
                        <span class="snap-left" data-urgency=move || left.get().urgency().as_str()>
                            {move || left.get().words()}
                        </span>
                    </Show>
                    {is_reply.then(|| view! { <span class="chip-mark">"Reply"</span> })}
                    {view_once.then(|| view! { <span class="chip-mark">"View once"</span> })}
                    {timer.map(|timer| view! { <span class="chip-mark">{timer.seconds()} " s"</span> })}
                </span>
            </span>
            <span class="snap-state">{move || state.get().word()}</span>
        }
        .into_any()
    });
    view! {
        <li
            class="snap-row"
            data-unopened=move || (state.get() == State::New).to_string()
            data-over=move || (!state.get().can_open()).to_string()
        >
            <Show
                when=move || state.get().can_open()
                fallback=move || view! { <div class="snap-open">{inside.run(())}</div> }
            >
                <A href=format!("/app/inbox?open={id}") scroll=false attr:class="snap-open">{inside.run(())}</A>
            </Show>
        </li>
    }
    .into_any()
}

/// How a snap that came to me is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Opened,
    /// It could be viewed once, and was.
    UsedUp,
    Removed,
}

impl State {
    fn of(snap: &Snap, now: Timestamp) -> Self {
        match (snap.removed_at, snap.viewed_at) {
            (Some(_), _) => Self::Removed,
            (None, None) => Self::New,
            (None, Some(_)) if snap.is_open(now) => Self::Opened,
            (None, Some(_)) => Self::UsedUp,
        }
    }

    fn can_open(self) -> bool {
        matches!(self, Self::New | Self::Opened)
    }

    fn word(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Opened | Self::UsedUp => "Opened",
            Self::Removed => "Removed",
        }
    }
}
