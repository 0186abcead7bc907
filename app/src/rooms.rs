//! The rooms: the pages beside the globe, the viewer and the card of a person. In a browser their code is a module of its own, which
//! is fetched when the browser is idle, when a link to a room is touched, and at the latest when one is opened. The rest of the
//! program is the shell, and everything live is in it.
//!
//! On the server, and in a build without `--split`, the code is always there.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use leptos::{prelude::*, task::spawn_local};

mod content;
#[cfg(feature = "browser")]
mod early;
mod module;
mod route;
mod shown;
pub mod view;

pub use content::{Content, Room};
#[cfg(feature = "browser")]
pub(crate) use early::fetch_early;
#[cfg(feature = "hydrate")]
pub(crate) use early::fetch_for_first_page;
pub use shown::use_shown_path;

/// Where the code of the rooms is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nobody has asked for it.
    Absent,
    Loading,
    Ready,
    /// The last attempt to fetch it failed. The next use tries again.
    Failed,
}

/// A handle on the code of the rooms. Copies are the same.
#[derive(Clone, Copy)]
pub struct Rooms {
    code: RwSignal<Code>,
}

/// Makes [`Rooms`] reachable below the calling component.
pub fn provide_rooms() -> Rooms {
    let code = if module::is_loaded() { Code::Ready } else { Code::Absent };
    let rooms = Rooms { code: RwSignal::new(code) };
    provide_context(rooms);
    rooms
}

/// The rooms of this page.
///
/// # Panics
/// Outside [`crate::App`], which provides them.
pub fn use_rooms() -> Rooms {
    expect_context()
}

impl Rooms {
    /// Where the code is. Tracked.
    pub fn code(self) -> Code {
        self.code.get()
    }

    /// Fetches the code unless it is there. Waits until it is there or the attempt has failed.
    pub async fn load(self) {
        if self.code.get_untracked() == Code::Ready {
            return;
        }
        self.turn(Code::Loading);
        let loaded = module::load().await.is_ok();
        self.turn(if loaded { Code::Ready } else { Code::Failed });
    }

    /// Begins to fetch the code, if no attempt is under way.
    pub fn fetch(self) {
        if matches!(self.code.get_untracked(), Code::Absent | Code::Failed) {
            spawn_local(self.load());
        }
    }

    /// The content, or a sign that its code is being fetched, or words that it could not be. Tracked: call it in a reactive
    /// view. The first call begins to fetch.
    pub fn show(self, content: Content) -> AnyView {
        match self.code.get() {
            Code::Ready => at_once(module::view(content)).and_then(Result::ok).into_any(),
            Code::Failed => view! { <view::Missing rooms=self/> }.into_any(),
            Code::Absent | Code::Loading => {
                self.fetch();
                view! { <view::Loading/> }.into_any()
            }
        }
    }

    /// Nobody is told of what does not change: views would be built again.
    fn turn(self, code: Code) {
        if self.code.try_get_untracked().is_some_and(|before| before != code) {
            self.code.set(code);
        }
    }
}

/// The output of a future that is ready.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
