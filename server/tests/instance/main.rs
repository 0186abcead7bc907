//! Whole instances, spoken to as the world can: over HTTP and WebSocket, at an address of their own.

mod pages;
mod remote;
mod seed;
mod town;
