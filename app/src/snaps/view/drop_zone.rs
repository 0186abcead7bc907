//! Where a photograph may be let go of, while one is dragged over the page.

use leptos::prelude::*;

use crate::{
    snaps::use_handover,
    ui::{Icon, Picture},
};

/// Covers the page while a file is over it. For the eyes of whoever drags: the way without a pointer is the composer's
/// own.
#[component]
pub fn DropZone() -> impl IntoView {
    let over = use_handover().is_over();
    view! {
        <Show when=move || over.get()>
            <div class="drop-zone" aria-hidden="true">
                <p class="drop-zone-words">
                    <Icon picture=Picture::Camera/>
                    "Drop a photo to send it"
                </p>
            </div>
        </Show>
    }
    .into_any()
}
