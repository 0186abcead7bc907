use leptos::prelude::*;
use leptos_meta::Title;

/// `/`: sign in, create an account, or look around as a guest. Complete without a script.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <Title text="Sign in"/>
        <main><h1>"AppChat"</h1></main>
    }
}
