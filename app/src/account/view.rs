//! The sign-in card: two plain forms and a guest's entrance. Complete without a script.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    entry::{Field, Problem},
};
use crate::ui::Mark;

pub mod appearance;
pub mod card;
pub mod danger;
pub mod field;
pub mod keep;
pub mod security;

pub use appearance::Appearance;
pub use card::YouCard;
pub use danger::DangerZone;
pub use keep::KeepAccount;
pub use security::Security;

use field::{Labelled, Summary};

/// Which of the two forms is shown. The address says it: `?mode=register`, else sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    SignIn,
    Register,
}

/// Everything in the card.
#[component]
pub fn EntranceCard() -> impl IntoView {
    let query = use_query_map();
    let mode = move || match query.read().get("mode").as_deref() {
        Some("register") => Mode::Register,
        _ => Mode::SignIn,
    };
    let problem = move || query.read().get("problem").and_then(|word| word.parse::<Problem>().ok());
    let typed = Resource::new_blocking(|| (), |()| api::typed_before());
    view! {
        <section class="entrance" aria-labelledby="entrance-title">
            <header class="entrance-head">
                <Mark/>
                <h1 id="entrance-title">"AppChat"</h1>
                <p>"Your people, live on the globe."</p>
            </header>
            <nav class="segmented" aria-label="Sign in or create an account">
                <a href="/?mode=sign-in" aria-current=move || (mode() == Mode::SignIn).then_some("page")>"Sign in"</a>
                <a href="/?mode=register" aria-current=move || (mode() == Mode::Register).then_some("page")>
                    "Create account"
                </a>
            </nav>
            {move || problem().map(|problem| view! { <Summary problem/> })}
            {move || (query.read().get_str("done") == Some("deleted")).then(|| view! {
                <p class="notice good" role="status">"Your account is gone, and everything in it."</p>
            })}
            <Suspense>
                {move || Suspend::new(async move {
                    let (name, email) = typed.await.unwrap_or_default();
                    view! { <EntranceForm mode=mode() problem=problem() name email/> }
                })}
            </Suspense>
            <form method="post" action="/api/continue_as_guest" class="entrance-guest">
                <button type="submit" class="button quiet wide">"Continue as a guest"</button>
            </form>
        </section>
    }
}

#[component]
fn EntranceForm(
    mode: Mode,
    problem: Option<Problem>,
    /// What was typed before a problem came up.
    name: String,
    email: String,
) -> impl IntoView {
    let register = mode == Mode::Register;
    let field = problem.and_then(Problem::field);
    let action = if register { "/api/register" } else { "/api/sign_in" };
    view! {
        <form method="post" action=action class="stack">
            {register.then(|| view! {
                <Labelled
                    id="name" label="Name" kind="text" autocomplete="name" value=name
                    bad=field == Some(Field::Name) hint="What your friends will see."
                />
            })}
            <Labelled
                id="email" label="E-mail" kind="email" autocomplete="email" value=email
                bad=field == Some(Field::Email) hint=""
            />
            <Labelled
                id="password" label="Password" kind="password" value=String::new()
                autocomplete=if register { "new-password" } else { "current-password" }
                bad=field == Some(Field::Password)
                hint=if register { "At least 8 characters. Longer is stronger." } else { "" }
            />
            <button type="submit" class="button accent wide">
                {if register { "Create account" } else { "Sign in" }}
            </button>
        </form>
    }
}
