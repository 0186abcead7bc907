//! Photographs that are gone in a day.

pub mod view;
