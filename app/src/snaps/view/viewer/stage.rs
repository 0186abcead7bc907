//! What stands on the viewer's stage: the photograph, or why there is none. Until the photograph can be seen, its colour
//! stands for it.

use appwrite::Id;
use leptos::{prelude::*, task::spawn_local};

use crate::snaps::{
    api::mark_snap_viewed,
    model::{Change, Colour, NotShown, Served},
    use_snaps,
};

/// How far it is with the snap of this id.
#[derive(Clone, PartialEq)]
enum Stage {
    Fetching(Id),
    Ended(Id, Result<Served, NotShown>),
}

impl Stage {
    fn id(&self) -> &Id {
        let (Self::Fetching(id) | Self::Ended(id, _)) = self;
        id
    }

    fn has_failed(&self) -> bool {
        matches!(self, Self::Ended(_, Err(_)))
    }
}

/// Fetches the snap the address names, and shows what came of it.
#[component]
pub fn OnStage(
    id: Memo<Id>,
    alt: Memo<String>,
    /// What the photograph looks like on the whole.
    colour: Memo<Option<Colour>>,
    /// The picture can be seen.
    seen: Callback<()>,
) -> impl IntoView {
    // A server only ever knows the first.
    let stage = RwSignal::new(Stage::Fetching(id.get_untracked()));
    Effect::new(move |_| fetch_into(stage, id.get()));
    let again = Callback::new(move |()| fetch_into(stage, id.get_untracked()));
    let on_screen = RwSignal::new(None::<Id>);
    let shown = Callback::new(move |id| {
        on_screen.set(Some(id));
        seen.run(());
    });
    let is_covered = move || on_screen.with(|shown| stage.with(|stage| shown.as_ref() == Some(stage.id())));
    let colour = move || colour.get().filter(|_| stage.with(|stage| !stage.has_failed()));
    let photograph = move || match stage.get() {
        Stage::Fetching(_) => view! { <p class="viewer-words" role="status">"Opening…"</p> }.into_any(),
        Stage::Ended(id, Ok(served)) => view! { <Picture id served alt shown/> }.into_any(),
        Stage::Ended(_, Err(why)) => view! { <Sorry why retry=again/> }.into_any(),
    };
    view! {
        {move || colour().map(|colour| view! {
            <div
                class="viewer-colour"
                style=format!("--photo: {colour}")
                data-covered=move || is_covered().to_string()
            ></div>
        })}
        {photograph}
    }
    .into_any()
}

/// The photograph. Once it can be seen, the server is told.
#[component]
fn Picture(id: Id, served: Served, alt: Memo<String>, shown: Callback<Id>) -> impl IntoView {
    let snaps = use_snaps();
    let seen = move |_| {
        let id = id.clone();
        shown.run(id.clone());
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
    stage.set(Stage::Fetching(id.clone()));
    spawn_local(async move {
        let answer = crate::snaps::device::fetch(&id).await;
        // Whoever closed the viewer meanwhile, or went on to the next, has nothing to be shown.
        if stage.try_with_untracked(|stage| *stage == Stage::Fetching(id.clone())) == Some(true) {
            stage.set(Stage::Ended(id, answer));
        }
    });
}

/// A server shows no pictures: only a browser runs the effect that asks for one.
#[cfg(not(feature = "browser"))]
fn fetch_into(stage: RwSignal<Stage>, id: Id) {
    stage.set(Stage::Ended(id, Err(NotShown::Offline)));
}
