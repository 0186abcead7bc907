//! Ghost mode from every page.

use leptos::prelude::*;

use crate::privacy::{model::Length, use_ghost};

/// One tap becomes a ghost for an hour, other lengths are behind it; and while I am one, a pill says for how long, and
/// a tap on it ends it.
#[component]
pub fn GhostControl() -> impl IntoView {
    let switch = use_ghost();
    view! {
        <div class="ghost" data-on=move || switch.is_on().get().then_some("true")>
            <Show when=move || switch.is_on().get() fallback=Become>
                <Turn length=Length::Off>
                    <button class="ghost-pill" title="End ghost mode">
                        <GhostShape/>
                        <span>{switch.words()}</span>
                        <span class="visually-hidden">": your friends cannot see you. Press to end it."</span>
                    </button>
                </Turn>
            </Show>
            {move || switch.trouble().get().map(|error| view! {
                <p class="notice bad" role="alert">{error.to_string()}</p>
            })}
        </div>
    }
}

#[component]
fn Become() -> impl IntoView {
    view! {
        <Turn length=Length::Hour>
            <button class="ghost-on" title="Hide from your friends for 1 hour">
                <GhostShape/>
                <span>"Ghost"</span>
                <span class="visually-hidden">" for 1 hour"</span>
            </button>
        </Turn>
        <details class="ghost-more">
            <summary aria-label="Ghost for longer">"…"</summary>
            <div class="ghost-lengths">
                {Length::ON.map(|length| view! {
                    <Turn length>
                        <button class="button quiet small wide">{length.title()}</button>
                    </Turn>
                }).collect_view()}
            </div>
        </details>
    }
}

/// A form around a button that turns ghost mode to this length.
#[component]
pub fn Turn(length: Length, children: Children) -> impl IntoView {
    view! {
        <ActionForm action=use_ghost().action()>
            <input type="hidden" name="length" value=length.word()/>
            {children()}
        </ActionForm>
    }
}

#[component]
fn GhostShape() -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
            <path d="M5 20.500V11a7 7 0 0 1 14 0v9.500l-2.400-1.800-2.300 1.800-2.300-1.800-2.300 1.800-2.300-1.800ZM9.500 11h.01M14.500 11h.01"/>
        </svg>
    }
}
