//! The switch of the tones.

use leptos::prelude::*;

use super::{Tone, use_sounds};

/// Turns the tones on or off in this browser, and lets one be heard. Without a script nothing sounds, so there is nothing
/// to turn.
#[component]
pub fn SoundsSwitch() -> impl IntoView {
    let sounds = use_sounds();
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let on = Signal::derive(move || sounds.is_some_and(|sounds| sounds.is_on().get()));
    view! {
        <div class="setting" hidden=move || !alive.get()>
            <label class="switch">
                <span>
                    <strong>"Sounds"</strong>
                    <span class="hint">"A short tone when a snap comes, and one when yours has gone."</span>
                </span>
                <input
                    type="checkbox" role="switch" prop:checked=on
                    on:change=move |event| {
                        if let Some(sounds) = sounds {
                            sounds.turn(event_target_checked(&event));
                            sounds.play(Tone::Received);
                        }
                    }
                />
            </label>
        </div>
    }
    .into_any()
}
