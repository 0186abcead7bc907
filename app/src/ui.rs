//! Components without product words: what every feature may be built from.

pub mod announcer;
pub mod avatar;
pub mod closing;
pub mod drag;
pub mod focus;
pub mod icon;
pub mod initials;
pub mod mark;
pub mod setting;
pub mod settled;
pub mod sheet;
pub mod sorry;

pub use announcer::{Announcements, announce, provide_announcer};
pub use avatar::{Avatar, avatar_url, hue_of, letters};
pub use closing::close_when_done;
pub use focus::FocusKeeper;
pub use icon::{Icon, Picture};
pub use mark::Mark;
pub use settled::Settled;
pub use sheet::Sheet;
pub use sorry::Sorry;
