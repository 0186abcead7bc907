//! What the page says and does about its connection.

pub mod banner;
pub mod leave;

pub use banner::ConnectionBanner;
pub use leave::LeaveWhenSignedOut;
