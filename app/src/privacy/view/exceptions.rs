//! Single friends: what each is shown, and what that comes to.

use appwrite::Id;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::outcome::outcome;
use crate::{
    friends::{Person, live::use_circle, view::WhenKnown},
    privacy::{
        api::SetException,
        model::{Choice, Privacy},
    },
    ui::setting::{Choose, Saving},
};

/// Every friend, with what they see when it is not what the rest do.
#[component]
pub fn Exceptions(privacy: RwSignal<Privacy>) -> impl IntoView {
    view! {
        <div class="setting">
            <h3>"Single friends"</h3>
            <WithFriends nobody="Once you have friends, you can make exceptions for them here." some=move |friends| view! {
                <ul class="exceptions">
                    <For each=move || friends.get() key=Person::clone let:friend><ExceptionRow friend privacy/></For>
                </ul>
            }.into_any()/>
        </div>
    }
}

#[component]
fn ExceptionRow(friend: Person, privacy: RwSignal<Privacy>) -> impl IntoView {
    let change = ServerAction::<SetException>::new();
    let id = friend.id.clone();
    let chosen = Signal::derive(move || {
        let exception = privacy.with(|privacy| privacy.settings.exceptions.get(&id).copied());
        Choice::from(exception).word()
    });
    view! {
        <li>
            <ActionForm action=change attr:class="setting-row">
                <input type="hidden" name="friend" value=friend.id.to_string()/>
                <Choose
                    id=format!("exception-{}", friend.id)
                    label=friend.name.clone()
                    name="shows"
                    choices=Choice::ALL.map(|choice| (choice.word(), choice.title())).into()
                    chosen
                />
                <Saving outcome=outcome(change, privacy) button=format!("Save what {} sees", friend.name)/>
            </ActionForm>
        </li>
    }
}

/// What a given friend gets, in words.
#[component]
pub fn ViewAs(privacy: RwSignal<Privacy>) -> impl IntoView {
    let asked = use_query_map();
    let viewer =
        RwSignal::new(asked.with_untracked(|asked| asked.get("as")).and_then(|id| id.parse::<Id>().ok()));
    view! {
        <div class="setting">
            <h3>"View as"</h3>
            <WithFriends nobody="There is nobody to look through the eyes of yet." some=move |friends| {
                view! { <Looking friends viewer privacy/> }.into_any()
            }/>
        </div>
    }
}

#[component]
fn Looking(
    friends: Memo<Vec<Person>>,
    viewer: RwSignal<Option<Id>>,
    privacy: RwSignal<Privacy>,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let sees = move || {
        let friend = friends.with(|friends| {
            viewer.with(|viewer| friends.iter().find(|friend| Some(&friend.id) == viewer.as_ref()).cloned())
        });
        friend.map(|friend| privacy.with(|privacy| privacy.seen_by(&friend)))
    };
    view! {
        <form method="get" class="setting-row">
            <label for="view-as">"Friend"</label>
            <select id="view-as" name="as" on:change=move |event| viewer.set(event_target_value(&event).parse().ok())>
                <option value="">"Choose a friend"</option>
                <For each=move || friends.get() key=Person::clone let:friend>
                    <option
                        value=friend.id.to_string()
                        selected=move || viewer.with(|viewer| viewer.as_ref() == Some(&friend.id))
                    >
                        {friend.name}
                    </option>
                </For>
            </select>
            <button class="button small" hidden=alive>"Look"</button>
        </form>
        <p class="seen-as" role="status">{sees}</p>
    }
}

/// My friends, live, or a sentence where there are none.
#[component]
fn WithFriends(
    nobody: &'static str,
    some: impl Fn(Memo<Vec<Person>>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let friends = use_circle().friends();
    let any = Memo::new(move |_| friends.with(|friends| !friends.is_empty()));
    let shown = move || match any.get() {
        true => some(friends),
        false => view! { <p class="hint">{nobody}</p> }.into_any(),
    };
    // What is typed in one of these outlives everything that happens to the others.
    let shown = StoredValue::new(shown);
    view! { <WhenKnown>{move || shown.with_value(|shown| shown())}</WhenKnown> }
}
