use leptos::{ev::Event, prelude::*};

use crate::handles::Handle;

/// The field for a handle, with its sign before it. The form around it has the label, and says what there is to know and
/// what came of it, under the ids `handle-hint` and `handle-outcome`.
#[component]
pub fn HandleField(
    /// The one there is.
    before: Option<Handle>,
    /// Why what was sent cannot be had.
    refused: Signal<Option<String>>,
    /// Hears of everything that is typed.
    #[prop(optional, into)]
    typed: Option<Callback<String>>,
) -> impl IntoView {
    let hear = move |event: Event| {
        if let Some(typed) = typed {
            typed.run(event_target_value(&event));
        }
    };
    view! {
        <span class="handle-field">
            <span aria-hidden="true">"@"</span>
            <input
                id="handle" name="handle" type="text" required autocomplete="nickname" autocapitalize="none"
                spellcheck="false" placeholder="maya" value=before.map(String::from)
                minlength=Handle::SHORTEST.to_string()
                // One more for whoever types the sign as well.
                maxlength=(Handle::LONGEST + 1).to_string()
                aria-describedby="handle-hint handle-outcome"
                aria-invalid=move || refused.get().map(|_| "true")
                on:input=hear
            />
        </span>
    }
    .into_any()
}
