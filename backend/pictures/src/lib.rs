//! Opens pictures that strangers send. [`Header`] tells from the first bytes what a picture is and how much memory
//! opening it takes; [`budget`] hands out that memory to all callers in this process together; [`Picture`] holds the
//! pixels, always with 8 bits a channel. Knows neither snaps nor buckets.
//!
//! The order is: [`Header::read`], then [`budget::reserve`] with one of the header's costs, then [`Picture::open`].

#[cfg(feature = "open")]
pub mod budget;
#[cfg(feature = "open")]
mod color;
#[cfg(feature = "open")]
mod header;
mod kind;
#[cfg(feature = "open")]
mod picture;

#[cfg(feature = "open")]
pub use color::Profile;
#[cfg(feature = "open")]
pub use header::Header;
pub use kind::Kind;
#[cfg(feature = "open")]
pub use picture::Picture;

/// The most pixels a picture may have: a file of a few KB can claim billions.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The longest side a picture may have, in pixels: panoramas have some 20,000. Decoders keep a few rows beside the
/// picture, so a row must stay short.
pub const MAX_SIDE: u32 = 32_768;

/// Why a picture is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the bytes are no picture")]
    NotAPicture,
    /// A picture of a kind that is not read here, by the name people know it by.
    #[error("pictures of the kind {0} are not read")]
    Unsupported(&'static str),
    #[error("the picture is cut off or damaged")]
    Damaged,
    #[error("the picture has more than {} pixels", MAX_PIXELS)]
    TooManyPixels,
    #[error("a side of the picture is longer than {} pixels", MAX_SIDE)]
    TooLong,
    /// Opening it would take more than one picture may.
    #[error("the picture takes too much memory to open")]
    TooMuchMemory,
}
