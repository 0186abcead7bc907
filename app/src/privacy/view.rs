//! The settings of privacy in pieces, and the ghost's controls for every page. All of it are forms that work without
//! a script; with one, a change is saved as soon as it is made.

pub mod blocked;
pub mod exceptions;
pub mod ghost;
pub mod location;
mod outcome;
pub mod precision;
pub mod presence;

pub use blocked::PrivacyGroup;
pub use ghost::GhostControl;
pub use location::Location;
pub use precision::PrecisionChoice;
pub use presence::PresenceGroup;
