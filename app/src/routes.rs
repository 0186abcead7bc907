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
        AboutPage, FirstRunPage, FriendsPage, GlobePage, InboxPage, Inside, InvitePage, MePage, NotFound,
        SnapPage, WelcomePage,
    },
    unread::provide_unread,
};

/// The whole application, at whatever address it was opened.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let unread = provide_unread();
    view! {
        <Title formatter=move |page: String| unread.title(&page)/>
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=WelcomePage ssr=SsrMode::Async/>
                <Route path=path!("/about") view=AboutPage ssr=SsrMode::Async/>
                <Route path=path!("/invite/:token") view=InvitePage ssr=SsrMode::Async/>
                <ParentRoute path=path!("/app") view=Inside ssr=SsrMode::Async>
                    <Route path=path!("") view=GlobePage ssr=SsrMode::Async/>
                    <Route path=path!("friends") view=FriendsPage ssr=SsrMode::Async/>
                    <Route path=path!("inbox") view=InboxPage ssr=SsrMode::Async/>
                    <Route path=path!("me") view=MePage ssr=SsrMode::Async/>
                    <Route path=path!("welcome") view=FirstRunPage ssr=SsrMode::Async/>
                    <Route path=path!("snap") view=SnapPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
