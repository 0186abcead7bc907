//! What needs a mail server. There is none, and the answer says so.

use crate::error::{Error, Kind};

pub(super) async fn refuse() -> Error {
    Kind::SmtpDisabled.into()
}
