//! The card behind a link: who invites, and how to say yes. Rendered on the server alone.

use appwrite::Id;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    AppError,
    account::{Me, view::EntranceForms},
    invites::{api::AcceptInvite, model::Invitation},
    ui::{Avatar, Mark, Sorry},
};

/// Everything in the card.
#[component]
pub fn InvitationCard(
    /// Whoever opened the link, if they are signed in.
    me: Option<Me>,
    invitation: Result<Invitation, AppError>,
    token: String,
) -> impl IntoView {
    match (invitation, me) {
        (Ok(Invitation::From(name)), Some(me)) => view! { <Accept name me token/> }.into_any(),
        (Ok(Invitation::From(name)), None) => view! { <ComeIn name token/> }.into_any(),
        (Ok(Invitation::Friends(name)), _) => view! {
            <Said title=format!("You and {name} are friends") words="There is nothing left to accept: you see each other on the globe.">
                <a class="button accent wide" href="/app" rel="external">"Open the globe"</a>
            </Said>
        }.into_any(),
        (Ok(Invitation::Mine), _) => view! {
            <Said title="This is your own link" words="Send it to somebody else. Whoever opens it sees your name and can become your friend.">
                <a class="button accent wide" href="/app/friends" rel="external">"Back to your friends"</a>
            </Said>
        }.into_any(),
        (Ok(Invitation::Over), me) => view! { <Over signed_in=me.is_some()/> }.into_any(),
        (Err(error), _) => view! { <Sorry error/> }.into_any(),
    }
}

/// For whoever is not signed in: what this is, and every way in.
#[component]
fn ComeIn(name: String, token: String) -> impl IntoView {
    let invite = token.parse::<Id>().ok();
    view! {
        <section class="entrance" aria-labelledby="invited">
            <Invited name=name.clone() words=format!("Come in, and you and {name} see each other on the globe.")/>
            <EntranceForms invite/>
            <p class="hint">
                "AppChat shows friends where on Earth you are, by your city unless you choose otherwise, and carries photos \
                that are gone in a day."
            </p>
        </section>
    }
}

/// For whoever is signed in: one button.
#[component]
fn Accept(name: String, me: Me, token: String) -> impl IntoView {
    let accept = ServerAction::<AcceptInvite>::new();
    // Without a script the answer comes with the page's address.
    let refused = move || accept.value().get().and_then(Result::err).map(|error| error.to_string());
    view! {
        <section class="entrance" aria-labelledby="invited">
            <Invited name=name.clone() words=format!("Become friends, and you and {name} see each other on the globe.")/>
            {move || refused().map(|sentence| view! { <p class="notice bad" role="alert">{sentence}</p> })}
            <ActionForm action=accept>
                <input type="hidden" name="token" value=token.clone()/>
                <button class="button accent wide">"Become friends"</button>
            </ActionForm>
            <a class="button quiet wide" href="/app" rel="external">"Not now"</a>
            <p class="hint">{format!("You are signed in as {}.", me.name)}</p>
        </section>
    }
}

/// The link is none, or none any more.
#[component]
fn Over(signed_in: bool) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    let (href, words) = if signed_in { ("/app", "Open the globe") } else { ("/", "Sign in or look around") };
    view! {
        <Said
            title="This invitation is over"
            words="Links work for a week and for twenty people, and can be taken back. Ask whoever sent it for a new one."
        >
            <a class="button accent wide" href=href rel="external">{words}</a>
        </Said>
    }
}

/// Who invites: the face, the name, and what saying yes means.
#[component]
fn Invited(name: String, words: String) -> impl IntoView {
    view! {
        <Title text=format!("{name} invited you")/>
        <header class="invited">
            <span class="invited-face"><Avatar name=name.clone()/></span>
            <h1 id="invited">{format!("{name} invited you")}</h1>
            <p>{words}</p>
        </header>
    }
}

/// Something to know, and where to go on.
#[component]
fn Said(#[prop(into)] title: String, words: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="entrance" aria-labelledby="invited">
            <header class="invited">
                <Mark/>
                <h1 id="invited">{title}</h1>
                <p>{words}</p>
            </header>
            {children()}
        </section>
    }
}
