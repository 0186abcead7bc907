//! The form in which one reports somebody.

use appwrite::Id;
use leptos::{html::Div, prelude::*};

use super::{
    api::Report,
    model::{NOTE_LONGEST, Reason},
};

/// A reason, a few words, and what came of it.
#[component]
pub fn ReportForm(person: Id, name: String) -> impl IntoView {
    let report = ServerAction::<Report>::new();
    let busy = report.pending();
    let said = move || report.value().try_get().flatten();
    // The button cannot be pressed while it is busy, and a button that cannot be pressed loses the focus: it goes to what
    // came of it, so that the keys go on working where they were.
    let outcome = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if said().is_some()
            && let Some(outcome) = outcome.get_untracked()
        {
            let _ = outcome.focus();
        }
    });
    let (reason_id, note_id) = (format!("reason-{person}"), format!("note-{person}"));
    let (reason_for, note_for) = (reason_id.clone(), note_id.clone());
    view! {
        <ActionForm action=report attr:class="report">
            <input type="hidden" name="person" value=person.to_string()/>
            <p class="hint">{format!("Whoever runs this AppChat reads it. {name} is not told.")}</p>
            <div class="field">
                <label for=reason_for>"What is wrong?"</label>
                <select id=reason_id name="reason">
                    {Reason::ALL.map(|reason| view! { <option value=reason.word()>{reason.title()}</option> }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for=note_for>"What happened"</label>
                <textarea id=note_id name="note" rows="3" maxlength=NOTE_LONGEST.to_string()></textarea>
            </div>
            <button class="button small" disabled=move || busy.try_get().unwrap_or_default()>"Send report"</button>
            <div role="status" tabindex="-1" node_ref=outcome>
                {move || said().map(|outcome| match outcome {
                    Ok(()) => view! { <p class="notice good">"Thank you. It will be looked at."</p> }.into_any(),
                    Err(error) => view! { <p class="notice bad">{error.to_string()}</p> }.into_any(),
                })}
            </div>
        </ActionForm>
    }
}
