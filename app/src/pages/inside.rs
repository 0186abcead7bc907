//! The layout of everything under `/app`: who is signed in, the navigation, the one realtime connection, the
//! toasts, and the page itself.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};

use crate::{
    AppError,
    account::{Me, api},
    live::provide_live,
    snaps::{provide_snaps, view::SnapViewer},
    toasts::{Toasts, provide_toasts},
    ui::{Nav, Sorry},
};

/// Everything signed in. Who is signed out is sent to `/`.
#[component]
pub fn Inside() -> impl IntoView {
    let me = Resource::new_blocking(|| (), |()| api::who_am_i());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match me.await {
                    Ok(me) => view! { <SignedIn me/> }.into_any(),
                    Err(AppError::SignedOut) => view! { <Redirect path="/"/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn SignedIn(me: Me) -> impl IntoView {
    provide_context(me);
    provide_live();
    provide_toasts();
    provide_snaps();
    view! {
        <Nav/>
        <main id="main" class="page">
            <Outlet/>
        </main>
        <SnapViewer/>
        <Toasts/>
    }
}
