//! The sign-in card: two plain forms and a guest's entrance. Complete without a script.

use appwrite::Id;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    entry::{Field, Problem},
};
use crate::ui::{Icon, Mark, Picture};

/// Which of the two forms is shown. The address says it: `?mode=register`, else sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    SignIn,
    Register,
}

/// Everything in the card.
#[component]
pub fn EntranceCard() -> impl IntoView {
    view! {
        <section class="entrance" aria-labelledby="entrance-title">
            <header class="entrance-head">
                <Mark/>
                <h1 id="entrance-title">"AppChat"</h1>
                <p>"Your people, live on the globe."</p>
            </header>
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

/// What went wrong, above the form and with the focus on it, with the way to the field it is about.
#[component]
fn Summary(problem: Problem) -> impl IntoView {
    let words = problem.sentence();
    view! {
        <div class="problem" role="alert" id="problem" tabindex="-1" autofocus>
            <Icon picture=Picture::Alert/>
            <strong>"That did not work yet."</strong>
            {match problem.field() {
                Some(field) => view! { <a href=format!("#{}", field.id())>{words}</a> }.into_any(),
                None => view! { <span>{words}</span> }.into_any(),
            }}
        </div>
    }
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
    let field = problem.and_then(Problem::field);
    let action = if register { "/api/register" } else { "/api/sign_in" };
    view! {
        <form method="post" action=action class="stack">
            <Carried invite/>
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

/// A field with its label, its hint, and a word to screen readers when it is what the problem is about.
#[component]
fn Labelled(
    /// Names the field to the form as well.
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    value: String,
    /// Whether the problem above is about this field.
    bad: bool,
    /// Empty for none.
    hint: &'static str,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = [(bad, "problem"), (!hint.is_empty(), hint_id.as_str())];
    let described = described.iter().filter(|(on, _)| *on).map(|(_, id)| *id).collect::<Vec<_>>().join(" ");
    let new_password = autocomplete == "new-password";
    let (least, most) = if new_password { (Some("8"), Some("256")) } else { (None, None) };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="field-with">
                <input
                    id=id name=id type=kind autocomplete=autocomplete value=value required
                    minlength=least maxlength=most
                    aria-invalid=bad.then_some("true")
                    aria-describedby=(!described.is_empty()).then_some(described)
                />
                {(kind == "password").then(|| view! { <Reveal field=id/> })}
            </div>
            {(!hint.is_empty()).then(|| view! {
                <p id=hint_id class="hint" aria-live=new_password.then_some("polite")>{hint}</p>
            })}
        </div>
    }
}

/// Shows what is typed into a password's field. Only a script can, so only the script brings it out.
#[component]
fn Reveal(field: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="field-end" data-reveals=field hidden>
            <span>"Show"</span>
            <span class="visually-hidden">" password"</span>
        </button>
    }
}
