//! Short notices that appear on whatever page one is on, and leave by themselves.
//!
//! - [`Notice`] is what one can say; a feature raises it through [`use_toasts`].
//! - [`model`] says which are up and for how long.
//! - [`view`] shows them: read out, never in the way of the focus, and never the only way to anything.

pub mod model;
pub mod view;

mod action;
mod notice;

pub use action::Action;
pub use notice::Notice;
pub use view::{Toaster, Toasts, provide_toasts, use_toasts};
