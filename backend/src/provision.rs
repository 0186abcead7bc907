//! Brings the instance up to its deployment description.

use crate::{Backend, error::Result};

pub(crate) async fn provision(_: &Backend) -> Result<()> {
    Ok(())
}
