//! The words of the protocol, written once for both sides. Values in, values out: no I/O and no clocks.

mod channel;
mod error;
mod frame;
mod id;
mod model;
mod permission;
mod query;
mod role;
mod time;

pub use channel::Channel;
pub use error::Error;
pub use frame::{ClientFrame, Event, PresenceSaid, ServerFrame, Subscription, SubscriptionRef};
pub use id::{Id, InvalidId};
pub use model::{
    Account, Execution, ExecutionList, File, FileList, HeaderPair, Jwt, Presence, PresenceList, PresenceView,
    Row, RowList, Session, SessionList, User, UserList,
};
pub use permission::{Action, InvalidPermission, Permission};
pub use query::{InvalidQuery, Method, Query};
pub use role::{Dimension, InvalidRole, Role};
pub use time::{InvalidTimestamp, Timestamp};
