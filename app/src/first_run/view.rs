//! The panel over the globe: which step this is, the step itself, and the ways on, back and out.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

use super::Step;
use crate::globe::helm::Helm;

pub mod company;
pub mod finish;
pub mod handle;
pub mod pin;
pub mod preview;

pub use company::{Company, invented};
pub use finish::FinishCard;
pub use handle::{FirstHandle, HandleStep, first_handle};
pub use pin::{PinStep, place_in_words};
pub use preview::Preview;

/// The step the address names.
pub fn use_step() -> Memo<Step> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| Step::of_query(query.get_str("step"))))
}

/// Around every step.
#[component]
pub fn Panel(step: Memo<Step>, helm: Helm, children: Children) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    keep_focus_on_step(step, heading);
    view! {
        <section class="first-panel" aria-labelledby="first-title">
            <header class="first-head">
                <h1 id="first-title" tabindex="-1" node_ref=heading>
                    <span class="first-progress">
                        {move || format!("Step {} of {}", step.get().number(), Step::ALL.len())}
                    </span>
                    " "
                    <span>{move || step.get().title()}</span>
                </h1>
                {move || step.get().next().map(|_| view! { <a class="button quiet small" href="/app">"Skip"</a> })}
                <Bars step/>
            </header>
            <div class="first-body">{children()}</div>
            <Ways step helm/>
        </section>
    }
    .into_any()
}

/// How far one is, for the eye: the heading says it.
#[component]
fn Bars(step: Memo<Step>) -> impl IntoView {
    view! {
        <div class="first-bars" aria-hidden="true">
            {Step::ALL.map(|one| view! {
                <span data-done=move || (one.number() <= step.get().number()).then_some("")></span>
            })}
        </div>
    }
}

/// Back and on, as links; the last of them opens the globe, where the pin lands.
#[component]
fn Ways(step: Memo<Step>, helm: Helm) -> impl IntoView {
    view! {
        <footer class="first-ways">
            {move || step.get().before().map(|before| view! {
                <a class="button quiet" href=before.address()>"Back"</a>
            })}
            {move || match step.get().next() {
                Some(next) => view! { <a class="button first-on" href=next.address()>"Next"</a> }.into_any(),
                None => view! {
                    <a class="button accent first-on" href="/app" on:click=move |_| helm.land()>"Done"</a>
                }.into_any(),
            }}
        </footer>
    }
}

/// Where a step takes another's place the focus goes to the heading, as it does from page to page.
fn keep_focus_on_step(step: Memo<Step>, heading: NodeRef<html::H1>) {
    let focus = move || {
        let heading = heading.get_untracked();
        request_animation_frame(move || {
            if let Some(heading) = heading {
                let _ = heading.focus();
            }
        });
    };
    Effect::watch(move || step.get(), move |_, _, _| focus(), false);
}
