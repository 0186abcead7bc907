//! The layout of everything under `/app`: who is signed in, the navigation, the one realtime connection, the
//! toasts, and the page itself.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::{use_location, use_query_map},
};

use crate::{
    AppError,
    account::provide_me,
    friends::live::provide_circle,
    gazetteer::live::provide_gazetteer,
    globe::view::Reach,
    live::{
        provide_live,
        view::{ConnectionBanner, LeaveWhenSignedOut},
    },
    look::{Look, api::look_inside, provide_catch_up},
    presence::provide_presence,
    privacy::{provide_ghost, view::GhostControl},
    rooms::{use_shown_path, view::RoomComing},
    snaps::{
        model::Depth,
        provide_handover, provide_snaps,
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
    let (path, query) = (use_location().pathname, use_query_map());
    let depth =
        untrack(|| Depth::of_address(&path.get(), |key| query.with(|query| query.get_str(key).is_some())));
    let look = Resource::new_blocking(|| (), move |()| look_inside(depth));
    // No `Suspense` around it: that would build every page twice on the server, and ask twice for what the page asks for. The
    // browser would then read the answers to the first questions, below HTML that was made of the second.
    Suspend::new(async move {
        OwnedView::new(match look.await {
            Ok(look) => view! { <SignedIn look/> }.into_any(),
            Err(AppError::SignedOut) => view! { <Redirect path="/"/> }.into_any(),
            Err(error) => view! { <Sorry error/> }.into_any(),
        })
    })
}

#[component]
fn SignedIn(
    /// As of the first render.
    look: Look,
) -> impl IntoView {
    let Look { me, company: here, circle, mail, halo, known } = look;
    provide_live();
    provide_catch_up(known);
    provide_context(halo);
    let seen_as = here.as_ref().map(|company| company.seen_as.clone()).unwrap_or_default();
    let names = here.as_ref().map(|company| company.names.clone()).unwrap_or_default();
    provide_gazetteer(names, provide_presence(&me, here));
    let ghost = provide_ghost(seen_as);
    provide_toasts();
    provide_announcer();
    provide_sounds();
    provide_circle(circle);
    provide_me(me);
    provide_snaps(mail);
    provide_handover();
    keep_focus_on_arrival();
    let earth = provide_earth();
    let path = use_shown_path();
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
            <RoomComing/>
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
