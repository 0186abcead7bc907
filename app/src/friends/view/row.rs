//! One person in a list, and what can be done about them. Each button is a form of its own, so that it works
//! without a script.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    Asking, Person,
    api::{AcceptRequest, CancelRequest},
    decline::DeclineForm,
    menu::{FriendMenu, MENU, MENU_FORM, MenuCard},
    star::Star,
};
use crate::{
    AppError,
    friends::live::use_circle,
    hue::{Hue, use_hues, view::Portrait},
    presence::{
        use_presence,
        view::{status_of, status_word, status_words},
    },
    ui::{announce, letters},
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
        <Row person line="would like to be friends" errors=[error_of(accept), failure.into()]>
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
        <Row person line="has not answered yet" errors=[error_of(cancel)]>
            <ActionForm action=cancel>
                <input type="hidden" name="request" value=request.to_string()/>
                <button class="button quiet small" aria-label=format!("Cancel the request to {name}") disabled=busy(cancel)>
                    "Cancel"
                </button>
            </ActionForm>
        </Row>
    }
}

/// A friend: their picture, what is known of them, and what can be done. The menu is built when it is opened.
#[component]
pub fn FriendRow(friend: Person, menu: FriendMenu) -> impl IntoView {
    let (circle, presence, hues) = (use_circle(), use_presence(), use_hues());
    let Person { id, name } = friend.clone();
    // One memo for all of it: a row is cheap, and there are many.
    let shown = {
        let id = id.clone();
        Memo::new(move |_| {
            let status = status_word(status_of(presence, &id));
            let says = status_words(presence, &id, || circle.with(|circle| circle.seen.get(&id).copied()));
            circle.with(|circle| Shown {
                hue: hues.of(&id),
                status,
                says: if circle.muted.contains(&id) { format!("{says} · Muted") } else { says },
                handle: circle.handles.get(&id).map(|handle| handle.to_string()),
                is_favourite: circle.favourites.contains(&id),
            })
        })
    };
    let handle = move || {
        let handle = shown.with(|shown| shown.handle.clone());
        handle.map(|handle| view! { " " <span class="person-handle">{handle}</span> })
    };
    let (of, about, expanded) = (id.clone(), id.clone(), id.clone());
    view! {
        <li class="person">
            <span
                class="avatar" aria-hidden="true" data-hue=move || shown.with(|shown| shown.hue.word())
                data-status=move || shown.with(|shown| shown.status)
            >
                {letters(&name)}
            </span>
            <span class="person-name">{name.clone()} {handle}</span>
            <span class="hint">{move || shown.with(|shown| shown.says.clone())}</span>
            <Star
                friend=id.clone() name=name.clone()
                is_favourite=Signal::derive(move || shown.with(|shown| shown.is_favourite))
            />
            <a class="button small" href=format!("/app/snap?to={id}") aria-label=format!("Send {name} a snap")>"Snap"</a>
            <button
                class="menu-dots" form=MENU_FORM name=MENU value=id.to_string() aria-label=format!("More about {name}")
                aria-expanded=move || menu.is_open(&expanded).to_string()
            ></button>
            {move || menu.is_open(&of).then(|| view! { <MenuCard friend=friend.clone() menu/> })}
            {move || menu.actions.error(&about).map(refused)}
        </li>
    }
    .into_any()
}

/// What a row shows of a friend.
#[derive(Clone, PartialEq)]
struct Shown {
    hue: Hue,
    /// For the stylesheet.
    status: &'static str,
    /// How they are, or when they were last here, and whether they are muted.
    says: String,
    /// What they can be found by: only friends are shown that.
    handle: Option<String>,
    is_favourite: bool,
}

/// Somebody with whom a request is open, a line about them, what can be done, and why it could not.
#[component]
fn Row(
    person: Person,
    line: &'static str,
    /// Why the last thing tried did not work, for each thing that can be.
    #[prop(into)]
    errors: Vec<Signal<Option<AppError>>>,
    children: Children,
) -> impl IntoView {
    let Person { id, name } = person;
    let error = move || errors.iter().find_map(|error| error.try_get().flatten());
    view! {
        <li class="person">
            <Portrait user=id name=Signal::stored(name.clone())/>
            <span class="person-name">{name}</span>
            <span class="hint">{line}</span>
            <div class="person-doings">{children()}</div>
            {move || error().map(refused)}
        </li>
    }
    .into_any()
}

/// Why something could not be done.
pub(super) fn refused(error: AppError) -> impl IntoView {
    view! { <p class="notice bad" role="alert">{error.to_string()}</p> }
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
