//! What the API answers with. Fields are those AppChat's side reads; a fuller answer still fits.

mod account;
mod execution;
mod file;
mod presence;
mod row;

pub use account::{Account, Jwt, Session, SessionList, User, UserList};
pub use execution::{Execution, ExecutionList, HeaderPair};
pub use file::{File, FileList};
pub use presence::{Presence, PresenceList, PresenceView};
pub use row::{Row, RowList};
