use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    account::{
        entry::Problem,
        model::{MyAccount, farewell},
    },
    handles::Handle,
};

/// Deleting the account: said plainly, and confirmed by typing. Complete without a script.
#[component]
pub fn DangerZone(account: MyAccount, #[prop(into)] handle: Signal<Option<Handle>>) -> impl IntoView {
    let problem = Problem::Farewell;
    let refused = use_query_map()
        .with_untracked(|query| query.get_str("problem").and_then(|word| word.parse().ok()) == Some(problem));
    let word = move || handle.with(|handle| farewell(handle.as_ref(), &account.email).to_owned());
    view! {
        <section class="settings" aria-labelledby="danger">
            <h2 id="danger">"Danger zone"</h2>
            <details class="setting danger" open=refused>
                <summary>"Delete account"</summary>
                <form method="post" action="/api/delete_account" class="stack">
                    <p>
                        "Everything goes at once and for good: your friendships and requests, your pin and settings, every snap \
                         you sent or were sent with its photo, and all your sign-ins. Nobody can bring it back."
                    </p>
                    {refused.then(|| view! { <p class="notice bad" role="alert">{problem.sentence()}</p> })}
                    <div class="field">
                        <label for="farewell">"Type " <code>{word}</code> " to confirm"</label>
                        <input
                            id="farewell" name="farewell" type="text" required autocomplete="off" autocapitalize="none"
                            spellcheck="false"
                        />
                    </div>
                    <button type="submit" class="button danger wide">"Delete my account"</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}
