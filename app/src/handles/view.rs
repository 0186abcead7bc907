//! The form in which one chooses their handle.

use leptos::prelude::*;

use super::{
    Handle,
    api::{ChooseHandle, my_handle},
};

/// One field and one button; says what came of it. Asks by itself for the handle there is.
#[component]
pub fn HandleForm() -> impl IntoView {
    let choose = ServerAction::<ChooseHandle>::new();
    let mine = Resource::new_blocking(|| (), |()| my_handle());
    let busy = choose.pending();
    let said = move || choose.value().get();
    let refused = move || said().and_then(Result::err).map(|error| error.to_string());
    let chosen = move || said().and_then(Result::ok);
    view! {
        <ActionForm action=choose attr:class="setting handle">
            <label for="handle">"Handle"</label>
            <div class="setting-row">
                <span class="handle-field">
                    <span aria-hidden="true">"@"</span>
                    <Suspense>
                        {move || Suspend::new(async move {
                            let handle = mine.await.ok().flatten();
                            view! { <Field handle invalid=move || refused().is_some()/> }
                        })}
                    </Suspense>
                </span>
                <button class="button small" disabled=busy>{move || if busy.get() { "Saving…" } else { "Save" }}</button>
            </div>
            <p id="handle-hint" class="hint">
                "Friends see it, and whoever knows it can ask you to be friends. 3 to 20 letters, digits and underscores."
            </p>
            <div role="status">
                {move || refused().map(|sentence| view! { <p class="notice bad">{sentence}</p> })}
                {move || chosen().map(|handle| view! { <p class="saved">{format!("Saved. You are {handle}.")}</p> })}
            </div>
        </ActionForm>
    }
}

#[component]
fn Field(handle: Option<Handle>, #[prop(into)] invalid: Signal<bool>) -> impl IntoView {
    view! {
        <input
            id="handle" name="handle" type="text" required autocomplete="nickname" autocapitalize="none" spellcheck="false"
            minlength=Handle::SHORTEST.to_string()
            // One more for whoever types the sign as well.
            maxlength=(Handle::LONGEST + 1).to_string()
            placeholder="maya"
            value=handle.as_ref().map(|handle| handle.as_str().to_owned())
            aria-describedby="handle-hint"
            aria-invalid=move || invalid.get().then_some("true")
        />
    }
}
