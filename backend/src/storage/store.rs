//! Buckets, files, uploads and tokens in SQL.

pub(super) mod buckets;
pub(super) mod files;
pub(super) mod tokens;
pub(super) mod unnamed;
pub(super) mod uploads;
