use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    AppError,
    gazetteer::{model::Town, view::TownSearch},
    globe::{helm::Helm, model::Order},
    presence::Spot,
    privacy::Precision,
};

/// The ways to place my pin other than a tap, and why the last did not work.
#[component]
pub fn Place(
    mine: Memo<Option<Spot>>,
    /// Where that is, in words.
    called: Memo<Option<String>>,
    helm: Helm,
    trouble: Signal<Option<AppError>>,
    /// How much of that friends are shown, where it is not chosen beside this. `None` while it is nothing.
    #[prop(optional, into)]
    shown: Signal<Option<Precision>>,
) -> impl IntoView {
    let go = move |spot: Spot| {
        helm.place(spot, mine.get_untracked());
        helm.order(Order::Show(spot));
    };
    let chosen = Callback::new(move |town: Town| go(town.spot));
    let asking = RwSignal::new(false);
    // What friends are shown of my place is said in the place of how else to move it.
    let told =
        Memo::new(move |_| shown.get().filter(|_| !helm.placing.get() && called.with(Option::is_some)));
    let hint = move || match (helm.placing.get(), called.get(), mine.get()) {
        (true, ..) => "Turn the globe until your place is in the ring.".to_owned(),
        (_, Some(place), _) if told.get().is_some() => format!("You are {place}. "),
        (_, Some(place), _) => format!("You are {place}. Tap the globe to move your pin."),
        (_, None, Some(_)) => "Tap the globe to move your pin.".to_owned(),
        (_, None, None) => "Tap the globe to drop your pin.".to_owned(),
    };
    let told =
        move || told.get().map(|shown| view! { <A href="/app/me#settings-location">{shown.short()}</A> });
    view! {
        <div class="place">
            <div class="place__said" role="status">
                {move || match (helm.trouble.get(), trouble.get()) {
                    (Some(words), _) => view! { <p class="place__trouble">{words}</p> }.into_any(),
                    (None, Some(error)) => view! {
                        <p class="place__trouble">
                            {format!("Your friends cannot see your pin right now: {error}.")}
                        </p>
                    }.into_any(),
                    (None, None) => view! { <p class="place__hint">{hint} {told}</p> }.into_any(),
                }}
                <Show when=move || helm.placing.get()>
                    <p class="place__keys">
                        "Arrow keys turn, plus and minus zoom, Enter puts it there, Esc cancels."
                    </p>
                </Show>
            </div>
            <div class="place__ways">
                <Show
                    when=move || helm.placing.get()
                    fallback=move || view! {
                        <TownSearch chosen/>
                        <button
                            type="button"
                            class="button accent small"
                            disabled=asking
                            on:click=move |_| locate(go, helm, asking)
                        >
                            {move || if asking.get() { "Asking your device…" } else { "Use my location" }}
                        </button>
                        <button type="button" class="button small" on:click=move |_| helm.aim()>
                            "Place by hand"
                        </button>
                    }
                >
                    <button type="button" class="button accent small" on:click=move |_| helm.order(Order::PlaceHere)>
                        "Put my pin here"
                    </button>
                    <button type="button" class="button small" on:click=move |_| helm.placing.set(false)>
                        "Cancel"
                    </button>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// Asks the device where it is, and puts my pin there. Every refusal is said in words, with the other ways.
#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "only a browser can be asked where it is")
)]
fn locate(go: impl Fn(Spot) + 'static, helm: Helm, asking: RwSignal<bool>) {
    #[cfg(feature = "browser")]
    {
        asking.set(true);
        helm.trouble.set(None);
        crate::globe::live::locate(move |found| {
            asking.set(false);
            match found {
                Ok(spot) => go(spot),
                Err(words) => helm.fail(words.to_owned()),
            }
        });
    }
}
