//! The header of a GIF: the size of its screen.

use super::{Raw, le16};
use crate::Unreadable;

pub(super) fn read(bytes: &[u8]) -> Result<Raw, Unreadable> {
    let (width, height) = (le16(bytes, 6), le16(bytes, 8));
    let (width, height) = width.zip(height).ok_or(Unreadable::Damaged)?;
    let screen = u64::from(width) * u64::from(height) * 4;
    // A first frame that does not fill the screen has a buffer of its own, which may be no larger than the screen:
    // `Picture::open` sees to that.
    Ok(Raw { width: width.into(), height: height.into(), channels: 4, beside: screen })
}
