//! `/functions/{functionId}/executions`.

mod create;
mod form;
mod headers;
mod later;
mod limits;
mod remembered;

pub(crate) const ECHO: &str = "/functions/echo/executions";
