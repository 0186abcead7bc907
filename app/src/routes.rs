//! Which address shows which page. Every page is rendered whole before it is sent, so that it is complete where
//! no script runs: streamed fragments would need a script to put them in their places.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    pages::{
        GlobePage, Inside, NotFound,
        outside::{AboutPage, InvitePage, WelcomePage},
    },
    rooms::{Room, provide_rooms},
    unread::provide_unread,
};

/// The whole application, at whatever address it was opened.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let unread = provide_unread();
    #[cfg_attr(not(feature = "browser"), expect(unused_variables, reason = "only a browser fetches code"))]
    let rooms = provide_rooms();
    #[cfg(feature = "browser")]
    crate::rooms::fetch_early(rooms);
    view! {
        <Title formatter=move |page: String| unread.title(&page)/>
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=WelcomePage ssr=SsrMode::Async/>
                <Route path=path!("/about") view=AboutPage ssr=SsrMode::Async/>
                <Route path=path!("/invite/:token") view=InvitePage ssr=SsrMode::Async/>
                <ParentRoute path=path!("/app") view=Inside ssr=SsrMode::Async>
                    <Route path=path!("") view=GlobePage ssr=SsrMode::Async/>
                    <Route path=path!("friends") view=Room::Friends ssr=SsrMode::Async/>
                    <Route path=path!("inbox") view=Room::Inbox ssr=SsrMode::Async/>
                    <Route path=path!("me") view=Room::Me ssr=SsrMode::Async/>
                    <Route path=path!("welcome") view=Room::Welcome ssr=SsrMode::Async/>
                    <Route path=path!("snap") view=Room::Snap ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
