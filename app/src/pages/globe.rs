use leptos::prelude::*;
use leptos_meta::Title;

use crate::globe::view::Globe;

/// `/app`: the globe with me and my friends on it.
#[component]
pub fn GlobePage() -> impl IntoView {
    view! {
        <Title text="Globe"/>
        <Globe/>
    }
}
