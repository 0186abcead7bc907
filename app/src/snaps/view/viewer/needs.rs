//! What a link to a snap says while no script shows the snap.

use leptos::prelude::*;

/// Says what opening a snap needs, until the page is alive. The stylesheet shows it where the browser runs no scripts, and
/// where the page's program did not start: not to people whose program is on its way.
#[component]
pub fn Needs() -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <Show when=move || !alive.get()>
            <section class="viewer-needs" aria-labelledby="viewer-needs-title">
                <h2 id="viewer-needs-title">"This snap needs JavaScript"</h2>
                <p>
                    "A snap is opened on your device, which takes JavaScript and WebAssembly. Allow both for this page, \
                     then load it again. The snap does not count as opened yet."
                </p>
                <a class="button" href="/app/inbox">"Back to the inbox"</a>
            </section>
        </Show>
    }
    .into_any()
}
