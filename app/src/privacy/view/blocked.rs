use leptos::prelude::*;

use super::outcome::outcome;
use crate::{
    friends::Person,
    hue::view::Portrait,
    privacy::{api::Unblock, model::Privacy},
    ui::announce,
};

/// Whom I blocked, and the way to take that back; and all that is kept of me, to take along.
#[component]
pub fn PrivacyGroup(privacy: RwSignal<Privacy>) -> impl IntoView {
    let unblock = ServerAction::<Unblock>::new();
    let outcome = outcome(unblock, privacy);
    announce(unblock, move |asked: &Unblock| {
        let name = privacy.with_untracked(|privacy| {
            privacy.blocked.iter().find(|person| person.id == asked.person).map(|person| person.name.clone())
        });
        name.map(|name| format!("{name} is no longer blocked."))
    });
    let blocked = move || privacy.with(|privacy| privacy.blocked.clone());
    view! {
        <section class="settings" aria-labelledby="settings-privacy">
            <h2 id="settings-privacy">"Privacy"</h2>
            <div class="setting">
                <h3>"Blocked people"</h3>
                <Show when=move || privacy.with(|privacy| privacy.blocked.is_empty())>
                    <p class="hint">"Nobody. Whoever you block cannot see you, ask you or send you anything."</p>
                </Show>
                <ul class="people-blocked">
                    <For each=blocked key=|person| person.id.clone() let:person>
                        <li class="person">
                            <Portrait user=person.id.clone() name=Signal::stored(person.name.clone())/>
                            <span class="person-name">{person.name.clone()}</span>
                            <UnblockForm person unblock/>
                        </li>
                    </For>
                </ul>
                {move || outcome.get().and_then(Result::err).map(|error| view! {
                    <p class="notice bad" role="alert">{error.to_string()}</p>
                })}
            </div>
            <div class="setting">
                <h3>"Your data"</h3>
                <p class="hint">
                    "Everything AppChat keeps about you as one archive, with the photos you sent that are not gone yet."
                </p>
                <p><a class="button small" href="/account/export" rel="external" download>"Export my data"</a></p>
            </div>
        </section>
    }
}

#[component]
fn UnblockForm(person: Person, unblock: ServerAction<Unblock>) -> impl IntoView {
    let name = person.name;
    view! {
        <ActionForm action=unblock>
            <input type="hidden" name="person" value=person.id.to_string()/>
            <button
                class="button small" aria-label=format!("Unblock {name}")
                disabled=move || unblock.pending().get()
            >
                "Unblock"
            </button>
        </ActionForm>
    }
}
