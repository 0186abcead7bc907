//! Whole instances, spoken to as the world can: over HTTP and WebSocket, at an address of their own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod account;
mod api_headers;
mod connections;
mod demo;
mod first_run;
mod friends;
mod hues;
mod invites;
mod pages;
mod places;
mod privacy;
mod refusals;
mod remote;
mod seed;
mod snaps;
mod town;
