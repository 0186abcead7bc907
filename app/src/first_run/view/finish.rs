use leptos::prelude::*;

use crate::{first_run::Step, handles::Handle};

/// The quiet way back into the first run, for as long as somebody has no handle.
#[component]
pub fn FinishCard(#[prop(into)] handle: Signal<Option<Handle>>) -> impl IntoView {
    view! {
        <Show when=move || handle.with(Option::is_none)>
            <section class="finish" aria-labelledby="finish-title">
                <div>
                    <h2 id="finish-title">"Finish setting up"</h2>
                    <p class="hint">"A handle, a pin and a first friend: three short steps, and each can be skipped."</p>
                </div>
                <a class="button small" href=Step::Handle.address()>"Go on"</a>
            </section>
        </Show>
    }
    .into_any()
}
