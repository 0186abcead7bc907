use leptos::prelude::*;

use super::icons::{Minus, MyPin, Plus, WholeWorld};
use crate::{
    globe::{helm::Helm, model::Order},
    presence::Spot,
};

/// What dragging and pinching do, as buttons.
#[component]
pub fn Controls(mine: Memo<Option<Spot>>, helm: Helm) -> impl IntoView {
    view! {
        <div class="globe__controls" role="group" aria-label="View">
            <button type="button" aria-label="Zoom in" on:click=move |_| helm.order(Order::Closer)><Plus/></button>
            <button type="button" aria-label="Zoom out" on:click=move |_| helm.order(Order::Further)><Minus/></button>
            <button
                type="button"
                aria-label="Go to my pin"
                disabled=move || mine.get().is_none()
                on:click=move |_| {
                    if let Some(spot) = mine.get_untracked() {
                        helm.order(Order::Show(spot));
                    }
                }
            >
                <MyPin/>
            </button>
            <button type="button" aria-label="Whole world" on:click=move |_| helm.order(Order::World)>
                <WholeWorld/>
            </button>
        </div>
    }
    .into_any()
}
