//! Looking for a friend among many, and the order in which they stand.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    friends::model::{Order, Sought},
    ui::{Icon, Picture},
};

/// What is looked for, and in which order. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Seeking {
    pub(super) sought: RwSignal<Sought>,
    pub(super) order: RwSignal<Order>,
}

/// As the address says, for whoever has no script; as it is typed, for everybody else.
pub(super) fn seeking() -> Seeking {
    let query = use_query_map();
    let asked = |key: &str| query.read_untracked().get(key).unwrap_or_default();
    let sought = Sought { typed: asked("q"), only_favourites: asked("only") == Sought::FAVOURITES };
    Seeking { sought: RwSignal::new(sought), order: RwSignal::new(Order::of(&asked("sort"))) }
}

/// A field, a choice and a box. All of them act at once; without a script the field's own key sends the form.
#[component]
pub fn SeekForm(seeking: Seeking) -> impl IntoView {
    let Seeking { sought, order } = seeking;
    let (typed, only) = sought.with_untracked(|sought| (sought.typed.clone(), sought.only_favourites));
    view! {
        <form method="get" action="/app/friends" class="seek" role="search" on:submit=|event| event.prevent_default()>
            <div class="field">
                <label for="seek" class="visually-hidden">"Search your friends"</label>
                <input
                    id="seek" name="q" type="search" autocomplete="off" placeholder="Name or @handle"
                    value=typed
                    on:input=move |event| sought.write().typed = event_target_value(&event)
                />
            </div>
            <label for="order" class="visually-hidden">"Order"</label>
            <select id="order" name="sort" on:change=move |event| order.set(Order::of(&event_target_value(&event)))>
                {Order::ALL.map(|one| view! {
                    <option value=one.word() selected=move || order.get() == one>{one.title()}</option>
                }).collect_view()}
            </select>
            <label class="seek-only">
                <input
                    type="checkbox" name="only" value=Sought::FAVOURITES checked=only
                    on:change=move |event| sought.write().only_favourites = event_target_checked(&event)
                />
                <Icon picture=Picture::Star/> "Favourites"
            </label>
        </form>
    }
}

/// What is looked for, in another form of the page: the page that answers it looks for the same.
#[component]
pub fn Kept(seeking: Seeking) -> impl IntoView {
    let Seeking { sought, order } = seeking;
    let (typed, only) = sought.with_untracked(|sought| (sought.typed.clone(), sought.only_favourites));
    let order = order.get_untracked();
    let field = |name, value: String| view! { <input type="hidden" name=name value=value/> };
    view! {
        {(!typed.is_empty()).then(|| field("q", typed))}
        {(order != Order::default()).then(|| field("sort", order.word().to_owned()))}
        {only.then(|| field("only", Sought::FAVOURITES.to_owned()))}
    }
}
