//! The process: reads its configuration, opens the backend or reaches for a remote one, and serves pages, server
//! functions, files and `/v1` at one address. Only this crate knows all the others.
//!
//! Read [`config`], then [`engine`] (embedded or remote), then [`wiring`] (what is served where).

// Views are types within types; whole pages go deeper than the default of 128.
#![recursion_limit = "256"]

mod clock;
pub mod config;
pub mod demo;
pub mod engine;
pub mod folders;
pub mod functions;
pub mod listen;
pub mod seed;
pub mod shutdown;
mod site;
pub mod wiring;

mod export;
mod files;
mod health;
mod layers;
mod metrics;
mod pages;
mod read_model;
mod remote;
mod security;
mod worker;
