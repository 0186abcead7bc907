//! Whole instances, spoken to as the world can: over HTTP and WebSocket, at an address of their own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod account;
mod demo;
mod first_run;
mod friends;
mod hues;
mod invites;
mod names;
mod pages;
mod places;
mod privacy;
mod remote;
mod seed;
mod snaps;
mod town;
