//! What a snap is, and everything that is true of one without asking a clock, a server or a browser: how long it lives,
//! what is left of that, who still has to look, what its sender learns, what is known of it a day later, what a picture
//! and its words may be, and which colour stands for it.

mod colour;
mod delivery_report;
mod depth;
mod mailbox;
mod picture;
mod queue;
mod receipt;
mod remaining;
mod remnant;
mod sent_snap;
mod served;
mod snap;
mod timer;
mod words;

pub use colour::Colour;
pub use delivery_report::DeliveryReport;
pub use depth::{Depth, RECENT, Unopened};
pub use mailbox::{Change, Mailbox};
pub use picture::{JPEG_QUALITY, LONG_EDGE, MAX_BYTES, MAX_SEND_BODY, fit, saving, size_words};
pub use queue::Queue;
pub use receipt::Receipt;
pub use remaining::{Remaining, Urgency, age_words};
pub use remnant::{REMNANT_SECONDS, Remnant, RemnantColumns};
pub use sent_snap::SentSnap;
pub use served::{NotShown, Served};
pub use snap::{LIFETIME_SECONDS, RECIPIENTS_MOST, Snap, SnapColumns};
pub use timer::Timer;
pub use words::{CAPTION_MOST, DESCRIPTION_MOST, line, people_words};
