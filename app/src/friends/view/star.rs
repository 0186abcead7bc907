//! Marking a friend as a favourite, and taking that back.

use appwrite::Id;
use leptos::{ev::SubmitEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlButtonElement};

use super::actions::FriendActions;

/// The form that the stars of friends belong to who are no favourites yet, and the form of the others.
const FORMS: [(&str, &str); 2] = [("favour", "true"), ("unfavour", "false")];

/// The two forms, once for all stars of a page: each star names its friend.
#[component]
pub fn StarForms(actions: FriendActions) -> impl IntoView {
    let sent = move |event: SubmitEvent| {
        let star = event.submitter().and_then(|star| star.dyn_into::<HtmlButtonElement>().ok());
        if let Some(friend) = star.and_then(|star| star.value().parse().ok()) {
            actions.tries(&friend);
        }
    };
    view! {
        <div hidden on:submit=sent>
            {FORMS.map(|(id, favourite)| view! {
                <ActionForm action=actions.favour attr:id=id>
                    <input type="hidden" name="favourite" value=favourite/>
                </ActionForm>
            }).collect_view()}
        </div>
    }
    .into_any()
}

/// A star that is pressed for a favourite. It works without a script; it is never disabled, so that it keeps the focus when it
/// is pressed, and pressing it twice says the same thing twice.
#[component]
pub fn Star(friend: Id, name: String, is_favourite: Signal<bool>) -> impl IntoView {
    view! {
        <button
            class="icon-button star" form=move || FORMS[usize::from(is_favourite.get())].0
            name="person" value=friend.to_string()
            aria-label=format!("Favourite: {name}") aria-pressed=move || is_favourite.get().to_string()
        ></button>
    }
    .into_any()
}
