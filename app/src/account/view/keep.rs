//! The form by which a guest stays.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::field::{AccountFields, Summary};
use crate::{
    account::{entry::Problem, model::MyAccount, use_live_me},
    text::plain,
};

/// For a guest, the form by which they stay; right after that, the good news; for everybody else nothing. Complete without
/// a script.
#[component]
pub fn KeepAccount(account: MyAccount) -> impl IntoView {
    let (me, query) = (use_live_me(), use_query_map());
    let just_kept = move || query.with(|query| query.get_str("done") == Some("account"));
    let account = StoredValue::new(account);
    view! {
        <Show
            when=move || me.with(|me| me.guest)
            fallback=move || just_kept().then(|| view! {
                <p class="notice good" role="status">
                    "This account is yours now: sign in with it from anywhere. Your friends and snaps are all here."
                </p>
            })
        >
            <Form account=account.get_value()/>
        </Show>
    }
    .into_any()
}

#[component]
fn Form(account: MyAccount) -> impl IntoView {
    let problem = use_query_map()
        .with_untracked(|query| query.get_str("problem").and_then(|word| word.parse::<Problem>().ok()))
        .filter(|problem| *problem != Problem::Farewell);
    let (name, email) = account.typed;
    // What a guest called themselves before is a good beginning.
    let name =
        if name.is_empty() && account.me.name != "Guest" { plain(&account.me.name).to_owned() } else { name };
    view! {
        <section class="settings" aria-labelledby="keep-title">
            <h2 id="keep-title">"Keep your account"</h2>
            <form method="post" action="/api/keep_account" class="setting stack">
                <p class="hint">
                    "You are here as a guest, and a guest is gone once signed out. With a name, an e-mail and a password \
                     the account is yours: your friends, your snaps and your pin stay as they are."
                </p>
                {problem.map(|problem| view! { <Summary problem/> })}
                <AccountFields new=true problem name email/>
                <button type="submit" class="button accent wide">"Keep my account"</button>
            </form>
        </section>
    }
    .into_any()
}
