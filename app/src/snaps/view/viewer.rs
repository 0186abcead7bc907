//! A snap on screen: a dialog over whatever page one is on, while the address says `?open=` and its id. It counts as
//! opened once the picture is there to be seen, never before. What waits beside it is looked through in one go.

use appwrite::Id;
use leptos::{ev, html, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::{
    hue::view::Portrait,
    rooms::{Content, use_rooms},
    snaps::{
        model::{Queue, Remaining, Snap},
        use_snaps,
    },
    ui::Avatar,
};

pub mod countdown;
pub mod needs;
pub mod stage;
pub mod steps;

use countdown::{Countdown, Hold};
use needs::Needs;
use stage::OnStage;
use steps::{Segments, Steps};

/// The viewer of the snap the address names; nothing while it names none.
#[component]
pub fn SnapViewer() -> impl IntoView {
    let (query, rooms) = (use_query_map(), use_rooms());
    let open = Memo::new(move |_| query.with(|query| query.get_str("open")?.parse::<Id>().ok()));
    let is_open = Memo::new(move |_| open.with(Option::is_some));
    // It needs no list to show a picture; the list only says whose it is.
    (move || {
        let first = is_open.get().then(|| open.get_untracked()).flatten();
        first.map(|first| rooms.show(Content::Viewer { open, first }))
    })
    .into_any()
}

/// The viewer itself. Its code is in the lazy module.
#[component]
pub(crate) fn Viewer(open: Memo<Option<Id>>, first: Id) -> impl IntoView {
    let snaps = use_snaps();
    let dialog = NodeRef::<html::Dialog>::new();
    let id = Memo::new(move |before: Option<&Id>| {
        open.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let snap = Memo::new(move |before: Option<&Option<Snap>>| {
        let id = id.get();
        // What was known when it was opened stays known, should it be taken back or run out meanwhile.
        snaps.get(&id).or_else(|| before.cloned().flatten().filter(|before| before.id == id))
    });
    let name = Memo::new(move |_| match snap.get() {
        Some(snap) => snaps.name_of(&snap.sender),
        None => "Snap".to_owned(),
    });
    let sender = Memo::new(move |_| snap.with(|snap| snap.as_ref().map(|snap| snap.sender.clone())));
    let left = Memo::new(move |_| snap.get().map(|snap| Remaining::of(&snap, snaps.now().get())));
    let caption = move || snap.get().and_then(|snap| snap.caption);
    let reply = move || snap.get().map(|snap| format!("/app/snap?to={}&reply={}", snap.sender, snap.id));
    let alt = Memo::new(move |_| {
        let description = snap.get().and_then(|snap| snap.description);
        description.unwrap_or_else(|| format!("Snap from {}", name.get()))
    });
    let colour = Memo::new(move |_| {
        let shown = snap.get().filter(|snap| snap.is_open(snaps.now().get()));
        shown.and_then(|snap| snap.colour)
    });
    let queue = Memo::new(move |before: Option<&Queue>| {
        before.cloned().unwrap_or_default().with(snaps.waiting_ids(), &id.get())
    });
    keep_modal(dialog);
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let countdown = Countdown::new(id, close);
    let seen = Callback::new(move |()| {
        snap.with_untracked(|snap| snap.as_ref().and_then(|snap| snap.timer))
            .into_iter()
            .for_each(|timer| countdown.begin(timer));
    });
    let fraction =
        move || countdown.fraction().or_else(|| left.get().map(Remaining::fraction)).unwrap_or(0.0);
    let show = show_another();
    let step = Callback::new(move |by| {
        if let Some(next) = queue.with_untracked(|queue| queue.step(&id.get_untracked(), by).cloned()) {
            show(&next);
        }
    });
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => step.run(1),
        "ArrowLeft" => step.run(-1),
        _ => {}
    };
    view! {
        <Needs/>
        <dialog
            node_ref=dialog
            class="viewer"
            aria-labelledby="viewer-name"
            on:close=leave_on_close()
            on:keydown=keys
        >
            <Segments queue id/>
            <header class="viewer-bar">
                <span
                    class="snap-ring"
                    style=move || format!("--left: {:.3}", fraction())
                >
                    {move || match sender.get() {
                        Some(user) => view! { <Portrait user name/> }.into_any(),
                        None => view! { <Avatar name/> }.into_any(),
                    }}
                </span>
                <p>
                    <strong id="viewer-name">{name}</strong>
                    <span class="snap-left" data-urgency=move || left.get().map(|left| left.urgency().as_str())>
                        {move || match countdown.seconds() {
                            Some(seconds) => Some(format!("{seconds} s on screen")),
                            None => left.get().map(Remaining::words),
                        }}
                    </span>
                </p>
                <button type="button" class="viewer-close" aria-label="Close" on:click=move |_| close()>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6 18 18M18 6 6 18"/></svg>
                </button>
            </header>
            <div
                class="viewer-stage"
                on:pointerdown=move |_| countdown.touch(true)
                on:pointerup=move |_| countdown.touch(false)
                on:pointercancel=move |_| countdown.touch(false)
                on:pointerleave=move |_| countdown.touch(false)
            >
                <OnStage id alt colour seen/>
                <Steps queue id step/>
            </div>
            <footer class="viewer-foot">
                {move || caption().map(|caption| view! { <p class="viewer-caption">{caption}</p> })}
                <Hold countdown/>
                {move || reply().map(|href| view! { <A href attr:class="button">"Reply"</A> })}
            </footer>
        </dialog>
    }
    .into_any()
}

/// A modal dialog keeps the focus inside, gives it back when it closes, and closes on Esc: all by the browser.
fn keep_modal(node: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if !dialog.open() {
            // It only fails for a dialog that is open already or not on the page.
            let _ = dialog.show_modal();
        }
        on_cleanup(move || {
            if let Some(dialog) = node.try_get_untracked().flatten() {
                dialog.close();
            }
        });
    });
}

/// Puts another snap's id into the address.
fn show_another() -> impl Fn(&Id) + Send + Sync {
    let (location, query, navigate) = (use_location(), use_query_map(), use_navigate());
    move |id| {
        let mut there = query.get_untracked();
        there.replace("open", id.to_string());
        let to = format!("{}{}", location.pathname.get_untracked(), there.to_query_string());
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }
}

/// Takes `?open=` out of the address, unless somebody went elsewhere already.
fn leave_on_close() -> impl Fn(leptos::ev::Event) {
    let (location, query, navigate) = (use_location(), use_query_map(), use_navigate());
    move |_| {
        if !query.with_untracked(|query| query.get_str("open").is_some()) {
            return;
        }
        let mut rest = query.get_untracked();
        rest.remove("open");
        let to = format!("{}{}", location.pathname.get_untracked(), rest.to_query_string());
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }
}
