//! Somebody's picture in their colour, and the form in which one chooses theirs.

use leptos::prelude::*;

use super::api::SetHue;
use crate::ui::setting::Saving;

pub mod choice;
pub mod portrait;

pub use choice::HueChoice;
pub use portrait::Portrait;

/// The choice on the page about oneself. Works without a script.
#[component]
pub fn HueForm() -> impl IntoView {
    let save = ServerAction::<SetHue>::new();
    let outcome = Signal::derive(move || save.value().get().map(|outcome| outcome.map(drop)));
    view! {
        <section class="settings" aria-labelledby="settings-hue">
            <h2 id="settings-hue">"Picture"</h2>
            <ActionForm action=save attr:class="setting">
                <div class="hue-choice">
                    <HueChoice save/>
                    <Saving outcome button="Save colour"/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
