//! One person in a list, and what can be done about them. Each button is a form of its own, so that it works
//! without a script.

use appwrite::Timestamp;
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Asking, Person,
    api::{AcceptRequest, CancelRequest, DeclineRequest, RemoveFriend},
};
use crate::{
    AppError,
    presence::view::{Face, StatusLine},
    privacy::api::Block,
    ui::Avatar,
};

/// Somebody who waits for my answer.
#[component]
pub fn IncomingRow(asking: Asking) -> impl IntoView {
    let Asking { person, request } = asking;
    let (accept, decline) = (ServerAction::<AcceptRequest>::new(), ServerAction::<DeclineRequest>::new());
    let (accept_words, decline_words) =
        (format!("Accept {}", person.name), format!("Decline {}", person.name));
    let (accepted, declined) = (request.to_string(), request.to_string());
    view! {
        <Row person line=Line::Words("would like to be friends") error=first_error(accept, decline)>
            <ActionForm action=accept>
                <input type="hidden" name="request" value=accepted/>
                <button class="button accent small" aria-label=accept_words disabled=busy(accept)>
                    "Accept"
                </button>
            </ActionForm>
            <ActionForm action=decline>
                <input type="hidden" name="request" value=declined/>
                <button class="button quiet small" aria-label=decline_words disabled=busy(decline)>
                    "Decline"
                </button>
            </ActionForm>
        </Row>
    }
}

/// Somebody whose answer I wait for.
#[component]
pub fn OutgoingRow(asking: Asking) -> impl IntoView {
    let Asking { person, request } = asking;
    let cancel = ServerAction::<CancelRequest>::new();
    let name = person.name.clone();
    view! {
        <Row person line=Line::Words("has not answered yet") error=first_error(cancel, cancel)>
            <ActionForm action=cancel>
                <input type="hidden" name="request" value=request.to_string()/>
                <button class="button quiet small" aria-label=format!("Cancel the request to {name}") disabled=busy(cancel)>
                    "Cancel"
                </button>
            </ActionForm>
        </Row>
    }
}

/// A friend. Removing and blocking ask once more, in place.
#[component]
pub fn FriendRow(
    friend: Person,
    /// When they were last here, if they let that be known.
    seen: Option<Timestamp>,
) -> impl IntoView {
    let (remove, block) = (ServerAction::<RemoveFriend>::new(), ServerAction::<Block>::new());
    let (name, id) = (friend.name.clone(), friend.id.to_string());
    let (blocked, words) = (id.clone(), name.clone());
    let composer = format!("/app/snap?to={id}");
    view! {
        <Row person=friend line=Line::Presence(seen) error=first_error(remove, block)>
            <a class="button small" href=composer aria-label=format!("Send {name} a snap")>"Snap"</a>
            <details class="confirm">
                <summary class="button quiet small" aria-label=format!("Remove {name}")>"Remove"</summary>
                <ActionForm action=remove>
                    <input type="hidden" name="person" value=id/>
                    <p>{format!("You and {name} will no longer see each other.")}</p>
                    <button class="button danger small" disabled=busy(remove)>"Remove"</button>
                </ActionForm>
            </details>
            <details class="confirm">
                <summary class="button quiet small" aria-label=format!("Block {words}")>"Block"</summary>
                <ActionForm action=block>
                    <input type="hidden" name="person" value=blocked/>
                    <p>{format!("For {words} you will not exist: no pin, no requests, no snaps. You can unblock them under You.")}</p>
                    <button class="button danger small" disabled=busy(block)>"Block"</button>
                </ActionForm>
            </details>
        </Row>
    }
}

/// What stands under a name.
#[derive(Clone, Copy)]
enum Line {
    Words(&'static str),
    /// How they are, or when they were last here: only friends are shown that.
    Presence(Option<Timestamp>),
}

/// A person, a line about them, what can be done, and why it could not.
#[component]
fn Row(
    person: Person,
    line: Line,
    #[prop(into)] error: Signal<Option<AppError>>,
    children: Children,
) -> impl IntoView {
    let user = person.id.to_string();
    view! {
        <li class="person" data-user=user>
            {match line {
                Line::Words(_) => view! { <Avatar name=person.name.clone()/> }.into_any(),
                Line::Presence(_) => {
                    view! { <Face user=person.id.clone() name=Signal::stored(person.name.clone())/> }.into_any()
                }
            }}
            <div class="person-words">
                <span class="person-name">{person.name}</span>
                {match line {
                    Line::Words(words) => view! { <span class="hint">{words}</span> }.into_any(),
                    Line::Presence(seen) => view! { <span class="hint"><StatusLine user=person.id seen/></span> }.into_any(),
                }}
            </div>
            <div class="person-doings">{children()}</div>
            {move || error.try_get().flatten().map(|error| view! { <p class="notice bad" role="alert">{error.to_string()}</p> })}
        </li>
    }
}

/// Whether something is being tried, for as long as the row is there to ask.
fn busy<A>(action: ServerAction<A>) -> impl Fn() -> bool + Clone + Send + 'static
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    let pending = action.pending();
    move || pending.try_get().unwrap_or_default()
}

/// Why the last thing tried did not work.
fn first_error<A, B>(one: ServerAction<A>, other: ServerAction<B>) -> Signal<Option<AppError>>
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
    B: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    let (one, other) = (one.value(), other.value());
    Signal::derive(move || {
        // A row is gone as soon as what was asked has happened, and that may be before the answer says so.
        let refused = |value: Option<Option<Result<(), AppError>>>| value.flatten().and_then(Result::err);
        refused(one.try_get()).or_else(|| refused(other.try_get()))
    })
}
