//! The friends page in pieces: adding somebody, requests both ways, and everybody.

use std::collections::BTreeSet;

use appwrite::Id;
use leptos::{html::Details, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    Person, api,
    live::use_circle,
    model::{Asking, Order, Sought},
};
use crate::{
    invites::view::{MyInvite, my_link},
    presence::use_presence,
    ui::Settled,
};

pub mod actions;
pub mod ask;
pub mod badge;
pub mod decline;
pub mod empty;
pub mod known;
pub mod menu;
pub mod row;
pub mod seek;
pub mod star;

pub use actions::FriendActions;
use ask::AskForm;
pub use badge::RequestsBadge;
use empty::NobodyYet;
pub use known::WhenKnown;
pub use menu::{FriendMenu, MenuButton};
use menu::{MENU_FORM, keep_address};
use row::{FriendRow, IncomingRow, OutgoingRow, refused};
use seek::{Kept, SeekForm, seeking};
use star::StarForms;

/// With fewer friends than this, there is nothing to search.
const MANY: usize = 4;

/// Everybody around me, live.
#[component]
pub fn FriendsLists() -> impl IntoView {
    let (link, query, add) = (my_link(), use_query_map(), NodeRef::<Details>::new());
    // Where there is nobody to be seen yet, a link leads here.
    let adds = Memo::new(move |_| query.with(|query| query.get("add").is_some()));
    view! {
        <details class="add" node_ref=add open=move || adds.get()>
            <summary><h2>"Add a friend"</h2></summary>
            <div class="add-ways">
                <AskForm/>
                <MyInvite link/>
            </div>
        </details>
        <WhenKnown><Lists add/></WhenKnown>
    }
}

#[component]
fn Lists(add: NodeRef<Details>) -> impl IntoView {
    let circle = use_circle();
    let (incoming, outgoing) =
        (circle.part(|circle| circle.incoming.clone()), circle.part(|circle| circle.outgoing.clone()));
    let lonely = circle
        .part(|circle| circle.friends.is_empty() && circle.incoming.is_empty() && circle.outgoing.is_empty());
    view! {
        <Show when=move || lonely.get()><NobodyYet add/></Show>
        <Section id="requests" title="Requests" count=Signal::derive(move || incoming.with(Vec::len)) urgent=true>
            <For each=move || incoming.get() key=Asking::clone let:asking><IncomingRow asking/></For>
        </Section>
        <Section id="sent" title="Sent" count=Signal::derive(move || outgoing.with(Vec::len))>
            <For each=move || outgoing.get() key=Asking::clone let:asking><OutgoingRow asking/></For>
        </Section>
        <Friends/>
    }
    .into_any()
}

/// My friends, who is live above the others, or all of them by name.
#[component]
fn Friends() -> impl IntoView {
    let (circle, here, seeking) = (use_circle(), use_presence().people(), seeking());
    let menu = FriendMenu::of_address();
    keep_address(menu);
    let count = circle.part(|circle| circle.friends.len());
    let many = Memo::new(move |_| count.get() >= MANY);
    let found = Memo::new(move |_| {
        let sought = if many.get() { seeking.sought.get() } else { Sought::default() };
        circle.with(|circle| circle.friends_like(&sought))
    });
    let split = Memo::new(move |_| {
        let here: BTreeSet<Id> = match seeking.order.get() {
            Order::LiveFirst => here.get().into_iter().collect(),
            Order::Name => BTreeSet::new(),
        };
        found.get().into_iter().partition::<Vec<Person>, _>(|friend| here.contains(&friend.id))
    });
    let live = Memo::new(move |_| split.with(|(live, _)| live.clone()));
    let rest = Memo::new(move |_| split.with(|(_, rest)| rest.clone()));
    let nobody = move || {
        let none = count.get() > 0 && found.with(Vec::is_empty);
        none.then(|| seeking.sought.with(Sought::nobody))
    };
    view! {
        <Show when=move || many.get()><SeekForm seeking/></Show>
        {move || menu.actions.error_of_unknown().map(refused)}
        <StarForms actions=menu.actions/>
        <form
            id=MENU_FORM method="get" action="/app/friends" hidden
            on:submit=move |event| menu.submitted(&event)
        >
            <Kept seeking/>
        </form>
        <div
            class="friends-lists" on:pointerdown=move |_| menu.pointer_down()
            on:keydown=move |event| menu.key_down(&event)
        >
            <People id="live" title="Live now" people=live menu/>
            <People id="everyone" title="Everyone" people=rest menu/>
        </div>
        <p class="hint" role="status">{nobody}</p>
    }
    .into_any()
}

/// A section of friends.
#[component]
fn People(
    id: &'static str,
    title: &'static str,
    people: Memo<Vec<Person>>,
    menu: FriendMenu,
) -> impl IntoView {
    view! {
        <Section id title count=Signal::derive(move || people.with(Vec::len))>
            {Settled(view! {
                <For each=move || people.get() key=Person::clone let:friend><FriendRow friend menu/></For>
            })}
        </Section>
    }
    .into_any()
}

/// A headed list with its count, while anybody is in it. Who stays in it keeps their row.
#[component]
fn Section(
    id: &'static str,
    title: &'static str,
    count: Signal<usize>,
    /// Something here waits for an answer.
    #[prop(optional)]
    urgent: bool,
    children: Children,
) -> impl IntoView {
    let heading = format!("section-{id}");
    let labelled = heading.clone();
    view! {
        <section
            class="people" aria-labelledby=labelled data-urgent=urgent.then_some("true")
            hidden=move || count.get() == 0
        >
            <h2 id=heading>{title} " " <span class="count">{count}</span></h2>
            <ul>{children()}</ul>
        </section>
    }
    .into_any()
}
