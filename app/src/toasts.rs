//! Short notices that appear on whatever page one is on.

pub mod view;

pub use view::{Toasts, provide_toasts, use_toasts};
