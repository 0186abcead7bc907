//! The API from outside, laid out as its addresses are. Everybody in it speaks over real sockets only.

mod account;
mod town;
mod users;
