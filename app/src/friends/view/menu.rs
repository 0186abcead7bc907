//! What else can be done about a friend. Everything in it is a form of its own, so that it works without a script;
//! what cannot be undone by pressing again asks once more, in place.

use leptos::{
    ev::KeyboardEvent,
    html::{Details, Summary},
    prelude::*,
};

use super::{
    Person,
    api::{MuteFriend, RemoveFriend, UnmuteFriend},
    row::busy,
};
use crate::{
    privacy::api::Block,
    reports::ReportForm,
    ui::{Icon, Picture},
};

/// What the menu does.
#[derive(Clone, Copy)]
pub struct Doings {
    pub(super) mute: ServerAction<MuteFriend>,
    pub(super) unmute: ServerAction<UnmuteFriend>,
    pub(super) remove: ServerAction<RemoveFriend>,
    pub(super) block: ServerAction<Block>,
}

impl Doings {
    pub(super) fn new() -> Self {
        Self {
            mute: ServerAction::new(),
            unmute: ServerAction::new(),
            remove: ServerAction::new(),
            block: ServerAction::new(),
        }
    }
}

/// The menu of one friend. Opening one closes the others; Esc closes it.
#[component]
pub fn FriendMenu(friend: Person, muted: bool, doings: Doings) -> impl IntoView {
    let (menu, summary) = (NodeRef::<Details>::new(), NodeRef::<Summary>::new());
    let close = move |event: KeyboardEvent| {
        if event.key() == "Escape"
            && let (Some(menu), Some(summary)) = (menu.get_untracked(), summary.get_untracked())
            && menu.open()
        {
            event.prevent_default();
            menu.set_open(false);
            let _ = summary.focus();
        }
    };
    let name = friend.name.clone();
    let friend = StoredValue::new(friend);
    let mute = match muted {
        true => view! {
            <ActionForm action=doings.unmute>
                <Whom friend/>
                <button class="menu-item" disabled=busy(doings.unmute)>"Unmute"</button>
            </ActionForm>
        }
        .into_any(),
        false => view! {
            <ActionForm action=doings.mute>
                <Whom friend/>
                <button class="menu-item" disabled=busy(doings.mute)>"Mute"</button>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <details class="menu" name="friend-menu" node_ref=menu on:keydown=close>
            <summary class="button quiet small menu-dots" node_ref=summary aria-label=format!("More about {name}")>
                <Icon picture=Picture::More/>
            </summary>
            <div class="menu-card">
                {mute}
                <Asks title="Remove">
                    <ActionForm action=doings.remove attr:class="menu-ask">
                        <Whom friend/>
                        <p>"You will no longer see each other."</p>
                        <button class="button danger small" disabled=busy(doings.remove)>
                            "Remove " {name_of(friend)}
                        </button>
                    </ActionForm>
                </Asks>
                <Asks title="Block">
                    <ActionForm action=doings.block attr:class="menu-ask">
                        <Whom friend/>
                        <p>"For them you will not exist: no pin, no requests, no snaps. You can unblock them under You."</p>
                        <button class="button danger small" disabled=busy(doings.block)>
                            "Block " {name_of(friend)}
                        </button>
                    </ActionForm>
                </Asks>
                <Asks title="Report">
                    <ReportForm person=friend.with_value(|friend| friend.id.clone()) name=name_of(friend)/>
                </Asks>
            </div>
        </details>
    }
}

/// What every form of the menu says: who it is about.
#[component]
fn Whom(friend: StoredValue<Person>) -> impl IntoView {
    view! { <input type="hidden" name="person" value=friend.with_value(|friend| friend.id.to_string())/> }
}

fn name_of(friend: StoredValue<Person>) -> String {
    friend.with_value(|friend| friend.name.clone())
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
