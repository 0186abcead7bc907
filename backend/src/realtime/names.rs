//! What a change is called: the names of its event and the channels it is published on. Pure words; clients compare
//! them for equality and nothing here is ever parsed back.

mod channels;
mod events;

pub(super) use channels::channels;
pub(super) use events::events;
