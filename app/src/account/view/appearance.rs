use leptos::{ev::Event, prelude::*, web_sys::HtmlInputElement};

use crate::{
    privacy::view::control::Saving,
    sounds::view::SoundsSwitch,
    theme::{ChooseTheme, Theme},
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
                                    save(&event);
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

/// Sends the form a choice stands in.
fn save(event: &Event) {
    if let Some(form) = event_target::<HtmlInputElement>(event).form() {
        let _ = form.request_submit();
    }
}
