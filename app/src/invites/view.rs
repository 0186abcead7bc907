//! My link with its code on the friends page, and the card that a link opens.

pub mod invitation;
pub mod mine;

pub use invitation::InvitationCard;
pub use mine::{MyInvite, my_link};
