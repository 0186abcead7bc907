//! What is seen of presences everywhere: a face with its dot, a line of words, and the menu in which I choose mine.

pub mod face;
pub mod label_form;
pub mod line;
pub mod menu;

pub use face::{Face, StatusDot, status_of, status_word};
pub use line::{StatusLine, status_words};
pub use menu::StatusMenu;
