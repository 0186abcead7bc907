//! What every request and every answer passes through: who is visiting, what they may send, and the headers that
//! tell a browser what a page of ours may do.

pub(crate) mod caching;
pub(crate) mod headers;
pub(crate) mod own_pages;
pub(crate) mod page_policy;
pub(crate) mod upload;
pub(crate) mod visitor;
