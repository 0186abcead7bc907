use leptos::prelude::*;
use leptos_meta::{Link, Title};

use super::inside::earth::{Earth, use_earth};
use crate::{
    first_run::{
        Step,
        view::{
            Company, HandleStep, Panel, PinStep, Preview, first_handle, invented, place_in_words, use_step,
        },
    },
    globe::view::LAND,
    invites::view::{MyInvite, my_link},
};

/// `/app/welcome`: the three steps of the first run over the globe; `?step=` says which.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let Earth { helm, mine, called, halo, .. } = use_earth();
    let step = use_step();
    let (handle, place, link, invented) = (first_handle(), place_in_words(step), my_link(), invented());
    let body = move || match step.get() {
        Step::Handle => view! { <HandleStep handle/> }.into_any(),
        Step::Pin => view! { <PinStep helm mine called halo place/> }.into_any(),
        Step::Invite => view! {
            <MyInvite link/>
            <Company invented/>
        }
        .into_any(),
    };
    view! {
        <Title text="Welcome"/>
        <Link rel="preload" as_="fetch" href=LAND crossorigin="anonymous"/>
        <div class="first-run" data-step=move || step.get().number().to_string()>
            <Panel step helm>{body}</Panel>
            {move || (step.get() == Step::Handle).then(|| view! { <Preview handle/> })}
        </div>
    }
}
