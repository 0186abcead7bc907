//! One person in a list, and what can be done about them. Each button is a form of its own, so that it works
//! without a script.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Asking, Person,
    api::{AcceptRequest, CancelRequest, SetFavourite},
    decline::DeclineForm,
    menu::{Doings, FriendMenu},
    star::Star,
};
use crate::{
    AppError,
    friends::live::use_circle,
    hue::view::Portrait,
    presence::view::{Face, StatusLine},
    ui::announce,
};

/// Somebody who waits for my answer.
#[component]
pub fn IncomingRow(asking: Asking) -> impl IntoView {
    let Asking { person, request } = asking;
    let (accept, failure) = (ServerAction::<AcceptRequest>::new(), RwSignal::new(None));
    let accept_words = format!("Accept {}", person.name);
    let (accepted, name) = (request.to_string(), person.name.clone());
    let says = format!("You and {name} are friends now.");
    announce(accept, move |_| Some(says.clone()));
    view! {
        <Row person line=Line::Asks("would like to be friends") errors=[error_of(accept), failure.into()]>
            <ActionForm action=accept>
                <input type="hidden" name="request" value=accepted/>
                <button class="button accent small" aria-label=accept_words disabled=busy(accept)>
                    "Accept"
                </button>
            </ActionForm>
            <DeclineForm request name failure/>
        </Row>
    }
}

/// Somebody whose answer I wait for.
#[component]
pub fn OutgoingRow(asking: Asking) -> impl IntoView {
    let Asking { person, request } = asking;
    let cancel = ServerAction::<CancelRequest>::new();
    let name = person.name.clone();
    let cancelled = format!("Your request to {name} is cancelled.");
    announce(cancel, move |_| Some(cancelled.clone()));
    view! {
        <Row person line=Line::Asks("has not answered yet") errors=[error_of(cancel)]>
            <ActionForm action=cancel>
                <input type="hidden" name="request" value=request.to_string()/>
                <button class="button quiet small" aria-label=format!("Cancel the request to {name}") disabled=busy(cancel)>
                    "Cancel"
                </button>
            </ActionForm>
        </Row>
    }
}

/// A friend.
#[component]
pub fn FriendRow(friend: Person) -> impl IntoView {
    let (muted, doings) = (use_circle().muted(friend.id.clone()), Doings::default());
    let (composer, favour) = (format!("/app/snap?to={}", friend.id), ServerAction::<SetFavourite>::new());
    view! {
        <Row person=friend.clone() line=Line::Presence { muted } errors=[doings.error(), error_of(favour)]>
            <Star friend=friend.id.clone() name=friend.name.clone() action=favour/>
            <a class="button small" href=composer aria-label=format!("Send {} a snap", friend.name)>"Snap"</a>
            <FriendMenu friend muted doings/>
        </Row>
    }
}

/// What a row says of somebody.
#[derive(Clone, Copy)]
enum Line {
    Asks(&'static str),
    /// How they are, or when they were last here, and what they can be found by: only friends are shown that.
    Presence {
        muted: Memo<bool>,
    },
}

/// A person, a line about them, what can be done, and why it could not.
#[component]
fn Row(
    person: Person,
    line: Line,
    /// Why the last thing tried did not work, for each thing that can be.
    #[prop(into)]
    errors: Vec<Signal<Option<AppError>>>,
    children: Children,
) -> impl IntoView {
    let (user, name) = (person.id.to_string(), person.name.clone());
    let about = match line {
        Line::Asks(words) => view! {
            <Portrait user=person.id name=Signal::stored(name.clone())/>
            <div class="person-words">
                <span class="person-name">{name}</span>
                <span class="hint">{words}</span>
            </div>
        }
        .into_any(),
        Line::Presence { muted } => view! { <About person muted/> }.into_any(),
    };
    let error = move || errors.iter().find_map(|error| error.try_get().flatten());
    view! {
        <li class="person" data-user=user>
            {about}
            <div class="person-doings">{children()}</div>
            {move || error().map(|error| view! { <p class="notice bad" role="alert">{error.to_string()}</p> })}
        </li>
    }
    .into_any()
}

/// What is shown of a friend, as it is now.
#[component]
fn About(person: Person, muted: Memo<bool>) -> impl IntoView {
    let Person { id, name } = person;
    let of = (id.clone(), id.clone());
    let handle = use_circle().part(move |circle| circle.handles.get(&of.0).cloned());
    let seen = use_circle().part(move |circle| circle.seen.get(&of.1).copied());
    view! {
        <Face user=id.clone() name=Signal::stored(name.clone())/>
        <div class="person-words">
            <span class="person-name">
                {name}
                {move || handle.get().map(|handle| view! { " " <span class="person-handle">{handle.to_string()}</span> })}
            </span>
            <span class="hint">
                <StatusLine user=id seen/>
                {move || muted.get().then_some(" · Muted")}
            </span>
        </div>
    }
    .into_any()
}

/// Whether something is being tried, for as long as the row is there to ask.
pub(super) fn busy<A>(action: ServerAction<A>) -> impl Fn() -> bool + Clone + Send + 'static
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    let pending = action.pending();
    move || pending.try_get().unwrap_or_default()
}

/// Why the last thing tried did not work.
pub(super) fn error_of<A>(action: ServerAction<A>) -> Signal<Option<AppError>>
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    // A row is gone as soon as what was asked has happened, and that may be before the answer says so.
    Signal::derive(move || value.try_get().flatten().and_then(Result::err))
}
