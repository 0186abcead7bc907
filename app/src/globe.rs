//! The globe with everyone on it.

pub mod view;
