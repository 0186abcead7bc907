//! The last step in a demo: friends who are nobody, for whoever came alone to look.

use leptos::prelude::*;

use crate::{
    AppError,
    first_run::api::{AddInvented, count_invented},
};

/// How many invented friends live here.
pub type Invented = Resource<Result<usize, AppError>>;

/// Asks whether there are any, for the first render. Call it outside every `Suspense`.
pub fn invented() -> Invented {
    Resource::new_blocking(|| (), |()| count_invented())
}

/// One button, where there is a demo.
#[component]
pub fn Company(invented: Invented) -> impl IntoView {
    let add = ServerAction::<AddInvented>::new();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                // Whoever cannot be told whether this is a demo is offered none.
                let count = invented.await.unwrap_or_default();
                (count > 0).then(|| view! { <Offer add count/> })
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Offer(add: ServerAction<AddInvented>, count: usize) -> impl IntoView {
    let (busy, value) = (add.pending(), add.value());
    let said = move || match value.get()? {
        Ok(()) => Some(view! { <p class="notice">"They accepted. Look at the globe."</p> }.into_any()),
        Err(error) => Some(view! { <p class="notice bad">{error.to_string()}</p> }.into_any()),
    };
    view! {
        <ActionForm action=add attr:class="first-company">
            <h2>"Just looking around?"</h2>
            <p class="hint">{format!("{count} invented people live in this demo. They move, send snaps and open yours.")}</p>
            <button class="button" disabled=busy>{move || if busy.get() { "Asking…" } else { "Add demo friends" }}</button>
            <div role="status">{said}</div>
        </ActionForm>
    }
    .into_any()
}
