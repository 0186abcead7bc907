//! A room as a route. The router keeps the old page until the code is there.

use leptos::prelude::*;
use leptos_router::ChooseView;

use super::{Code, Content, Room, module, use_rooms, view::MissingPage};

impl ChooseView for Room {
    async fn choose(self) -> AnyView {
        let view = match use_rooms().code.get_untracked() {
            Code::Ready => module::view(Content::Page(self)).await.ok(),
            Code::Absent | Code::Loading | Code::Failed => None,
        };
        view.unwrap_or_else(|| view! { <MissingPage/> }.into_any())
    }

    async fn preload(&self) {
        use_rooms().load().await;
    }
}
