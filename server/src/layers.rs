//! What every request and every answer passes through: who is visiting, what they may send, the headers that tell a
//! browser what a page of ours may do, and the words when one breaks.

pub(crate) mod big_bodies;
pub(crate) mod caching;
pub(crate) mod headers;
pub(crate) mod mishap;
pub(crate) mod outcome;
pub(crate) mod own_pages;
pub(crate) mod page_policy;
pub(crate) mod refusal;
pub(crate) mod slow_body;
pub(crate) mod structure;
pub(crate) mod upload;
pub(crate) mod visitor;
