//! `/users`.

mod create;
