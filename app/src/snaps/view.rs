//! What people see of snaps: the inbox, the viewer over any page, the composer, and the number on the way to them.

pub mod badge;
pub mod composer;
pub mod drop_zone;
pub mod expired;
pub mod inbox;
pub mod receipts;
pub mod received;
pub mod sent;
pub mod take_back;
pub mod viewer;

pub use badge::UnreadBadge;
pub use composer::Composer;
pub use drop_zone::DropZone;
pub use inbox::Inbox;
pub use viewer::SnapViewer;
