//! `/about`: what this is, what it keeps and for how long, and whose work is in it. Complete without a script.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use crate::ui::Mark;

/// The same words for everybody, signed in or not.
#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <Title text="About"/>
        <Meta name="description" content="What AppChat keeps and for how long, and whose work is in it."/>
        <main class="about" id="main">
            <header class="about-head">
                <Mark/>
                <h1>"About AppChat"</h1>
                <p class="hint">"Version " {env!("CARGO_PKG_VERSION")}</p>
            </header>
            <Kept/>
            <section aria-labelledby="screenshots">
                <h2 id="screenshots">"Screenshots"</h2>
                <p>
                    "We cannot prevent screenshots, and we cannot detect them. Whoever sees a photo can keep a picture of it: \
                     send what you would show them in person."
                </p>
            </section>
            <Credits/>
            <p><a class="button" href="/app" rel="external">"Back to AppChat"</a></p>
        </main>
    }
}

/// What is kept, and for how long.
#[component]
fn Kept() -> impl IntoView {
    const KEPT: [(&str, &str); 7] = [
        (
            "Photos and their captions",
            "24 hours from sending, then they are deleted; at once when you take one back.",
        ),
        (
            "That a photo came to you",
            "From whom, when and whether you opened it: for a day after the photo is gone, for you alone.",
        ),
        (
            "Where you are",
            "Your pin stays until you move it. Friends see your city and your local time unless you choose otherwise.",
        ),
        ("That you are here", "A little over a minute after your last sign of life."),
        ("When you were last here", "Shown to friends for a day, if you let them know at all."),
        ("Your account, friends and settings", "Until you delete your account: then all of it, at once."),
        ("A guest's account", "Until the guest signs out or deletes it."),
    ];
    view! {
        <section aria-labelledby="kept">
            <h2 id="kept">"What is kept, and for how long"</h2>
            <dl class="kept">
                {KEPT.map(|(what, how_long)| view! { <div><dt>{what}</dt><dd>{how_long}</dd></div> })}
            </dl>
            <p class="hint">
                "No trackers, no ads, nothing from other sites. The only cookies are your sign-in and your choice of theme. "
                "You can take everything along as one archive, under You."
            </p>
        </section>
    }
}

/// Whose work is in it.
#[component]
fn Credits() -> impl IntoView {
    view! {
        <section aria-labelledby="credits">
            <h2 id="credits">"Credits"</h2>
            <ul class="credits">
                <li>
                    "Cities and the names of places: " <a href="https://www.geonames.org">"GeoNames"</a> ", under "
                    <a href="https://creativecommons.org/licenses/by/4.0/">"Creative Commons Attribution 4.0"</a>
                    ". We chose the larger places and packed them for quick search."
                </li>
                <li>
                    "Coasts and borders: " <a href="https://www.naturalearthdata.com">"Natural Earth"</a>
                    ", public domain, by way of world-atlas (ISC)."
                </li>
                <li>
                    "Typefaces: " <a href="/fonts/gabarito-LICENSE.txt">"Gabarito"</a> ", "
                    <a href="/fonts/figtree-LICENSE.txt">"Figtree"</a> " and "
                    <a href="/fonts/red-hat-mono-LICENSE.txt">"Red Hat Mono"</a> ", each under the SIL Open Font License 1.1."
                </li>
                <li>
                    "AppChat itself is under the MIT licence. It speaks the API of " <a href="https://appwrite.io">"Appwrite"</a>
                    " and is built with " <a href="https://leptos.dev">"Leptos"</a> "."
                </li>
            </ul>
        </section>
    }
}
