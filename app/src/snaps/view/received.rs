//! What came to me: what waits first, then what was opened or taken back, and last what is gone since yesterday.

use appwrite::Timestamp;
use leptos::prelude::*;
use leptos_router::components::A;

use super::expired::ExpiredToday;
use crate::{
    presence::view::Face,
    snaps::{
        model::{Remaining, Snap, Timer, age_words},
        use_snaps,
    },
    ui::Settled,
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
                {Settled(view! {
                    <For each=move || received.get() key=|snap| snap.id.clone() let:snap>
                        <Row snap/>
                    </For>
                })}
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
    let kind = kind(is_reply, view_once, timer);
    let inside = Callback::new(move |()| {
        let kind = kind.clone();
        let rest = move || {
            let left = state.get().can_open().then(|| left.get());
            left.map(|left| {
                view! {
                    <span class="snap-left" data-urgency=left.urgency().as_str()>{left.words()}</span>
                }
            })
        };
        view! {
            <span class="snap-ring" style=move || format!("--left: {:.3}", left.get().fraction())>
                <Face user=person.clone() name/>
            </span>
            <span class="snap-who">
                <strong>{name}</strong>
                <span class="snap-when">
                    <time datetime=sent_at.to_string()>{move || age_words(sent_at, now.get())}</time>
                    {rest}
                    {kind.into_iter().map(|mark| view! { <span class="chip-mark">{mark}</span> }).collect_view()}
                </span>
            </span>
            <span class="snap-state">{move || state.get().word()}</span>
        }
        .into_any()
    });
    view! {
        <li
            class="snap-row"
            data-unopened=move || (state.get() == State::New).then_some("true")
            data-over=move || (!state.get().can_open()).then_some("true")
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

/// What kind of snap it is, in a word each.
fn kind(is_reply: bool, view_once: bool, timer: Option<Timer>) -> Vec<String> {
    let reply = is_reply.then(|| "Reply".to_owned());
    let once = view_once.then(|| "View once".to_owned());
    let timer = timer.map(|timer| format!("{} s", timer.seconds()));
    [reply, once, timer].into_iter().flatten().collect()
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
