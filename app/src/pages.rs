//! One file per page: its data, its title, its states, and the components it is made of.

pub mod about;
pub mod first_run;
pub mod friends;
pub mod globe;
pub mod inbox;
pub mod inside;
pub mod invite;
pub mod me;
pub mod not_found;
pub mod outside;
pub mod snap;
pub mod welcome;

pub use about::AboutPage;
pub use first_run::FirstRunPage;
pub use friends::FriendsPage;
pub use globe::GlobePage;
pub use inbox::InboxPage;
pub use inside::Inside;
pub use invite::InvitePage;
pub use me::MePage;
pub use not_found::NotFound;
pub use snap::SnapPage;
pub use welcome::WelcomePage;
