//! Components without product words: what every feature may be built from.

pub mod avatar;
pub mod mark;
pub mod nav;
pub mod sorry;

pub use avatar::{Avatar, avatar_url};
pub use mark::Mark;
pub use nav::Nav;
pub use sorry::Sorry;
