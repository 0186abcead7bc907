//! Databases, tables, columns and indexes by key.

mod column;
mod database;
mod fulltext;
mod index;
mod legacy;
mod lists;
mod table;
