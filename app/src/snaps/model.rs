//! What a snap is, and everything that is true of one without asking a clock, a server or a browser:
//! how long it lives, what is left of that, who still has to look, and what a picture may be.

mod mailbox;
mod picture;
mod remaining;
mod served;
mod snap;

pub use mailbox::{Change, Mailbox};
pub use picture::{
    JPEG_QUALITY, Kind, LONG_EDGE, MAX_BYTES, MAX_PIXELS, MAX_SEND_BODY, fit, saving, size_words,
};
pub use remaining::{Remaining, Urgency, age_words};
pub use served::{NotShown, Served};
pub use snap::{LIFETIME_SECONDS, Snap, SnapColumns};
