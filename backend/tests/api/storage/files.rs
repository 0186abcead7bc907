//! `/storage/buckets/{bucketId}/files`.

mod bytes;
mod chunks;
mod create;
mod delete;
mod durability;
mod list;
mod matrix;
mod preview;
mod update;
