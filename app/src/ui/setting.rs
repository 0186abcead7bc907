//! What every setting is made of.

use leptos::{
    ev::Event,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlFormElement},
};

use crate::AppError;

/// A named choice, saved as soon as it is made. Goes inside the form of the action that saves it.
#[component]
pub fn Choose(
    id: String,
    #[prop(into)] label: String,
    /// The field's name in the form.
    name: &'static str,
    /// Each choice's word and title.
    choices: Vec<(&'static str, &'static str)>,
    /// The word of what is chosen.
    #[prop(into)]
    chosen: Signal<&'static str>,
) -> impl IntoView {
    let label_for = id.clone();
    view! {
        <label for=label_for>{label}</label>
        <select id=id name=name on:change=save_at_once>
            {choices.into_iter().map(|(word, title)| view! {
                <option value=word selected=move || chosen.get() == word>{title}</option>
            }).collect_view()}
        </select>
    }
}

/// For whoever has no script, a button; for the others, a quiet word that it was saved, or why not.
#[component]
pub fn Saving(
    #[prop(into)] outcome: Signal<Option<Result<(), AppError>>>,
    /// What the button is called where there are many.
    #[prop(into)]
    button: String,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <button class="button small" hidden=alive aria-label=button>"Save"</button>
        <Saved outcome/>
    }
}

/// The quiet word alone.
#[component]
pub fn Saved(outcome: Signal<Option<Result<(), AppError>>>) -> impl IntoView {
    view! {
        <span class="saved" role="status">
            {move || outcome.get().map(|outcome| match outcome {
                Ok(()) => view! { <span>"Saved"</span> }.into_any(),
                Err(error) => view! { <span class="bad">{error.to_string()}</span> }.into_any(),
            })}
        </span>
    }
}

/// Sends the form a choice stands in.
pub fn save_at_once(event: Event) {
    let form = event_target::<Element>(&event).closest("form").ok().flatten();
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.request_submit();
    }
}
