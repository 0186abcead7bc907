use leptos::prelude::*;

use crate::{
    account::{model::MyAccount, use_live_me},
    presence::view::{Face, StatusLine},
};

/// Who I am, as my friends see me: at the head of the page about me.
#[component]
pub fn YouCard(account: MyAccount) -> impl IntoView {
    let me = use_live_me();
    let name = Signal::derive(move || me.with(|me| me.name.clone()));
    let id = account.me.id;
    let also = match account.handle {
        Some(handle) => format!("@{handle}"),
        None if account.email.is_empty() => "Guest account".to_owned(),
        None => account.email,
    };
    view! {
        <div class="you-card">
            <Face user=id.clone() name size=72/>
            <div class="you-words">
                <strong class="you-name">{name}</strong>
                <span class="hint">{also}</span>
                <span class="hint"><StatusLine user=id/></span>
            </div>
        </div>
    }
    .into_any()
}
