//! What I chose to show, and what follows from it. Plain values, and the time is an argument.

mod audience;
mod ghost;
mod precision;
mod settings;

pub use audience::{Audience, Choice, Exception};
pub use ghost::{Length, left_words};
pub use precision::Precision;
pub use settings::{Privacy, SeenAs, Settings, Words};
