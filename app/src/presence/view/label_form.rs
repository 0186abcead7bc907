use leptos::{ev::SubmitEvent, html, prelude::*};

use crate::{
    clock,
    presence::{
        Label, Words,
        model::{Clear, NotALabel},
        use_presence,
    },
};

/// Ready to be taken, for whoever has no emoji at hand.
const EMOJI: [&str; 6] = ["🎧", "🍝", "🏃", "📚", "✈️", "😴"];

/// One emoji, up to 60 characters, and when they go away.
#[component]
pub(super) fn LabelForm() -> impl IntoView {
    let presence = use_presence();
    let (emoji, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let clear = NodeRef::<html::Select>::new();
    let refused = RwSignal::new(None::<NotALabel>);
    let label =
        Memo::new(move |_| presence.chosen().with(|wish| wish.shown.then(|| wish.label.clone()).flatten()));
    // What is chosen here, in another tab or on another device is what the form begins with.
    Effect::new(move |_| {
        let (is_emoji, says) = label.with(|label| {
            label
                .as_ref()
                .map_or_else(Default::default, |label| (label.emoji().to_owned(), label.text().to_owned()))
        });
        emoji.set(is_emoji);
        text.set(says);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let after = clear.get_untracked().map(|select| Clear::from_word(&select.value())).unwrap_or_default();
        let until = after.until(clock::now(), clock::midnight());
        match Label::new(&emoji.get_untracked(), &text.get_untracked(), until) {
            Ok(label) => {
                refused.set(None);
                presence.set(None, Words { label: Some(label) });
            }
            Err(problem) => refused.set(Some(problem)),
        }
    };
    let take_away = move |_| {
        refused.set(None);
        presence.set(None, Words::default());
    };
    view! {
        <form class="label-form" aria-label="Status message" on:submit=submit>
            <div class="label-form__words">
                <input
                    class="label-form__emoji"
                    type="text"
                    aria-label="Emoji"
                    autocomplete="off"
                    placeholder="☺"
                    bind:value=emoji
                />
                <input
                    type="text"
                    aria-label="What you are up to"
                    autocomplete="off"
                    maxlength=Label::TEXT.to_string()
                    placeholder="What are you up to?"
                    aria-invalid=move || refused.get().map(|_| "true")
                    aria-describedby="label-refused"
                    bind:value=text
                />
            </div>
            <div class="label-form__quick" role="group" aria-label="Emoji to choose from">
                {EMOJI.map(|one| view! {
                    <button type="button" class="label-form__pick" on:click=move |_| emoji.set(one.to_owned())>{one}</button>
                }).collect_view()}
            </div>
            <p id="label-refused" class="label-form__refused" role="status">
                {move || refused.get().map(|problem| format!("The message {problem}."))}
            </p>
            <div class="label-form__last">
                <select aria-label="Clear after" node_ref=clear>
                    {Clear::ALL.map(|after| view! { <option value=after.word()>{after.shown()}</option> }).collect_view()}
                </select>
                <button type="submit" class="button accent small">"Set"</button>
                <Show when=move || label.with(Option::is_some)>
                    <button type="button" class="button quiet small" on:click=take_away>"Clear message"</button>
                </Show>
            </div>
        </form>
    }
    .into_any()
}
