//! The first step: a handle and a colour, and what they look like beside my face.

use leptos::prelude::*;

use crate::{
    AppError,
    first_run::api::ChooseFirstHandle,
    handles::{Handle, api::my_handle, view::HandleField},
    hue::{api::SetHue, view::HueChoice},
    ui::{Sorry, setting::Saved},
};

/// My handle, and what chooses it and my colour. A handle itself: copies are the same.
#[derive(Clone, Copy)]
pub struct FirstHandle {
    pub(super) mine: Resource<Result<Option<Handle>, AppError>>,
    choose: ServerAction<ChooseFirstHandle>,
    paint: ServerAction<SetHue>,
    /// What is in the field, once anything was typed.
    pub(super) typed: RwSignal<Option<String>>,
}

/// Asks for my handle, for the first render and after it was chosen. Call it outside every `Suspense`.
pub fn first_handle() -> FirstHandle {
    let choose = ServerAction::<ChooseFirstHandle>::new();
    let mine = Resource::new_blocking(move || choose.version().get(), |_| my_handle());
    FirstHandle { mine, choose, paint: ServerAction::new(), typed: RwSignal::new(None) }
}

/// One field and six colours. A colour is kept as it is chosen; the handle goes on to the next step.
#[component]
pub fn HandleStep(handle: FirstHandle) -> impl IntoView {
    view! {
        <p class="hint">"It is how people find you without your e-mail address. You can change it any time, under You."</p>
        <Transition>
            {move || Suspend::new(async move {
                match handle.mine.await {
                    Ok(mine) => view! { <Form handle mine/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Form(handle: FirstHandle, mine: Option<Handle>) -> impl IntoView {
    let FirstHandle { choose, paint, typed, .. } = handle;
    let busy = choose.pending();
    let refused = Signal::derive(move || {
        choose.value().get().and_then(Result::err).map(|error: AppError| error.to_string())
    });
    let painted = Signal::derive(move || paint.value().get().map(|outcome| outcome.map(drop)));
    view! {
        <ActionForm action=choose attr:class="stack">
            <div class="first-field">
                <label for="handle">"Your @handle"</label>
                <HandleField before=mine refused typed=move |text| typed.set(Some(text))/>
                <p id="handle-hint" class="hint">"3 to 20 letters, digits and underscores."</p>
                <div id="handle-outcome" role="status">
                    {move || refused.get().map(|sentence| view! { <p class="notice bad">{sentence}</p> })}
                </div>
            </div>
            <div class="hue-choice">
                <HueChoice save=paint/>
                <Saved outcome=painted/>
            </div>
            <button class="button accent wide" disabled=busy>
                {move || if busy.get() { "Saving…" } else { "Save and go on" }}
            </button>
        </ActionForm>
    }
    .into_any()
}
