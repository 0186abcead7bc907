//! `/account`.

mod get;
