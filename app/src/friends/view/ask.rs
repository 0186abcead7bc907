//! Asking somebody to be friends.

use leptos::prelude::*;

use super::api::RequestFriend;

/// One field and one button; says what came of it.
#[component]
pub fn AskForm() -> impl IntoView {
    let ask = ServerAction::<RequestFriend>::new();
    let said = move || ask.value().get();
    let refused = move || said().and_then(Result::err).map(|error| error.to_string());
    let sent = move || said().and_then(Result::ok).map(|asked| asked.sentence());
    let busy = ask.pending();
    view! {
        <ActionForm action=ask attr:class="ask">
            <div class="field">
                <label for="friend-whom">"Their @handle or e-mail"</label>
                <input
                    id="friend-whom" name="whom" type="text" required autocomplete="off" autocapitalize="none"
                    spellcheck="false" placeholder="@maya"
                    aria-invalid=move || refused().map(|_| "true")
                    aria-describedby="ask-outcome"
                />
            </div>
            <button type="submit" class="button accent" disabled=busy>
                {move || if busy.get() { "Asking…" } else { "Send request" }}
            </button>
            <div id="ask-outcome" class="ask-outcome" aria-live="polite">
                {move || refused().map(|sentence| view! { <p class="notice bad" role="alert">{sentence}</p> })}
                {move || sent().map(|sentence| view! { <p class="notice good">{sentence}</p> })}
            </div>
        </ActionForm>
    }
}
