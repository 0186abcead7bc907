use leptos::prelude::*;

use super::outcome::outcome;
use crate::{
    privacy::{Precision, api::SetPrecision, model::Privacy},
    ui::setting::{Saving, save_at_once},
};

/// How precisely friends see my pin, as three buttons of which one is pressed. What it comes to is said beside it.
#[component]
pub fn PrecisionChoice(privacy: RwSignal<Privacy>) -> impl IntoView {
    let change = ServerAction::<SetPrecision>::new();
    let saved = outcome(change, privacy);
    let chosen = Memo::new(move |_| privacy.with(|privacy| privacy.settings.precision));
    view! {
        <ActionForm action=change attr:class="precision">
            <fieldset class="choice">
                <legend>"What friends see"</legend>
                <div class="segmented">
                    {Precision::ALL.map(|one| view! {
                        <label>
                            <input
                                type="radio" name="precision" value=one.word()
                                checked=move || chosen.get() == one
                                prop:checked=move || chosen.get() == one
                                on:change=save_at_once
                            />
                            <span>{one.title()}</span>
                        </label>
                    })}
                </div>
            </fieldset>
            <Saving outcome=saved button="Save what friends see"/>
        </ActionForm>
    }
    .into_any()
}
