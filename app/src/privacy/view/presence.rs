use leptos::prelude::*;

use super::{ghost::Turn, outcome::outcome};
use crate::{
    privacy::{
        api::SetShowSeen,
        model::{Length, Privacy},
        use_ghost,
    },
    ui::setting::{Choose, Saving},
};

/// Being seen at all: ghost mode, and when I was last here.
#[component]
pub fn PresenceGroup(privacy: RwSignal<Privacy>) -> impl IntoView {
    let ghost = use_ghost();
    let show_seen = ServerAction::<SetShowSeen>::new();
    let chosen =
        Signal::derive(move || if privacy.with(|privacy| privacy.show_seen) { "true" } else { "false" });
    let state = move || match ghost.is_on().get() {
        true => format!("{}. Your friends cannot see you; you still see them.", ghost.words().get()),
        false => "Off. Your friends see that you are here.".to_owned(),
    };
    view! {
        <section class="settings" aria-labelledby="settings-presence">
            <h2 id="settings-presence">"Presence"</h2>
            <div class="setting">
                <h3>"Ghost mode"</h3>
                <p class="hint" role="status">{state}</p>
                <p class="hint">
                    "While it is on, nobody is told that their snap reached you. A snap that you open still shows as opened."
                </p>
                <div class="setting-row">
                    <Show
                        when=move || ghost.is_on().get()
                        fallback=|| Length::ON.map(|length| view! {
                            <Turn length><button class="button small">{length.title()}</button></Turn>
                        }).collect_view()
                    >
                        <Turn length=Length::Off><button class="button small">"Turn ghost mode off"</button></Turn>
                    </Show>
                </div>
            </div>
            <ActionForm action=show_seen attr:class="setting">
                <Choose
                    id="show-seen".to_owned()
                    label="Last seen"
                    name="show"
                    choices=vec![("true", "Friends may know when I was last here"), ("false", "Nobody may know")]
                    chosen
                />
                <p class="hint">"Hide yours, and you do not see when your friends were here either."</p>
                <Saving outcome=outcome(show_seen, privacy) button="Save last seen"/>
            </ActionForm>
        </section>
    }
}
