//! My link on the friends page: copied, scanned, made anew and taken back.

use leptos::{html::Input, prelude::*, task::spawn_local};

use crate::{
    AppError,
    invites::{
        api::{RenewInvite, RevokeInvite, my_invite},
        clipboard,
        model::{Code, Invite},
    },
    ui::Sorry,
};

/// My link, and what changes it. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct MyLink {
    invite: Resource<Result<Option<Invite>, AppError>>,
    renew: ServerAction<RenewInvite>,
    revoke: ServerAction<RevokeInvite>,
}

/// Asks for my link, for the first render and after every change. Call it outside every `Suspense`.
pub fn my_link() -> MyLink {
    let (renew, revoke) = (ServerAction::new(), ServerAction::new());
    let changes = move || (renew.version().get(), revoke.version().get());
    MyLink { invite: Resource::new_blocking(changes, |_| my_invite()), renew, revoke }
}

/// The link with its code, or the way to one.
#[component]
pub fn MyInvite(link: MyLink) -> impl IntoView {
    let MyLink { invite, renew, revoke } = link;
    let refused = move || {
        let renewed = renew.value().get().and_then(Result::err);
        renewed.or_else(|| revoke.value().get().and_then(Result::err)).map(|error| error.to_string())
    };
    let said = RwSignal::new("");
    Effect::new(move |_| {
        if matches!(renew.value().get(), Some(Ok(_))) {
            said.set("You have a new link.");
        }
    });
    Effect::new(move |_| {
        if matches!(revoke.value().get(), Some(Ok(_))) {
            said.set("Your link no longer works.");
        }
    });
    view! {
        <div class="invite">
            <Transition>
                {move || Suspend::new(async move {
                    match invite.await {
                        Ok(Some(invite)) => view! { <Shared invite link/> }.into_any(),
                        Ok(None) => view! { <NoLink link/> }.into_any(),
                        Err(error) => view! { <Sorry error/> }.into_any(),
                    }
                })}
            </Transition>
            <div class="invite-outcome" aria-live="polite">
                <p class="visually-hidden">{said}</p>
                {move || refused().map(|sentence| view! { <p class="notice bad" role="alert">{sentence}</p> })}
            </div>
        </div>
    }
}

#[component]
fn NoLink(link: MyLink) -> impl IntoView {
    let busy = link.renew.pending();
    view! {
        <div class="invite-words">
            <h3>"Invite by link"</h3>
            <p class="hint">"For people who are not here yet, and for guests. Whoever opens it becomes your friend."</p>
        </div>
        <ActionForm action=link.renew>
            <button class="button" disabled=busy>{move || if busy.get() { "Making it…" } else { "Make a link" }}</button>
        </ActionForm>
    }
}

#[component]
fn Shared(invite: Invite, link: MyLink) -> impl IntoView {
    let (renewing, revoking) = (link.renew.pending(), link.revoke.pending());
    let words = invite.words();
    view! {
        <Picture code=invite.code/>
        <div class="invite-words">
            <h3>"Invite by link"</h3>
            <p class="hint">"Whoever opens it becomes your friend. " {words}</p>
        </div>
        <Address link=invite.link/>
        <div class="invite-doings">
            <ActionForm action=link.renew>
                <button class="button small" disabled=renewing>"New link"</button>
            </ActionForm>
            <ActionForm action=link.revoke>
                <button class="button quiet small" disabled=revoking>"Revoke"</button>
            </ActionForm>
        </div>
    }
}

/// The address, to be copied: by the button, or by hand where there is no script or the browser does not let it.
#[component]
fn Address(link: String) -> impl IntoView {
    let (alive, copied) = (RwSignal::new(false), RwSignal::new(None));
    Effect::new(move |_| alive.set(true));
    let field = NodeRef::<Input>::new();
    let address = link.clone();
    let copy = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        let address = address.clone();
        spawn_local(async move {
            let done = clipboard::copy(&address).await;
            // The page may be gone by now.
            copied.try_set(Some(done));
        });
    };
    view! {
        <div class="field invite-address">
            <label for="invite-link">"Your link"</label>
            <div class="field-with">
                <input id="invite-link" node_ref=field type="text" readonly value=link/>
                <button type="button" class="field-end" hidden=move || !alive.get() on:click=copy>
                    {move || if copied.get() == Some(true) { "Copied" } else { "Copy" }}
                </button>
            </div>
            <p class="hint" role="status">
                {move || match copied.get() {
                    None => "",
                    Some(true) => "Copied. Send it to whomever you like.",
                    Some(false) => "The link is selected. Your browser leaves the copying to you.",
                }}
            </p>
        </div>
    }
}

/// Dark on light in every look: cameras want it so.
#[component]
fn Picture(code: Code) -> impl IntoView {
    let Code { side, dark } = code;
    view! {
        <svg class="invite-code" viewBox=format!("0 0 {side} {side}") role="img" aria-label="Your link as a QR code">
            <path class="invite-code-light" d=format!("M0 0h{side}v{side}h-{side}z")/>
            <path class="invite-code-dark" d=dark/>
        </svg>
    }
}
