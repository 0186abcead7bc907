//! Fields of the forms about an account, and what is wrong with them.

use leptos::prelude::*;

use crate::{
    account::entry::{Field, Problem},
    ui::{Icon, Picture},
};

/// What went wrong, above the form and with the focus on it, with the way to the field it is about.
#[component]
pub fn Summary(problem: Problem) -> impl IntoView {
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
    .into_any()
}

/// The fields that say who an account is: all three for a new one, else those by which one signs in.
#[component]
pub fn AccountFields(
    /// Whether an account comes to be of it.
    new: bool,
    problem: Option<Problem>,
    /// What was typed before a problem came up.
    name: String,
    email: String,
) -> impl IntoView {
    let field = problem.and_then(Problem::field);
    view! {
        {new.then(|| view! {
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
            autocomplete=if new { "new-password" } else { "current-password" }
            bad=field == Some(Field::Password)
            hint=if new { "At least 8 characters. Longer is stronger." } else { "" }
        />
    }
}

/// A field with its label, its hint, and a word to screen readers when it is what the problem is about.
#[component]
pub fn Labelled(
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
    let shown = RwSignal::new(false);
    let new_password = autocomplete == "new-password";
    let (least, most) = if new_password { (Some("8"), Some("256")) } else { (None, None) };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="field-with">
                <input
                    id=id name=id autocomplete=autocomplete value=value required
                    type=move || if shown.get() { "text" } else { kind }
                    minlength=least maxlength=most
                    aria-invalid=bad.then_some("true")
                    aria-describedby=(!described.is_empty()).then_some(described)
                />
                {(kind == "password").then(|| view! { <Reveal field=id shown/> })}
            </div>
            {(!hint.is_empty()).then(|| view! {
                <p id=hint_id class="hint" aria-live=new_password.then_some("polite")>{hint}</p>
            })}
        </div>
    }
    .into_any()
}

/// Shows what is typed into a password's field. Only a script can, so only a script brings it out: this one where the page
/// is alive, and the entrance's own, which finds it by `data-reveals`, where it is not.
#[component]
fn Reveal(
    field: &'static str,
    /// Whether the password is shown.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <button
            type="button"
            class="field-end"
            data-reveals=field
            hidden=move || !alive.get()
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            <span>{move || if shown.get() { "Hide" } else { "Show" }}</span>
            <span class="visually-hidden">" password"</span>
        </button>
    }
    .into_any()
}
