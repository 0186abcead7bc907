//! `/functions/{functionId}/executions`.

mod create;
mod headers;
mod remembered;

pub(crate) const ECHO: &str = "/functions/echo/executions";
