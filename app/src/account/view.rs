//! The sign-in card: two plain forms and a guest's entrance. Complete without a script.

use appwrite::Id;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, entry::Problem};
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

use field::{AccountFields, Summary};

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
    view! {
        <section class="entrance" aria-labelledby="entrance-title">
            <header class="entrance-head">
                <Mark/>
                <h1 id="entrance-title">"AppChat"</h1>
                <p>"Your people, live on the globe."</p>
            </header>
            {move || (query.read().get_str("done") == Some("deleted")).then(|| view! {
                <p class="notice good" role="status">"Your account is gone, and everything in it."</p>
            })}
            <EntranceForms/>
        </section>
    }
}

/// Both forms, of which one is shown, and a guest's entrance.
#[component]
pub fn EntranceForms(
    /// The token of the invite on whose page they stand: whoever comes in is a friend of whoever invited them.
    #[prop(optional_no_strip)]
    invite: Option<Id>,
) -> impl IntoView {
    let query = use_query_map();
    // Whoever is invited is new here, more often than not.
    let first = if invite.is_some() { Mode::Register } else { Mode::SignIn };
    let mode = move || match query.read().get("mode").as_deref() {
        Some("register") => Mode::Register,
        Some("sign-in") => Mode::SignIn,
        _ => first,
    };
    let problem = move || query.read().get("problem").and_then(|word| word.parse::<Problem>().ok());
    let typed = Resource::new_blocking(|| (), |()| api::typed_before());
    let page = invite.as_ref().map_or_else(|| "/".to_owned(), |token| format!("/invite/{token}"));
    let invite = StoredValue::new(invite);
    view! {
        <nav class="segmented" aria-label="Sign in or create an account">
            <a href=format!("{page}?mode=sign-in") aria-current=move || (mode() == Mode::SignIn).then_some("page")>
                "Sign in"
            </a>
            <a href=format!("{page}?mode=register") aria-current=move || (mode() == Mode::Register).then_some("page")>
                "Create account"
            </a>
        </nav>
        {move || problem().map(|problem| view! { <Summary problem/> })}
        <Suspense>
            {move || Suspend::new(async move {
                let (name, email) = typed.await.unwrap_or_default();
                view! { <EntranceForm mode=mode() problem=problem() name email invite=invite.get_value()/> }
            })}
        </Suspense>
        <form method="post" action="/api/continue_as_guest" class="entrance-guest">
            <Carried invite=invite.get_value()/>
            <button type="submit" class="button quiet wide">"Continue as a guest"</button>
        </form>
    }
}

/// What a form carries along of the invite on whose page it stands.
#[component]
fn Carried(invite: Option<Id>) -> impl IntoView {
    invite.map(|token| view! { <input type="hidden" name="invite" value=token.to_string()/> })
}

#[component]
fn EntranceForm(
    mode: Mode,
    problem: Option<Problem>,
    /// What was typed before a problem came up.
    name: String,
    email: String,
    invite: Option<Id>,
) -> impl IntoView {
    let register = mode == Mode::Register;
    let action = if register { "/api/register" } else { "/api/sign_in" };
    view! {
        <form method="post" action=action class="stack">
            <Carried invite/>
            <AccountFields new=register problem name email/>
            <button type="submit" class="button accent wide">
                {if register { "Create account" } else { "Sign in" }}
            </button>
        </form>
    }
}
