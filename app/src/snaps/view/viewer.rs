//! A snap on screen: a dialog over whatever page one is on, while the address says `?open=` and its id. It counts as
//! opened once the picture is there to be seen, never before.

use appwrite::Id;
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::{
    snaps::{
        api::mark_snap_viewed,
        model::{Change, NotShown, Remaining, Served, Snap},
        use_snaps,
    },
    ui::Avatar,
};

/// The viewer of the snap the address names; nothing while it names none.
#[component]
pub fn SnapViewer() -> impl IntoView {
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| query.get_str("open")?.parse::<Id>().ok()));
    // It needs no list to show a picture; the list only says whose it is.
    (move || open.get().map(|id| view! { <Viewer id/> })).into_any()
}

/// What is on the stage. A server only ever knows the first.
#[derive(Clone, PartialEq)]
enum Stage {
    Fetching,
    Ended(Result<Served, NotShown>),
}

#[component]
fn Viewer(id: Id) -> impl IntoView {
    let snaps = use_snaps();
    let stage = RwSignal::new(Stage::Fetching);
    let dialog = NodeRef::<html::Dialog>::new();
    let snap = {
        let id = id.clone();
        // What was known when it was opened stays known, should it be taken back or run out meanwhile.
        Memo::new(move |before: Option<&Option<Snap>>| snaps.get(&id).or_else(|| before.cloned().flatten()))
    };
    let name = Memo::new(move |_| match snap.get() {
        Some(snap) => snaps.name_of(&snap.sender),
        None => "Snap".to_owned(),
    });
    let left = Memo::new(move |_| snap.get().map(|snap| Remaining::of(&snap, snaps.now().get())));
    let caption = move || snap.get().and_then(|snap| snap.caption);
    let reply = move || snap.get().map(|snap| format!("/app/snap?to={}&reply={}", snap.sender, snap.id));
    let alt = Memo::new(move |_| {
        let description = snap.get().and_then(|snap| snap.description);
        description.unwrap_or_else(|| format!("Snap from {}", name.get()))
    });
    let fetch = {
        let id = id.clone();
        Callback::new(move |()| fetch_into(stage, id.clone()))
    };
    Effect::new(move |_| fetch.run(()));
    keep_modal(dialog);
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=dialog class="viewer" aria-labelledby="viewer-name" on:close=leave_on_close()>
            <header class="viewer-bar">
                <span
                    class="snap-ring"
                    style=move || format!("--left: {:.3}", left.get().map_or(0.0, Remaining::fraction))
                >
                    {move || view! { <Avatar name=name.get()/> }}
                </span>
                <p>
                    <strong id="viewer-name">{name}</strong>
                    <span class="snap-left" data-urgency=move || left.get().map(|left| left.urgency().as_str())>
                        {move || left.get().map(Remaining::words)}
                    </span>
                </p>
                <button type="button" class="viewer-close" aria-label="Close" on:click=move |_| close()>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6 18 18M18 6 6 18"/></svg>
                </button>
            </header>
            <div class="viewer-stage">
                {move || match stage.get() {
                    Stage::Fetching => view! { <p class="viewer-words" role="status">"Opening…"</p> }.into_any(),
                    Stage::Ended(Ok(served)) => view! { <Picture id=id.clone() served alt/> }.into_any(),
                    Stage::Ended(Err(why)) => view! { <Sorry why retry=fetch/> }.into_any(),
                }}
            </div>
            <footer class="viewer-foot">
                {move || caption().map(|caption| view! { <p class="viewer-caption">{caption}</p> })}
                {move || reply().map(|href| view! { <A href attr:class="button">"Reply"</A> })}
            </footer>
        </dialog>
    }
    .into_any()
}

/// The photograph. Once it can be seen, the server is told.
#[component]
fn Picture(id: Id, served: Served, alt: Memo<String>) -> impl IntoView {
    let snaps = use_snaps();
    let seen = move |_| {
        let id = id.clone();
        spawn_local(async move {
            // A stamp that did not get through is made at the next opening; the picture is not spoilt for it.
            if mark_snap_viewed(id.clone()).await.is_ok()
                && let Some(mut snap) = untrack(|| snaps.get(&id))
            {
                snap.viewed_at.get_or_insert(untrack(|| snaps.now().get()));
                snaps.apply(Change::Here(snap));
            }
        });
    };
    view! {
        <img
            class="viewer-photo"
            src=served.data_url
            alt=alt
            draggable="false"
            on:load=seen
        />
    }
    .into_any()
}

/// Why there is no picture, and what can be done.
#[component]
fn Sorry(why: NotShown, retry: Callback<()>) -> impl IntoView {
    view! {
        <div class="viewer-words" role="alert">
            <p>{why.to_string()}</p>
            <Show when=move || why.may_pass()>
                <button type="button" class="button" on:click=move |_| retry.run(())>"Try again"</button>
            </Show>
        </div>
    }
    .into_any()
}

#[cfg(feature = "browser")]
fn fetch_into(stage: RwSignal<Stage>, id: Id) {
    stage.set(Stage::Fetching);
    spawn_local(async move {
        let answer = crate::snaps::device::fetch(&id).await;
        // Whoever closed the viewer meanwhile has nothing to be shown.
        let _ = stage.try_set(Stage::Ended(answer));
    });
}

/// A server shows no pictures: only a browser runs the effect that asks for one.
#[cfg(not(feature = "browser"))]
fn fetch_into(stage: RwSignal<Stage>, _: Id) {
    stage.set(Stage::Ended(Err(NotShown::Offline)));
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
