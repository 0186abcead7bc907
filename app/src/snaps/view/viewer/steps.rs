//! Going from one waiting snap to the next: a line of segments that says which of how many, and a way on at either side.

use appwrite::Id;
use leptos::prelude::*;

use crate::snaps::model::Queue;

/// One segment for each snap in line; nothing where there is only one.
#[component]
pub fn Segments(queue: Memo<Queue>, id: Memo<Id>) -> impl IntoView {
    let count = Memo::new(move |_| queue.with(Queue::len));
    let place = Memo::new(move |_| queue.with(|queue| queue.place(&id.get())).unwrap_or(0));
    view! {
        <div class="viewer-segments">
            <Show when=move || { count.get() > 1 }>
                {move || (0..count.get()).map(|at| view! {
                    <span data-seen=move || (at <= place.get()).to_string()></span>
                }).collect_view()}
                <p class="visually-hidden" role="status">
                    {move || format!("Snap {} of {}", place.get() + 1, count.get())}
                </p>
            </Show>
        </div>
    }
    .into_any()
}

/// The ways to the snap before and the snap after, as tall as the stage: a thumb finds them.
#[component]
pub fn Steps(queue: Memo<Queue>, id: Memo<Id>, step: Callback<isize>) -> impl IntoView {
    let several = move || queue.with(Queue::len) > 1;
    // Not `disabled`: the focus would leave the dialog with the button.
    let ends = move |by| queue.with(|queue| queue.step(&id.get(), by).is_none()).to_string();
    view! {
        <Show when=several>
            <button
                type="button"
                class="viewer-step"
                data-way="back"
                aria-label="Previous snap"
                aria-disabled=move || ends(-1)
                on:click=move |_| step.run(-1)
            >
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>
            </button>
            <button
                type="button"
                class="viewer-step"
                data-way="on"
                aria-label="Next snap"
                aria-disabled=move || ends(1)
                on:click=move |_| step.run(1)
            >
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7"/></svg>
            </button>
        </Show>
    }
    .into_any()
}
