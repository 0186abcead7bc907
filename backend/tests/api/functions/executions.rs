//! `/functions/{functionId}/executions`.

mod create;
mod form;
mod headers;
mod later;
mod remembered;

pub(crate) const ECHO: &str = "/functions/echo/executions";
