use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    handles::HandleForm,
    privacy::{api::my_privacy, view::PrivacySettings},
};

/// `/app/me`: who sees what of me.
#[component]
pub fn MePage() -> impl IntoView {
    let privacy = Resource::new_blocking(|| (), |()| my_privacy());
    view! {
        <Title text="You"/>
        <div class="panel">
            <h1>"You"</h1>
            <HandleForm/>
            <PrivacySettings privacy/>
        </div>
    }
}
