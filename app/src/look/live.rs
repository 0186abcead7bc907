//! Catching up. What happened between the first look and the subscriptions, or while a connection was lost, was told to
//! nobody here. Once every subscription of a connection is confirmed, one question for all features asks what has changed.

use leptos::prelude::*;

use super::{Known, News};
use crate::{AppError, snaps::model::Depth};

#[cfg(feature = "browser")]
mod browser;

/// A part of what a page knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Me,
    Company,
    Circle,
    Mail,
}

/// The one question. A handle: copies are the same. On the server it does nothing.
#[derive(Clone, Copy)]
pub struct CatchUp {
    #[cfg(feature = "browser")]
    state: StoredValue<browser::State, LocalStorage>,
}

/// Makes it reachable below the calling component, for a page that begins with this. Needs the connection above it.
pub fn provide_catch_up(known: Known) -> CatchUp {
    #[cfg(not(feature = "browser"))]
    let _ = known;
    let catch_up = CatchUp {
        #[cfg(feature = "browser")]
        state: StoredValue::new_local(browser::State::new(known)),
    };
    provide_context(catch_up);
    catch_up
}

/// The one of this page, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_catch_up() -> CatchUp {
    expect_context()
}

impl CatchUp {
    /// Counts this subscription in: no question is asked before it is confirmed on the connection there is. `alone` is
    /// called when it is confirmed again on the same connection, as after a change of its topics.
    pub fn wait_for(self, confirmed: Signal<u32>, alone: impl Fn() + 'static) {
        #[cfg(feature = "browser")]
        browser::wait_for(self, confirmed, alone);
        #[cfg(not(feature = "browser"))]
        drop((confirmed, alone));
    }

    /// Calls `before` when a question is asked, and `after` with what came of it.
    pub fn on_news(self, before: impl Fn() + 'static, after: impl Fn(Result<&News, &AppError>) + 'static) {
        #[cfg(feature = "browser")]
        browser::on_news(self, before, after);
        #[cfg(not(feature = "browser"))]
        drop((before, after));
    }

    /// The mailbox is known so deep from now on: later questions ask for as much.
    pub fn mail_is(self, depth: Depth) {
        #[cfg(feature = "browser")]
        self.state.try_update_value(|state| state.questions.mail_is(depth));
        #[cfg(not(feature = "browser"))]
        let _ = depth;
    }

    /// Something was heard of this part: it is not what it was when it was read.
    pub fn touched(self, part: Part) {
        #[cfg(feature = "browser")]
        self.state.try_update_value(|state| state.questions.touched(part));
        #[cfg(not(feature = "browser"))]
        let _ = part;
    }
}
