//! Tables: what rows are in.

pub(crate) mod store;
