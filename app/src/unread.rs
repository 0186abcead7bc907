//! How much waits for me, told outside the page: before its title, and on the app's icon where there is one.

use leptos::prelude::*;

/// How much waits. A handle: copies are the same. Counted rather than owned by a component: a server writes the title
/// when the page is drawn and its components are gone.
#[derive(Clone)]
pub struct Unread(ArcRwSignal<usize>);

/// Makes it reachable below the calling component, beginning with nothing.
pub fn provide_unread() -> Unread {
    let unread = Unread(ArcRwSignal::new(0));
    provide_context(unread.clone());
    #[cfg(feature = "browser")]
    {
        let count = unread.0.clone();
        Effect::new(move |_| mark_icon(count.get()));
    }
    unread
}

impl Unread {
    /// A page's title with the number before it and the app's name behind it. Notifies when the number changes.
    pub fn title(&self, page: &str) -> String {
        titled(self.0.get(), page)
    }

    /// Follows `count` while the calling component lives. In a browser: what a server sends has no number yet.
    pub fn follow(self, count: Memo<usize>) {
        let shown = self.0.clone();
        Effect::new(move |_| shown.set(count.get()));
        on_cleanup(move || self.0.set(0));
    }
}

fn titled(count: usize, page: &str) -> String {
    let name = if page.is_empty() { "AppChat".to_owned() } else { format!("{page} · AppChat") };
    if count == 0 { name } else { format!("({count}) {name}") }
}

/// Browsers that install apps can put a number on their icons; others have no such call.
#[cfg(feature = "browser")]
fn mark_icon(count: usize) {
    use wasm_bindgen::JsCast;

    let navigator = window().navigator();
    let call = js_sys::Reflect::get(&navigator, &"setAppBadge".into());
    if let Some(call) = call.ok().and_then(|call| call.dyn_into::<js_sys::Function>().ok()) {
        // An app that is not installed is refused, and has no icon to miss it on.
        let promise = call.call1(&navigator, &(count as f64).into());
        if let Some(promise) = promise.ok().and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok()) {
            leptos::task::spawn_local(
                async move { drop(wasm_bindgen_futures::JsFuture::from(promise).await) },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{provide_unread, titled};
    use leptos::prelude::Owner;

    #[test]
    fn what_waits_stands_before_the_title() {
        assert_eq!(titled(0, ""), "AppChat");
        assert_eq!(titled(0, "Inbox"), "Inbox · AppChat");
        assert_eq!(titled(3, "Inbox"), "(3) Inbox · AppChat");
    }

    /// As a server does when it goes on with a page on another of its threads.
    #[test]
    fn a_title_can_be_written_where_nothing_is_drawn() {
        let unread = Owner::new_root(None).with(provide_unread);
        let title = std::thread::spawn(move || unread.title("Inbox")).join();
        assert_eq!(title.ok().as_deref(), Some("Inbox · AppChat"));
    }
}
