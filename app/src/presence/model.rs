//! Places, and who is at them. Plain values: no signals, no sockets, and the time is an argument.

mod activity;
mod clear;
mod color;
mod dot;
mod entry;
mod groups;
mod label;
pub mod pulse;
mod roster;
mod saying;
mod seen;
mod spot;
mod wish;
mod zone;

pub use activity::{Activity, Signs};
pub use clear::Clear;
pub use color::color;
pub use dot::{Dot, Status};
pub use entry::{Entry, Metadata};
pub use groups::{GROUP, Groups, owned_by};
pub use label::{Label, NotALabel};
pub use roster::{Change, Company, Roster, Word};
pub use saying::{Answer, Ghost, Saying};
pub use seen::seen_words;
pub use spot::Spot;
pub use wish::Wish;
pub use zone::Zone;

/// How long a person stays on the globe after their last beat, in seconds. Browsers slow a hidden tab's timers to
/// one a minute, so a minute and a little.
pub const LIFE: i64 = 75;

/// How often a beat is said, in milliseconds.
pub const BEAT: u32 = 20_000;

/// How much longer a presence lives once the page that kept it has closed, in seconds: longer than a reload takes, so
/// that nobody sees one.
pub const GOODBYE: i64 = 10;
