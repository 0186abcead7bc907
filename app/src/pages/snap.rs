use leptos::prelude::*;
use leptos_meta::Title;

use crate::snaps::view::Composer;

/// `/app/snap`: choose a photograph and send it; `?to=` names a friend.
#[component]
pub fn SnapPage() -> impl IntoView {
    view! {
        <Title text="New snap"/>
        <Composer/>
    }
}
