//! What else can be done about a friend, wherever one meets them: in the list of friends and in their card. Everything
//! in it is a link or a form of its own, so that it works without a script; what cannot be undone by pressing again asks
//! once more, in place.

use leptos::{
    html::{Button, Div},
    prelude::*,
};
use leptos_router::components::A;

use super::{
    Person,
    api::{MuteFriend, RemoveFriend, UnmuteFriend},
    row::{busy, error_of},
};
use crate::{
    AppError,
    privacy::api::Block,
    reports::ReportForm,
    ui::{Icon, Picture, announce},
};

/// What the menu does.
#[derive(Clone, Copy)]
pub struct Doings {
    mute: ServerAction<MuteFriend>,
    unmute: ServerAction<UnmuteFriend>,
    remove: ServerAction<RemoveFriend>,
    block: ServerAction<Block>,
}

impl Default for Doings {
    fn default() -> Self {
        Self {
            mute: ServerAction::new(),
            unmute: ServerAction::new(),
            remove: ServerAction::new(),
            block: ServerAction::new(),
        }
    }
}

impl Doings {
    /// Why the last thing tried did not work. It is to be shown beside the menu's button, because the menu may be closed
    /// by then.
    pub fn error(self) -> Signal<Option<AppError>> {
        let errors =
            [error_of(self.mute), error_of(self.unmute), error_of(self.remove), error_of(self.block)];
        Signal::derive(move || errors.iter().find_map(|error| error.try_get().flatten()))
    }
}

/// The menu of one friend. A popover, so that it lies over everything whatever it stands in; that one closes the others,
/// and Esc or a press beside it closes it, is the browser's doing.
#[component]
pub fn FriendMenu(friend: Person, muted: Memo<bool>, doings: Doings) -> impl IntoView {
    let name = friend.name.clone();
    let (id, more) = (format!("menu-{}", friend.id), format!("More about {name}"));
    let seen_by_them = format!("/app/me?as={}#view-as", friend.id);
    let friend = StoredValue::new(friend);
    announce(doings.remove, move |_| Some(format!("{} is no longer your friend.", name_of(friend))));
    announce(doings.block, move |_| Some(format!("{} is blocked.", name_of(friend))));
    let (card, dots) = (NodeRef::<Div>::new(), NodeRef::<Button>::new());
    // What can be undone by pressing again is done with the press, and the keys go on from where the menu was opened.
    let close = move |_| {
        if let (Some(card), Some(dots)) = (card.get_untracked(), dots.get_untracked()) {
            let _ = card.hide_popover();
            let _ = dots.focus();
        }
    };
    let mute = move || match muted.get() {
        true => view! {
            <ActionForm action=doings.unmute>
                <About friend/>
                <button class="menu-item" disabled=busy(doings.unmute)>"Unmute"</button>
            </ActionForm>
        }
        .into_any(),
        false => view! {
            <ActionForm action=doings.mute>
                <About friend/>
                <button class="menu-item" disabled=busy(doings.mute)>"Mute"</button>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <div class="menu">
            <button
                node_ref=dots type="button" class="button quiet small menu-dots" popovertarget=id.clone()
                aria-label=more
            >
                <Icon picture=Picture::More/>
            </button>
            <div
                node_ref=card class="menu-card" id=id popover="auto" role="group" aria-label=format!("About {name}")
            >
                <div on:submit=close>{mute}</div>
                <A href=seen_by_them attr:class="menu-item">"What they see of you"</A>
                <Asks title="Remove">
                    <ActionForm action=doings.remove attr:class="menu-ask">
                        <About friend/>
                        <p>"You will no longer see each other."</p>
                        <button class="button danger small" disabled=busy(doings.remove)>
                            "Remove " {name_of(friend)}
                        </button>
                    </ActionForm>
                </Asks>
                <Asks title="Block">
                    <ActionForm action=doings.block attr:class="menu-ask">
                        <About friend/>
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
