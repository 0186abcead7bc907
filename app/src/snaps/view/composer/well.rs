//! Where the photograph comes to lie: chosen, dropped, pasted or taken.

use leptos::prelude::*;

use crate::snaps::compose::{Desk, Facing, Sending, Shutter, Viewfinder};

/// The photograph, or the ways to one.
#[component]
pub fn Well(desk: Desk, viewfinder: Viewfinder) -> impl IntoView {
    let over = RwSignal::new(false);
    let looking = move || viewfinder.shutter.get() != Shutter::Closed;
    view! {
        <div
            class="well"
            data-over=move || over.get().to_string()
            on:dragover=move |event| { event.prevent_default(); over.set(true) }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| { event.prevent_default(); over.set(false); desk.dropped(&event) }
        >
            <div class="well-camera" hidden=move || !looking()>
                <Lens viewfinder/>
            </div>
            <Show when=move || !looking()>
                {move || match desk.photo.get() {
                    Some(photo) => view! {
                        <img class="well-photo" src=photo.data_url.to_string() alt="Your photo, ready to send"/>
                    }.into_any(),
                    None => view! { <Ways desk viewfinder/> }.into_any(),
                }}
            </Show>
        </div>
        <Under desk viewfinder/>
    }
    .into_any()
}

/// The ways to a photograph.
#[component]
fn Ways(desk: Desk, viewfinder: Viewfinder) -> impl IntoView {
    // What was chosen before the page is alive would be lost without a word.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let idle = move || alive.get() && !desk.preparing.get();
    view! {
        <div class="well-ways">
            <svg class="well-icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z"/>
            </svg>
            <p aria-live="polite">
                {move || if desk.preparing.get() { "Getting your photo ready…" } else { "Drop a photo here, or paste one." }}
            </p>
            <div class="well-buttons">
                <label class="button accent">
                    "Choose a photo"
                    <input
                        type="file"
                        accept="image/*"
                        class="visually-hidden"
                        disabled=move || !idle()
                        on:change=move |event| desk.picked(&event)
                    />
                </label>
                <button type="button" class="button" disabled=move || !idle() on:click=move |_| viewfinder.open()>
                    "Take a photo"
                </button>
            </div>
            {move || viewfinder.refusal.get().map(|sentence| view! {
                <div class="well-trouble" role="alert">
                    <p>{sentence}</p>
                    <label class="button">
                        "Use the camera app"
                        <input
                            type="file"
                            accept="image/*"
                            capture="environment"
                            class="visually-hidden"
                            on:change=move |event| desk.picked(&event)
                        />
                    </label>
                </div>
            })}
            {move || desk.trouble.get().map(|sentence| view! { <p class="well-trouble" role="alert">{sentence}</p> })}
        </div>
    }
    .into_any()
}

/// What the camera sees. Only the way one sees oneself is mirrored, never the photograph.
#[component]
fn Lens(viewfinder: Viewfinder) -> impl IntoView {
    let open = move || viewfinder.shutter.get() == Shutter::Open;
    view! {
        <video
            node_ref=viewfinder.video
            class="well-video"
            data-mirrored=move || (viewfinder.facing.get() == Facing::Me).to_string()
            muted
            playsinline
            aria-label="What the camera sees"
        ></video>
        <div class="well-shutter">
            <button type="button" class="button" on:click=move |_| viewfinder.close()>"Close"</button>
            <button
                type="button"
                class="shutter"
                aria-label="Take the photo"
                disabled=move || !open()
                on:click=move |_| viewfinder.shoot()
            ></button>
            <button type="button" class="button" disabled=move || !open() on:click=move |_| viewfinder.flip()>
                "Flip"
            </button>
        </div>
    }
    .into_any()
}

/// What happened to the photograph, and the way to another one.
#[component]
fn Under(desk: Desk, viewfinder: Viewfinder) -> impl IntoView {
    let can_change = move || {
        desk.photo.with(Option::is_some)
            && desk.sending.with(|sending| matches!(sending, Sending::Not | Sending::Failed(_)))
            && viewfinder.shutter.get() == Shutter::Closed
    };
    view! {
        <div class="well-under">
            <p class="well-story" role="status">
                {move || desk.photo.with(|photo| photo.as_ref().map(|photo| photo.story.clone()))}
            </p>
            <Show when=can_change>
                <button type="button" class="button quiet" on:click=move |_| desk.clear()>
                    "Another photo"
                </button>
            </Show>
        </div>
    }
    .into_any()
}
