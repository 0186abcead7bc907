//! The second step: where my pin is, and what friends are shown of that.

use globe_engine::CameraStep;
use leptos::prelude::*;

use crate::{
    AppError,
    first_run::Step,
    globe::{
        helm::Helm,
        model::{Halo, Order},
        view::Place,
    },
    presence::{Spot, use_presence},
    privacy::{
        api::{my_privacy, word_place},
        model::{Precision, Privacy, Words},
        use_ghost,
        view::PrecisionChoice,
    },
    ui::Sorry,
};

/// My settings, and my place in words.
#[derive(Clone, Copy)]
pub struct MyPlace {
    /// `None` in the steps that do not show it.
    privacy: Resource<Option<Result<Privacy, AppError>>>,
    words: Resource<Option<Words>>,
}

/// Asks for my settings whenever their step is come to, and for the words whenever my pin moves. Call it outside every
/// `Suspense`.
pub fn place_in_words(step: Memo<Step>) -> MyPlace {
    let spot = use_presence().my_spot();
    MyPlace {
        privacy: Resource::new_blocking(
            move || step.get() == Step::Pin,
            |shown| async move { if shown { Some(my_privacy().await) } else { None } },
        ),
        words: Resource::new_blocking(
            move || spot.get(),
            |spot| async move { word_place(spot?).await.ok().flatten() },
        ),
    }
}

/// The ways to place it, and how precisely friends see it.
#[component]
pub fn PinStep(
    helm: Helm,
    mine: Memo<Option<Spot>>,
    /// Where that is, in words.
    called: Memo<Option<String>>,
    /// What friends are shown of it, as the globe has it.
    halo: Signal<Option<Halo>>,
    place: MyPlace,
) -> impl IntoView {
    let trouble = use_presence().error();
    keep_in_view(helm, mine, halo);
    view! {
        <Place mine called helm trouble/>
        <Transition>
            {move || Suspend::new(async move {
                match place.privacy.await {
                    Some(Ok(privacy)) => view! { <Shown privacy place/> }.into_any(),
                    Some(Err(error)) => view! { <Sorry error/> }.into_any(),
                    None => ().into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// Whatever friends are shown of my pin is to be seen: a city is a speck on the whole globe, and a country is all one sees
/// from near. The whole globe again for whoever goes on.
fn keep_in_view(helm: Helm, mine: Memo<Option<Spot>>, halo: Signal<Option<Halo>>) {
    let shown = use_ghost().shown();
    Effect::new(move |_| {
        // Whoever is placing it by hand says where to look.
        if helm.placing.get() {
            return;
        }
        match (mine.get(), shown.get(), halo.get()) {
            (Some(spot), Some(Precision::Exact), _) => helm.order(Order::Visit(spot)),
            (Some(_), _, Some(halo)) => helm.order(Order::Frame(halo)),
            _ => {}
        }
    });
    on_cleanup(move || helm.order(Order::Step(CameraStep::World)));
}

/// The choice, and what it comes to for the pin as it is.
#[component]
fn Shown(privacy: Privacy, place: MyPlace) -> impl IntoView {
    let privacy = RwSignal::new(privacy);
    let precision = move || privacy.with(|privacy| privacy.settings.precision);
    view! {
        <PrecisionChoice privacy/>
        <p class="first-shown" role="status">
            <Transition>
                {move || Suspend::new(async move {
                    let words = place.words.await;
                    move || match &words {
                        Some(words) => format!("Your friends will see you {}.", words.at(precision())),
                        None => precision().meaning().to_owned(),
                    }
                })}
            </Transition>
        </p>
    }
    .into_any()
}
