//! What I sent, newest first: what became of it, and the way to take it back.

use appwrite::Id;
use leptos::prelude::*;

use super::{
    receipts::{CopyReceipt, ReceiptIcon},
    take_back::{TakeBackAll, TakeBackOne},
};
use crate::{
    hue::view::Portrait,
    snaps::{
        model::{Receipt, Remaining, SentSnap, age_words, people_words},
        use_snaps,
    },
};

/// How many faces are stacked before the rest is a number.
const FACES: usize = 3;

/// Everything I sent today.
#[component]
pub fn Sent() -> impl IntoView {
    let sent = use_snaps().sent();
    view! {
        <Show
            when=move || sent.with(|snaps| !snaps.is_empty())
            fallback=|| view! {
                <div class="snap-none">
                    <p><strong>"Nothing sent."</strong></p>
                    <p>"What you send stays here for 24 hours, and you can take it back."</p>
                    <a class="button" href="/app/snap">"Send one"</a>
                </div>
            }
        >
            <ul class="snap-list" aria-label="Sent snaps">
                // By the photograph alone: a row stays the same element whatever becomes of its copies.
                <For each=move || sent.get() key=|snap| snap.photograph.clone() let:snap>
                    <Row snap/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(snap: SentSnap) -> impl IntoView {
    let snaps = use_snaps();
    let (now, sent) = (snaps.now(), snaps.sent());
    let (photograph, sent_at) = (snap.photograph.clone(), snap.sent_at);
    let several = snap.copies.len() > 1;
    let snap = {
        let photograph = photograph.clone();
        Memo::new(move |_| {
            let found = sent.with(|sent| sent.iter().find(|one| one.photograph == photograph).cloned());
            found.unwrap_or_else(|| snap.clone())
        })
    };
    let open = Memo::new(move |_| snap.with(|snap| snap.is_open(now.get())));
    let left = move || snap.with(|snap| snap.copies.first().map(|copy| Remaining::of(copy, now.get())));
    let people = Memo::new(move |_| {
        let named = |id: &Id| (id.clone(), snaps.name_of(id));
        snap.with(|snap| snap.copies.iter().map(|copy| named(&copy.recipient)).collect::<Vec<_>>())
    });
    let whom = Signal::derive(move || {
        let names: Vec<String> = people.with(|people| people.iter().map(|(_, name)| name.clone()).collect());
        people_words(&names).unwrap_or_default()
    });
    let furthest = move || {
        let receipts = |snap: &SentSnap| {
            let receipts = snap.copies.iter().map(|copy| Receipt::of(copy, now.get()));
            receipts.max_by_key(|receipt| receipt.progress())
        };
        snap.with(receipts)
    };
    view! {
        <li class="snap-row" data-over=move || (!open.get()).to_string()>
            <div class="snap-open">
                <span
                    class="snap-ring"
                    style=move || format!("--left: {:.3}", left().map_or(0.0, Remaining::fraction))
                >
                    {move || view! { <Faces people=people.get()/> }}
                </span>
                <span class="snap-who">
                    <strong>{whom}</strong>
                    <span class="snap-when">
                        <time datetime=sent_at.to_string()>{move || age_words(sent_at, now.get())}</time>
                        <Show when=move || open.get()>
                            <span
                                class="snap-left"
                                data-urgency=move || left().map(|left| left.urgency().as_str())
                            >
                                {move || left().map(Remaining::words)}
                            </span>
                        </Show>
                        {move || snap.with(|snap| snap.copies.first().and_then(|copy| copy.view_once.then_some(view! {
                            <span class="chip-mark">"View once"</span>
                        })))}
                    </span>
                    {move || snap.with(|snap| snap.copies.first().and_then(|copy| copy.caption.clone())).map(|caption| view! {
                        <span class="snap-caption">{caption}</span>
                    })}
                </span>
                <span class="snap-state receipt-words">
                    {move || furthest().map(|receipt| view! { <ReceiptIcon receipt/> })}
                    <span>{move || snap.with(|snap| snap.summary(now.get()))}</span>
                </span>
            </div>
            <Show when=move || open.get()>
                <TakeBackAll photograph=photograph.clone() whose=whom/>
            </Show>
            <details class="snap-detail">
                <summary>"Who has it"<span class="visually-hidden">{move || format!(": the snap to {}", whom.get())}</span></summary>
                <ul aria-label="Receipts">
                    <For each=move || snap.get().copies key=|copy| (copy.id.clone(), copy.removed_at) let:copy>
                        <li>
                            <CopyReceipt copy=copy.clone()/>
                            {(several && copy.removed_at.is_none()).then(|| view! { <TakeBackOne copy/> })}
                        </li>
                    </For>
                </ul>
            </details>
        </li>
    }
    .into_any()
}

/// The faces of those it went to, one behind the other.
#[component]
fn Faces(people: Vec<(Id, String)>) -> impl IntoView {
    let (several, more) = (people.len() > 1, people.len().saturating_sub(FACES));
    view! {
        <span class="faces" data-several=several.to_string()>
            {people.into_iter().take(FACES).map(|(user, name)| view! {
                <Portrait user name=Signal::stored(name)/>
            }).collect_view()}
            {(more > 0).then(|| view! { <span class="faces-more">{format!("+{more}")}</span> })}
        </span>
    }
    .into_any()
}
