use leptos::prelude::*;

use super::{
    exceptions::{Exceptions, ViewAs},
    outcome::outcome,
};
use crate::{
    privacy::{
        Audience, Precision,
        api::{SetAudience, SetPrecision},
        model::Privacy,
    },
    ui::setting::{Choose, Saving},
};

/// Where I am: how precisely, to whom, and what somebody gets of it.
#[component]
pub fn Location(privacy: RwSignal<Privacy>) -> impl IntoView {
    let (set_precision, set_audience) =
        (ServerAction::<SetPrecision>::new(), ServerAction::<SetAudience>::new());
    let precision = Signal::derive(move || privacy.with(|privacy| privacy.settings.precision));
    let audience = Signal::derive(move || privacy.with(|privacy| privacy.settings.audience.word()));
    let shown = move || {
        privacy.with(|privacy| match &privacy.place {
            Some(place) => format!("Your friends see you {}.", place.at(precision.get())),
            None => "Drop a pin on the globe, and this says what your friends see of it.".to_owned(),
        })
    };
    view! {
        <section class="settings" aria-labelledby="settings-location">
            <h2 id="settings-location">"Location"</h2>
            <ActionForm action=set_precision attr:class="setting">
                <Choose
                    id="precision".to_owned()
                    label="Precision"
                    name="precision"
                    choices=Precision::ALL.map(|precision| (precision.word(), precision.title())).into()
                    chosen=Signal::derive(move || precision.get().word())
                />
                <p class="hint" data-shown="">{shown}</p>
                <p class="hint">"Along with a city or an exact place they see your local time; with a country they do not."</p>
                <Saving outcome=outcome(set_precision, privacy) button="Save precision"/>
            </ActionForm>
            <ActionForm action=set_audience attr:class="setting">
                <Choose
                    id="audience".to_owned()
                    label="Who sees me"
                    name="audience"
                    choices=Audience::ALL.map(|audience| (audience.word(), audience.title())).into()
                    chosen=audience
                />
                <p class="hint">"The list is the friends you put on it below."</p>
                <p class="hint">
                    "AppChat shows nobody whom you chose. But your presence carries the list of friends who may see you, so a friend
                    who looks into their app's data can read it, and tell whom you left out."
                </p>
                <Saving outcome=outcome(set_audience, privacy) button="Save who sees me"/>
            </ActionForm>
            <Exceptions privacy/>
            <ViewAs privacy/>
        </section>
    }
}
