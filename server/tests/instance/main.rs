//! Whole instances, spoken to as the world can: over HTTP and WebSocket, at an address of their own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod account;
mod acquaintance;
mod addresses;
mod api_headers;
mod attempts;
mod beats;
mod calls;
mod connections;
mod delivered;
mod demo;
mod first_run;
mod friend_menu;
mod friends;
mod full_page;
mod hues;
mod invites;
mod names;
mod outcomes;
mod page_size;
mod pages;
mod places;
mod privacy;
mod process;
mod reads;
mod refusals;
mod relay;
mod remote;
mod seed;
mod snaps;
mod strangers;
mod town;
