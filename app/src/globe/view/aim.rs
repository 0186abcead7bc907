//! What the place in the ring is called, while my pin is being placed.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    gazetteer::{live::use_gazetteer, model::Area},
    globe::helm::Helm,
};

/// So long must the globe rest before anybody asks what lies in the ring: whoever drags it pauses, too.
const REST: Duration = Duration::from_millis(300);

/// The name under the ring. It is empty while the globe moves, and read out once it is known.
#[component]
pub fn Aim(helm: Helm) -> impl IntoView {
    let gazetteer = use_gazetteer();
    let settled = Memo::new(move |_| helm.aimed.get().map(Area::around));
    Effect::new(move |_| {
        let aimed = helm.placing.get().then(|| helm.middle.get()).flatten();
        if aimed.map(Area::around) == settled.get_untracked() {
            return;
        }
        helm.aimed.set(None);
        let Some(spot) = aimed else { return };
        let settle = move || {
            helm.aimed.set(Some(spot));
            gazetteer.ask(Area::around(spot));
        };
        if let Ok(rest) = set_timeout_with_handle(settle, REST) {
            on_cleanup(move || rest.clear());
        }
    });
    let name = move || settled.get().and_then(|area| gazetteer.name(area));
    view! {
        <div class="globe__aim" role="status">
            {move || name().map(|name| view! { <span>{name}</span> })}
        </div>
    }
    .into_any()
}
