//! The friends page in pieces: adding somebody, requests both ways, and everybody.

use std::collections::BTreeSet;

use appwrite::Id;
use leptos::{html::Details, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    Circle, Person, api,
    live::use_circle,
    model::{self, Asking, Order},
};
use crate::{
    invites::view::{MyInvite, my_link},
    presence::use_presence,
    ui::Sorry,
};

pub mod ask;
pub mod badge;
pub mod decline;
pub mod empty;
pub mod menu;
pub mod row;
pub mod seek;

use ask::AskForm;
pub use badge::RequestsBadge;
use empty::NobodyYet;
use row::{FriendRow, IncomingRow, OutgoingRow};
use seek::{SeekForm, Seeking, seeking};

/// With fewer friends than this, there is nothing to search.
const MANY: usize = 4;

/// Everybody around me, live.
#[component]
pub fn FriendsLists() -> impl IntoView {
    // What is typed outlives every change of the lists.
    let (circle, link, seeking) = (use_circle(), my_link(), seeking());
    let (query, add) = (use_query_map(), NodeRef::<Details>::new());
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
        <Transition fallback=|| view! { <p class="hint">"Looking for your friends…"</p> }>
            {move || Suspend::new(async move {
                match circle.await {
                    Ok(circle) => view! { <Lists circle seeking add/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Lists(circle: Circle, seeking: Seeking, add: NodeRef<Details>) -> impl IntoView {
    let lonely = circle.friends.is_empty() && circle.incoming.is_empty() && circle.outgoing.is_empty();
    if lonely {
        return view! { <NobodyYet add/> }.into_any();
    }
    let requests = (!circle.incoming.is_empty()).then(|| {
        let rows = circle.incoming.clone();
        view! {
            <Section title="Requests" count=rows.len() urgent=true>
                {rows.into_iter().map(|asking| view! { <IncomingRow asking/> }).collect_view()}
            </Section>
        }
    });
    let sent = (!circle.outgoing.is_empty()).then(|| {
        let rows = circle.outgoing.clone();
        view! {
            <Section title="Sent" count=rows.len()>
                {rows.into_iter().map(|asking| view! { <OutgoingRow asking/> }).collect_view()}
            </Section>
        }
    });
    let friends = (!circle.friends.is_empty()).then(|| view! { <Friends circle seeking/> });
    view! { {requests} {sent} {friends} }.into_any()
}

/// My friends, who is live above the others, or all of them by name.
#[component]
fn Friends(circle: Circle, seeking: Seeking) -> impl IntoView {
    let here = use_presence().people();
    let many = circle.friends.len() >= MANY;
    let circle = StoredValue::new(circle);
    let found = Memo::new(move |_| {
        let typed = if many { seeking.typed.get() } else { String::new() };
        circle.with_value(|circle| circle.friends_like(&typed))
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
    view! {
        {many.then(|| view! { <SeekForm seeking/> })}
        <People id="live" title="Live now" people=live circle/>
        <People id="everyone" title="Everyone" people=rest circle/>
        <p class="hint" role="status">
            {move || found.with(Vec::is_empty).then_some("No friend of yours is called that.")}
        </p>
    }
    .into_any()
}

/// A section of friends, while anybody is in it. Who stays in it keeps their row.
#[component]
fn People(
    id: &'static str,
    title: &'static str,
    people: Memo<Vec<Person>>,
    circle: StoredValue<Circle>,
) -> impl IntoView {
    let heading = format!("section-{id}");
    let labelled = heading.clone();
    view! {
        <section class="people" aria-labelledby=labelled hidden=move || people.with(Vec::is_empty)>
            <h2 id=heading>{title} " " <span class="count">{move || people.with(Vec::len)}</span></h2>
            <ul>
                <For each=move || people.get() key=|friend| friend.id.clone() let:friend>
                    {circle.with_value(|circle| {
                        let seen = circle.seen.get(&friend.id).copied();
                        let handle = circle.handles.get(&friend.id).cloned();
                        let muted = circle.muted.contains(&friend.id);
                        view! { <FriendRow friend seen handle muted/> }
                    })}
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// A headed list with its count.
#[component]
fn Section(
    title: &'static str,
    count: usize,
    /// Something here waits for an answer.
    #[prop(optional)]
    urgent: bool,
    children: Children,
) -> impl IntoView {
    let id = format!("section-{}", title.to_lowercase());
    let heading = id.clone();
    view! {
        <section class="people" aria-labelledby=heading data-urgent=urgent.then_some("true")>
            <h2 id=id>{title} " " <span class="count">{count}</span></h2>
            <ul>{children()}</ul>
        </section>
    }
    .into_any()
}
