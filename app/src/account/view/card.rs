use leptos::prelude::*;

use crate::{
    account::{model::MyAccount, use_live_me},
    handles::Handle,
    presence::view::{Face, StatusLine},
};

/// Who I am, as my friends see me: at the head of the page about me.
#[component]
pub fn YouCard(account: MyAccount, #[prop(into)] handle: Signal<Option<Handle>>) -> impl IntoView {
    let me = use_live_me();
    let name = Signal::derive(move || me.with(|me| me.name.clone()));
    let id = account.me.id;
    let unhandled = if account.email.is_empty() { "Guest account".to_owned() } else { account.email };
    let also = move || handle.get().map_or_else(|| unhandled.clone(), |handle| handle.to_string());
    view! {
        <div class="you-card">
            <Face user=id.clone() name/>
            <div class="you-words">
                <strong class="you-name">{name}</strong>
                <span class="hint">{also}</span>
                <span class="hint"><StatusLine user=id/></span>
            </div>
        </div>
    }
    .into_any()
}
