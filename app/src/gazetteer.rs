//! What places are called: towns by what somebody types.
//!
//! - [`model`] has the towns, and the list in which one is chosen.
//! - [`api`] asks the server, which alone holds the atlas: it is bigger than the rest of the app.
//! - [`view`] is the field one types into.

pub mod api;
pub mod model;
pub mod view;
