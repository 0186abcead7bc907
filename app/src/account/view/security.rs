use appwrite::Timestamp;
use leptos::prelude::*;

use super::field::Labelled;
use crate::{
    AppError,
    account::{
        api::{ChangePassword, EndSession},
        model::{Device, MyAccount},
        use_live_me,
    },
    ui::announce,
};

/// The password, and where I am signed in. Complete without a script.
#[component]
pub fn Security(account: MyAccount) -> impl IntoView {
    let me = use_live_me();
    let MyAccount { devices, as_of, .. } = account;
    let devices = RwSignal::new(devices);
    view! {
        <section class="settings" aria-labelledby="settings-security">
            <h2 id="settings-security">"Security"</h2>
            <Show when=move || !me.with(|me| me.guest)>
                <PasswordForm devices/>
            </Show>
            <Devices devices as_of/>
        </section>
    }
    .into_any()
}

#[component]
fn PasswordForm(
    /// Where they are signed in: in this browser alone, once the password is changed.
    devices: RwSignal<Vec<Device>>,
) -> impl IntoView {
    let change = ServerAction::<ChangePassword>::new();
    let outcome = Signal::derive(move || change.value().get());
    // Once it is changed, the fields begin anew; after a refusal they keep what was typed.
    let changed = Memo::new(move |times: Option<&u32>| {
        times.copied().unwrap_or(0) + u32::from(matches!(outcome.get(), Some(Ok(()))))
    });
    Effect::new(move |_| {
        if let Some(Ok(())) = outcome.get() {
            devices.update(|devices| devices.retain(|device| device.here));
        }
    });
    let refused = outcome.with_untracked(|outcome| matches!(outcome, Some(Err(_))));
    view! {
        <details class="setting" open=refused>
            <summary>"Change password"</summary>
            <ActionForm action=change attr:class="stack">
                // Keyed, or the fields would only be looked over, with what was typed still in them.
                <For each=move || [changed.get()] key=|times| *times let:_>
                    <Labelled
                        id="old" label="Password now" kind="password" autocomplete="current-password"
                        value=String::new() bad=false hint=""
                    />
                    <Labelled
                        id="new" label="New password" kind="password" autocomplete="new-password"
                        value=String::new() bad=false hint="At least 8 characters. Longer is stronger."
                    />
                </For>
                <button class="button" disabled=move || change.pending().get()>"Change password"</button>
                <Outcome outcome good="Changed. Every other device is signed out."/>
            </ActionForm>
        </details>
    }
    .into_any()
}

#[component]
fn Outcome(
    #[prop(into)] outcome: Signal<Option<Result<(), AppError>>>,
    /// What to say when it worked.
    good: &'static str,
) -> impl IntoView {
    move || {
        outcome.get().map(|outcome| match outcome {
            Ok(()) => view! { <p class="notice good" role="status">{good}</p> }.into_any(),
            Err(error) => view! { <p class="notice bad" role="alert">{error.to_string()}</p> }.into_any(),
        })
    }
}

#[component]
fn Devices(devices: RwSignal<Vec<Device>>, as_of: Timestamp) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    Effect::new(move |_| {
        if let Some(Ok(left)) = end.value().get() {
            devices.set(left);
        }
    });
    announce(end, move |ended: &EndSession| {
        let name = devices.with_untracked(|devices| {
            devices.iter().find(|device| device.id == ended.session).map(|device| device.name.clone())
        });
        name.map(|name| format!("{name} is signed out."))
    });
    let failed =
        Signal::derive(move || end.value().get().and_then(Result::err).map(|error| error.to_string()));
    view! {
        <div class="setting">
            <h3>"Where you are signed in"</h3>
            <ul class="devices">
                <For each=move || devices.get() key=|device| device.id.clone() let:device>
                    <li class="device">
                        <span class="device-words">
                            <span class="device-name">{device.name.clone()}</span>
                            <span class="hint">{device.since_words(as_of)}</span>
                        </span>
                        {match device.here {
                            true => view! { <span class="device-here">"This browser"</span> }.into_any(),
                            false => view! { <SignOut device end/> }.into_any(),
                        }}
                    </li>
                </For>
            </ul>
            {move || failed.get().map(|words| view! { <p class="notice bad" role="alert">{words}</p> })}
            <Show when=move || devices.with(|devices| devices.len() > 1)>
                <form method="post" action="/api/sign_out_everywhere">
                    <button class="button small">"Sign out everywhere"</button>
                </form>
            </Show>
        </div>
    }
    .into_any()
}

/// Ends the session on a device.
#[component]
fn SignOut(device: Device, end: ServerAction<EndSession>) -> impl IntoView {
    let name = device.name;
    view! {
        <ActionForm action=end>
            <input type="hidden" name="session" value=device.id.to_string()/>
            <button
                class="button small" aria-label=format!("Sign out {name}")
                disabled=move || end.pending().get()
            >
                "Sign out"
            </button>
        </ActionForm>
    }
    .into_any()
}
