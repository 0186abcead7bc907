//! What else can be done about a friend, wherever one meets them: in the list of friends and in their card. There is one menu
//! for a page. It is built for the friend it is opened for, beside the button that opened it.
//!
//! Everything in it is a link or a form of its own, so that it works without a script, where `?menu=` and the friend's id in
//! the address of the friends page open it. What cannot be undone by pressing again asks once more, in place.

use appwrite::Id;
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html::Div,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlButtonElement, HtmlElement},
};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_navigate, use_query_map},
};

use super::{Person, actions::FriendActions, row::busy};
use crate::{friends::live::use_circle, reports::ReportForm};

/// The field of the address that names the friend whose menu is open.
pub const MENU: &str = "menu";
/// The form that the buttons of rows belong to. Without a script it asks for the page with the menu open.
pub const MENU_FORM: &str = "friend-menu";

/// Which friend the menu of a page is open for. A handle: copies are the same menu.
#[derive(Clone, Copy)]
pub struct FriendMenu {
    pub actions: FriendActions,
    open: RwSignal<Option<Id>>,
    /// The friend the address named when the page was rendered.
    asked: StoredValue<Option<Id>>,
    /// The friend it was open for when a pointer went down: the press that follows closes it, though the browser may have
    /// closed it first.
    pressed: StoredValue<Option<Id>>,
    /// Whether the keys go on in the menu once it is there.
    enters: StoredValue<bool>,
}

impl FriendMenu {
    /// A menu that is closed.
    pub fn closed() -> Self {
        Self::open_for(None)
    }

    /// A menu that is open as the address says.
    pub fn of_address() -> Self {
        let asked = use_query_map().with_untracked(|query| query.get_str(MENU)?.parse().ok());
        Self::open_for(asked)
    }

    fn open_for(friend: Option<Id>) -> Self {
        Self {
            actions: FriendActions::new(friend.clone()),
            open: RwSignal::new(friend.clone()),
            asked: StoredValue::new(friend),
            pressed: StoredValue::new(None),
            enters: StoredValue::new(false),
        }
    }

    /// Whether it is open for this friend.
    pub fn is_open(self, friend: &Id) -> bool {
        self.open.with(|open| open.as_ref() == Some(friend))
    }

    /// A pointer goes down somewhere around the buttons.
    pub fn pointer_down(self) {
        self.pressed.set_value(self.open.get_untracked());
    }

    /// A key goes down somewhere around the buttons: the arrow down opens the menu of the button it is pressed on.
    pub fn key_down(self, event: &KeyboardEvent) {
        self.pressed.set_value(None);
        let button = event.target().and_then(|target| target.dyn_into::<HtmlButtonElement>().ok());
        if let Some(button) = button
            .filter(|button| event.key() == "ArrowDown" && button.matches(".menu-dots").unwrap_or(false))
        {
            event.prevent_default();
            self.enters.set_value(true);
            self.open.set(button.value().parse().ok());
        }
    }

    /// A button of [`MENU_FORM`] was pressed.
    pub fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        let button = event.submitter().and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
        if let Some(button) = button {
            self.press(&button);
        }
    }

    /// Opens the menu for the friend whose id is the button's value, or closes it.
    fn press(self, button: &HtmlButtonElement) {
        let friend = button.value().parse::<Id>().ok();
        let was = self.pressed.try_update_value(Option::take).flatten();
        // The menu gives the focus back to what had it.
        let _ = button.focus();
        let closes = self.open.with_untracked(|open| *open == friend) || was.is_some() && was == friend;
        self.open.set(friend.filter(|_| !closes));
    }

    /// Closes it, if it is open for this friend.
    fn close(self, friend: &Id) {
        if self.open.try_with_untracked(|open| open.as_ref() == Some(friend)) == Some(true) {
            self.open.set(None);
        }
    }
}

/// Takes the friend out of the address once the menu is closed, while the calling component lives.
pub fn keep_address(menu: FriendMenu) {
    let (query, navigate) = (use_query_map(), use_navigate());
    Effect::watch(
        move || menu.open.with(Option::is_some),
        move |is_open, _, _| {
            if *is_open {
                return;
            }
            menu.asked.set_value(None);
            let mut rest = query.get_untracked();
            if rest.remove(MENU).is_some() {
                let to = format!("/app/friends{}", rest.to_query_string());
                navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
            }
        },
        false,
    );
}

