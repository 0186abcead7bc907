//! What became of a snap, in a picture and in words.

use leptos::prelude::*;

use crate::snaps::{
    model::{Receipt, Snap},
    use_snaps,
};

/// A tick in a pin: it arrived where it was sent.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="sent-mark" viewBox="0 0 48 56" aria-hidden="true">
            <path d="M24 3C12.500 3 4 11.500 4 22.800 4 36 14.700 43.200 24 53c9.300-9.800 20-17 20-30.200C44 11.500 35.500 3 24 3Z"/>
            <path class="sent-tick" d="m15 24 6.500 6.500L34 18"/>
        </svg>
    }
}

/// What became of one person's copy: their name, the state and since when.
#[component]
pub fn CopyReceipt(copy: Snap) -> impl IntoView {
    let snaps = use_snaps();
    let recipient = copy.recipient.clone();
    let name = move || snaps.name_of(&recipient);
    let id = copy.id.clone();
    let receipt = Memo::new(move |_| {
        let copy = snaps.get(&id).unwrap_or_else(|| copy.clone());
        Receipt::of(&copy, snaps.now().get())
    });
    view! {
        <span class="receipt" data-state=move || receipt.get().word().to_lowercase()>
            <strong>{name}</strong>
            <span class="receipt-words">
                {move || view! { <ReceiptIcon receipt=receipt.get()/> }}
                {move || receipt.get().words(snaps.now().get())}
            </span>
        </span>
    }
    .into_any()
}

/// The state as a picture: one tick, two ticks, an eye, an empty clock, a cross.
#[component]
pub fn ReceiptIcon(receipt: Receipt) -> impl IntoView {
    let path = match receipt {
        Receipt::Sent => "m6 12.500 4 4 8-9",
        Receipt::Delivered(_) => "m2.500 12.500 4 4 8-9M11 15.500l1 1 8.500-9",
        Receipt::Opened(_) => {
            "M2.500 12c2.200-4 5.400-6 9.500-6s7.300 2 9.500 6c-2.200 4-5.400 6-9.500 6s-7.300-2-9.500-6ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
        }
        Receipt::Expired => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.500V12l3 2",
        Receipt::Removed(_) => "M7 7l10 10M17 7 7 17",
    };
    view! {
        <svg class="receipt-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path/>
        </svg>
    }
}
