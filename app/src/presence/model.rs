//! Places, and who is at them. Plain values: no signals, no sockets, and the time is an argument.

mod dot;
mod label;
mod roster;
mod saying;
mod spot;

pub use dot::{Dot, Status};
pub use label::Label;
pub use roster::{Change, Company, Roster, Word};
pub use saying::{Answer, Ghost, Saying};
pub use spot::Spot;

/// How long a person stays on the globe after their last beat, in seconds. Browsers slow a hidden tab's timers to
/// one a minute, so a minute and a little.
pub const LIFE: i64 = 75;

/// How often a beat is said, in milliseconds.
pub const BEAT: u32 = 20_000;
