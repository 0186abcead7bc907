//! The form in which one chooses their handle.

use leptos::prelude::*;

use super::{Handle, api::ChooseHandle};

pub mod field;

pub use field::HandleField;

/// One field and one button; says what came of it.
#[component]
pub fn HandleForm(
    /// What one can be found by; follows what is chosen here.
    handle: RwSignal<Option<Handle>>,
) -> impl IntoView {
    let choose = ServerAction::<ChooseHandle>::new();
    let busy = choose.pending();
    let said = move || choose.value().get();
    let refused = Signal::derive(move || said().and_then(Result::err).map(|error| error.to_string()));
    let chosen = move || said().and_then(Result::ok);
    let before = handle.get_untracked();
    Effect::new(move |_| {
        if let Some(chosen) = chosen() {
            handle.set(Some(chosen));
        }
    });
    view! {
        <section class="settings" aria-labelledby="settings-handle">
            <h2 id="settings-handle">"Handle"</h2>
            <ActionForm action=choose attr:class="setting handle">
                <label for="handle">"Your @handle"</label>
                <div class="setting-row">
                    <HandleField before refused/>
                    <button class="button small" disabled=busy>
                        {move || if busy.get() { "Saving…" } else { "Save" }}
                    </button>
                </div>
                <p id="handle-hint" class="hint">
                    "Friends see it, and whoever knows it can ask you to be friends. 3 to 20 letters, digits and underscores."
                </p>
                <div id="handle-outcome" role="status">
                    {move || refused.get().map(|sentence| view! { <p class="notice bad">{sentence}</p> })}
                    {move || chosen().map(|handle| view! { <p class="saved">{format!("Saved. You are {handle}.")}</p> })}
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
