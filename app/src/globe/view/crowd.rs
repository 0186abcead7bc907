use globe::crowd::Group;
use leptos::prelude::*;

use crate::globe::{
    helm::Helm,
    model::{Order, Pin, together},
};

/// People who would hide each other, as one button with their number. A press goes closer until they stand apart;
/// who is at one place is fanned out.
#[component]
pub fn CrowdButton(group: Group, pins: Signal<Vec<Pin>>, helm: Helm) -> impl IntoView {
    let name = group.name().to_owned();
    let group = Memo::new({
        let name = name.clone();
        move |last: Option<&Group>| {
            let last = last.unwrap_or(&group);
            helm.groups.with(|groups| groups.iter().find(|one| one.name() == name).unwrap_or(last).clone())
        }
    });
    let people = Memo::new(move |_| {
        let is_in = |pin: &&Pin| group.with(|group| group.members.iter().any(|id| id == pin.person.as_str()));
        pins.with(|pins| pins.iter().filter(is_in).cloned().collect::<Vec<_>>())
    });
    let label = move || {
        let names: Vec<String> = people.with(|people| people.iter().map(|pin| pin.name.clone()).collect());
        together(&names)
    };
    let is_fanned = {
        let name = name.clone();
        move || helm.fanned.with(|fanned| fanned.as_ref() == Some(&name))
    };
    let waits = move || people.with(|people| people.iter().any(|pin| pin.waiting > 0).then_some(""));
    let press = {
        let name = name.clone();
        move |_| helm.order(Order::Split(name.clone()))
    };
    view! {
        <button
            type="button"
            class="crowd"
            data-group=name
            data-visible="false"
            data-waiting=waits
            aria-label=label
            aria-expanded=move || is_fanned().to_string()
            on:click=press
        >
            <span class="crowd__count" aria-hidden="true">{move || group.with(|group| group.members.len())}</span>
        </button>
    }
    .into_any()
}
