//! The layout of everything under `/app`: who is signed in, the navigation, the one realtime connection, the
//! toasts, and the page itself.

use leptos::prelude::*;
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::use_location,
};

use crate::{
    AppError,
    account::{Me, api::who_am_i, provide_me},
    friends::live::{FirstCircle, first_circle, provide_circle},
    gazetteer::live::provide_gazetteer,
    globe::view::Reach,
    live::{
        provide_live,
        view::{ConnectionBanner, LeaveWhenSignedOut},
    },
    presence::{Company, api::roster, provide_presence},
    privacy::{provide_ghost, view::GhostControl},
    snaps::{
        FirstLook, first_look, provide_handover, provide_snaps,
        view::{DropZone, SnapViewer},
    },
    sounds::provide_sounds,
    toasts::{Toasts, provide_toasts},
    ui::{Announcements, FocusKeeper, Icon, Picture, Sorry, provide_announcer},
};

mod arrival;
pub mod earth;
pub mod nav;

use arrival::keep_focus_on_arrival;
use earth::{Ground, provide_earth};
use nav::Nav;

/// Everything signed in. Who is signed out is sent to `/`.
#[component]
pub fn Inside() -> impl IntoView {
    let me = Resource::new_blocking(|| (), |()| who_am_i());
    let here = Resource::new_blocking(|| (), |()| roster());
    let (circle, snaps) = (first_circle(), first_look());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match me.await {
                    Ok(me) => view! { <SignedIn me here=here.await circle=circle.await snaps=snaps.await/> }.into_any(),
                    Err(AppError::SignedOut) => view! { <Redirect path="/"/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn SignedIn(
    me: Me,
    /// Who is here, as of the first render.
    here: Result<Company, AppError>,
    /// Who is around me, as of the first render.
    circle: FirstCircle,
    /// What came and what was sent, as of the first render.
    snaps: FirstLook,
) -> impl IntoView {
    provide_live();
    let seen_as = here.as_ref().map(|company| company.seen_as.clone()).unwrap_or_default();
    let names = here.as_ref().map(|company| company.names.clone()).unwrap_or_default();
    provide_gazetteer(names, provide_presence(&me, here));
    let ghost = provide_ghost(seen_as);
    provide_toasts();
    provide_announcer();
    provide_sounds();
    provide_circle(circle);
    provide_me(me);
    provide_snaps(snaps);
    provide_handover();
    keep_focus_on_arrival();
    let earth = provide_earth();
    let path = use_location().pathname;
    // The first run has ways on and out of its own.
    let is_card = Memo::new(move |_| {
        earth.reach.get() == Reach::Scenery && path.with(|path| !path.starts_with("/app/welcome"))
    });
    view! {
        <div class="shell" data-ghost=move || ghost.is_on().get().then_some("true")>
            <a class="skip" href="#main" rel="external">"Skip to the page"</a>
            <Nav/>
            <GhostControl/>
            <main id="main" class="page" tabindex="-1">
                <Outlet/>
                <Show when=move || is_card.get()>
                    <A href="/app" attr:class="icon-button page-close" attr:aria-label="Back to the globe">
                        <Icon picture=Picture::Close/>
                    </A>
                </Show>
                <Ground earth/>
            </main>
            <ConnectionBanner/>
            <LeaveWhenSignedOut/>
            <SnapViewer/>
            <DropZone/>
            <Toasts/>
            <FocusKeeper/>
            <Announcements/>
        </div>
    }
}
