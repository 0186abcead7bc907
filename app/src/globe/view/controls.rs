use globe_engine::CameraStep;
use leptos::prelude::*;

use crate::{
    globe::{helm::Helm, model::Order},
    presence::Spot,
    ui::{Icon, Picture},
};

/// What dragging and pinching do, as buttons. `data-view` says it to the module that draws before the app is there.
#[component]
pub fn Controls(mine: Memo<Option<Spot>>, helm: Helm) -> impl IntoView {
    let step = move |step| helm.order(Order::Step(step));
    view! {
        <div class="globe__controls" role="group" aria-label="View">
            <button type="button" aria-label="Zoom in" data-view="closer" on:click=move |_| step(CameraStep::Closer)>
                <Icon picture=Picture::Plus/>
            </button>
            <button type="button" aria-label="Zoom out" data-view="further" on:click=move |_| step(CameraStep::Further)>
                <Icon picture=Picture::Minus/>
            </button>
            <button
                type="button"
                aria-label="Go to my pin"
                data-view="mine"
                disabled=move || mine.get().is_none()
                on:click=move |_| {
                    if let Some(spot) = mine.get_untracked() {
                        helm.order(Order::Show(spot));
                    }
                }
            >
                <Icon picture=Picture::Pin/>
            </button>
            <button type="button" aria-label="Whole world" data-view="world" on:click=move |_| step(CameraStep::World)>
                <Icon picture=Picture::Globe/>
            </button>
        </div>
    }
    .into_any()
}
