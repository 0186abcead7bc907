use leptos::prelude::*;
use leptos_meta::Title;

use super::globe::pins;
use crate::{
    first_run::{
        Step,
        view::{HandleStep, Panel, PinStep, Preview, first_handle, place_in_words, use_step},
    },
    globe::{
        helm::Helm,
        view::{Scene, my_place},
    },
    invites::view::{MyInvite, my_link},
    presence::use_presence,
    toasts::use_toasts,
};

/// `/app/welcome`: the three steps of the first run over the globe; `?step=` says which.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let presence = use_presence();
    let (step, mine) = (use_step(), presence.my_spot());
    let helm = Helm::new(presence, use_toasts());
    let pins = Signal::from(pins());
    let called = my_place(pins);
    let (handle, place, link) = (first_handle(), place_in_words(step), my_link());
    let body = move || match step.get() {
        Step::Handle => view! { <HandleStep handle/> }.into_any(),
        Step::Pin => view! { <PinStep helm mine called place/> }.into_any(),
        Step::Invite => view! { <MyInvite link/> }.into_any(),
    };
    view! {
        <Title text="Welcome"/>
        <section class="globe first-run" data-step=move || step.get().number().to_string()>
            <Panel step>{body}</Panel>
            // The globe takes part where a pin is placed; a tap meant for something else must not place one.
            <div class="first-world" inert=move || step.get() != Step::Pin>
                <Scene pins mine helm/>
            </div>
            {move || (step.get() == Step::Handle).then(|| view! { <Preview handle/> })}
        </section>
    }
}