/// The button of a friend's menu where there is no list around it, and the menu.
#[component]
pub fn MenuButton(friend: Person, menu: FriendMenu) -> impl IntoView {
    let (id, of) = (friend.id.clone(), friend.id.clone());
    view! {
        <div
            class="menu" on:pointerdown=move |_| menu.pointer_down()
            on:keydown=move |event| menu.key_down(&event)
        >
            <button
                type="button" class="menu-dots" value=id.to_string() aria-label=format!("More about {}", friend.name)
                aria-expanded=move || menu.is_open(&id).to_string()
                on:click=move |event| menu.press(&event_target::<HtmlButtonElement>(&event))
            ></button>
            {move || menu.is_open(&of).then(|| view! { <MenuCard friend=friend.clone() menu/> })}
        </div>
    }
    .into_any()
}

/// The menu of one friend. Where scripts run it is a popover, so that it lies over everything whatever it stands in; that one
/// closes the others, and Esc or a press beside it closes it, is the browser's doing.
#[component]
pub fn MenuCard(friend: Person, menu: FriendMenu) -> impl IntoView {
    let (card, actions, id) = (NodeRef::<Div>::new(), menu.actions, friend.id.clone());
    let from_address = menu.asked.with_value(|asked| asked.as_ref() == Some(&id));
    let (muted, friend) = (use_circle().muted(id.clone()), StoredValue::new(friend));
    // From here on the browser opens and closes it.
    Effect::new(move |_| {
        let Some(card) = card.get() else { return };
        let _ = card.set_attribute("popover", "auto");
        let _ = card.show_popover();
        if menu.enters.try_update_value(std::mem::take) == Some(true) {
            focus(card.query_selector(".menu-item").ok().flatten());
        }
    });
    let toggled = {
        let id = id.clone();
        move |_| {
            let is_open = |card: &HtmlElement| card.matches(":popover-open").unwrap_or(false);
            if card.get_untracked().is_some_and(|card| !is_open(&card)) {
                menu.close(&id);
            }
        }
    };
    // What can be undone by pressing again is done with the press, and the keys go on from where the menu was opened.
    let done = move |_| {
        if let Some(card) = card.get_untracked() {
            let _ = card.hide_popover();
            let opener =
                card.parent_element().and_then(|row| row.query_selector(".menu-dots").ok().flatten());
            focus(opener);
        }
    };
    let mute = move || {
        if muted.get() {
            view! {
                <ActionForm action=actions.unmute>
                    <About friend/>
                    <button class="menu-item" disabled=busy(actions.unmute)>"Unmute"</button>
                </ActionForm>
            }
            .into_any()
        } else {
            view! {
                <ActionForm action=actions.mute>
                    <About friend/>
                    <button class="menu-item" disabled=busy(actions.mute)>"Mute"</button>
                </ActionForm>
            }
            .into_any()
        }
    };
    let seen_by_them = format!("/app/me?as={id}#view-as");
    view! {
        <div
            node_ref=card class="menu-card" role="group" aria-label=format!("About {}", name_of(friend))
            tabindex=from_address.then_some("-1") autofocus=from_address
            on:toggle=toggled on:submit=move |_| actions.tries(&id)
        >
            <a class="menu-close" href="/app/friends">"Close"</a>
            <div on:submit=done>{mute}</div>
            <A href=seen_by_them attr:class="menu-item">"What they see of you"</A>
            <Asks title="Remove">
                <ActionForm action=actions.remove attr:class="menu-ask">
                    <About friend/>
                    <p>"You will no longer see each other."</p>
                    <button class="button danger small" disabled=busy(actions.remove)>
                        "Remove " {name_of(friend)}
                    </button>
                </ActionForm>
            </Asks>
            <Asks title="Block">
                <ActionForm action=actions.block attr:class="menu-ask">
                    <About friend/>
                    <p>"For them you will not exist: no pin, no requests, no snaps. You can unblock them under You."</p>
                    <button class="button danger small" disabled=busy(actions.block)>
                        "Block " {name_of(friend)}
                    </button>
                </ActionForm>
            </Asks>
            <Asks title="Report">
                <ReportForm person=friend.with_value(|friend| friend.id.clone()) name=name_of(friend)/>
            </Asks>
        </div>
    }
    .into_any()
}

/// What every form of the menu says: who it is about.
#[component]
fn About(friend: StoredValue<Person>) -> impl IntoView {
    view! { <input type="hidden" name="person" value=friend.with_value(|friend| friend.id.to_string())/> }
}

fn name_of(friend: StoredValue<Person>) -> String {
    friend.with_value(|friend| friend.name.clone())
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// An item that asks before it does.
#[component]
fn Asks(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <details class="menu-asks" name="friend-asks">
            <summary class="menu-item">{title}"…"</summary>
            {children()}
        </details>
    }
}
