//! The browser's one realtime connection.
