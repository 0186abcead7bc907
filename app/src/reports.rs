//! Reports: what people tell whoever runs this AppChat about each other. Kept in a table that nobody but the operator
//! reads, and told to nobody, least of all to whom it is about.

pub mod api;
pub mod model;
pub mod view;

pub use model::Reason;
pub use view::ReportForm;
