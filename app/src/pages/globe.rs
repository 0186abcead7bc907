use leptos::prelude::*;
use leptos_meta::{Link, Title};

use crate::globe::view::LAND;

/// `/app`: the globe with me and my friends on it, which is there already: see [`super::inside::earth`].
#[component]
pub fn GlobePage() -> impl IntoView {
    view! {
        <Title text="Globe"/>
        <Link rel="preload" as_="fetch" href=LAND crossorigin="anonymous"/>
        <h1 class="visually-hidden">"Globe"</h1>
    }
}
