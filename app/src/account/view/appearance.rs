use leptos::prelude::*;

use crate::{
    sounds::view::SoundsSwitch,
    theme::{ChooseTheme, Theme},
    ui::setting::{Saving, save_at_once},
};

/// How this browser looks and sounds. Seen at once, and kept by a cookie; works without a script.
#[component]
pub fn Appearance(
    /// What was chosen before.
    theme: Theme,
) -> impl IntoView {
    let choose = ServerAction::<ChooseTheme>::new();
    let outcome = Signal::derive(move || choose.value().get());
    view! {
        <section class="settings" aria-labelledby="settings-appearance">
            <h2 id="settings-appearance">"Appearance"</h2>
            <ActionForm action=choose attr:class="setting">
                <fieldset class="choice">
                    <legend>"Theme"</legend>
                    <div class="segmented">
                    {Theme::ALL.map(|one| view! {
                        <label>
                            <input
                                type="radio" name="theme" value=one.word() checked=one == theme
                                on:change=move |event| {
                                    one.show();
                                    save_at_once(event);
                                }
                            />
                            <span>{one.title()}</span>
                        </label>
                    })}
                    </div>
                </fieldset>
                <Saving outcome button="Save theme"/>
            </ActionForm>
            <SoundsSwitch/>
        </section>
    }
    .into_any()
}
