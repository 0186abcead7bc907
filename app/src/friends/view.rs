//! The friends page in pieces: asking somebody, requests both ways, and everybody.

use leptos::prelude::*;

use super::{Circle, Person, api, live::use_circle, model::Asking};
use crate::{
    invites::view::{MyInvite, my_link},
    ui::Sorry,
};

pub mod ask;
pub mod badge;
pub mod row;

use ask::AskForm;
pub use badge::RequestsBadge;
use row::{FriendRow, IncomingRow, OutgoingRow};

/// Everybody around me, live.
#[component]
pub fn FriendsLists() -> impl IntoView {
    let (circle, link) = (use_circle(), my_link());
    view! {
        <section class="add" aria-labelledby="add-friend">
            <h2 id="add-friend">"Add a friend"</h2>
            <AskForm/>
            <MyInvite link/>
        </section>
        <Transition fallback=|| view! { <p class="hint">"Looking for your friends…"</p> }>
            {move || Suspend::new(async move {
                match circle.await {
                    Ok(circle) => view! { <Lists circle/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Lists(circle: Circle) -> impl IntoView {
    let Circle { friends, incoming, outgoing, seen } = circle;
    let lonely = friends.is_empty() && incoming.is_empty() && outgoing.is_empty();
    let requests = (!incoming.is_empty()).then(|| {
        view! {
            <Section title="Requests" count=incoming.len() urgent=true>
                {incoming.into_iter().map(|asking| view! { <IncomingRow asking/> }).collect_view()}
            </Section>
        }
    });
    let sent = (!outgoing.is_empty()).then(|| {
        view! {
            <Section title="Sent" count=outgoing.len()>
                {outgoing.into_iter().map(|asking| view! { <OutgoingRow asking/> }).collect_view()}
            </Section>
        }
    });
    let everyone = (!friends.is_empty()).then(|| {
        view! {
            <Section title="Friends" count=friends.len()>
                {friends.into_iter().map(|friend| {
                    let seen = seen.get(&friend.id).copied();
                    view! { <FriendRow friend seen/> }
                }).collect_view()}
            </Section>
        }
    });
    let empty = lonely.then(|| view! {
        <div class="empty">
            <p class="empty-title">"It is quiet up here."</p>
            <p class="hint">"Ask somebody by their e-mail. Once they accept, you see each other on the globe."</p>
        </div>
    });
    view! { {requests} {sent} {everyone} {empty} }
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
}
