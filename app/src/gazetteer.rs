//! What places are called: "near Lyon, France", and towns by what somebody types.
//!
//! - [`model`] has areas with their names, towns, and the list in which one is chosen.
//! - [`api`] asks the server, which alone holds the atlas: it is bigger than the rest of the app.
//! - [`live`] knows the names of all places on the page.
//! - [`view`] is the field one types into.
//!
//! A place is named as whoever asks has it. What they may not know more finely was made coarse before it reached them, so
//! a name tells nothing that its place does not.

pub mod api;
pub mod live;
pub mod model;
pub mod view;
