//! What a page is made of, as one number: its elements, texts and comments in document order. The server writes the number
//! of the page it rendered into the page; a browser that finds another one has a page that something changed on the way,
//! such as an extension, and hydration would attach to the wrong nodes.

use std::fmt;

#[cfg(feature = "hydrate")]
mod dom;
#[cfg(any(feature = "ssr", test))]
mod html;

#[cfg(feature = "hydrate")]
pub(crate) use dom::of_element;
#[cfg(any(feature = "ssr", test))]
pub use html::of_html;

/// The id of the element below which a page is hydrated.
pub const ROOT: &str = "app";
/// The class of the element in which the globe is drawn. The server renders nothing in it.
#[cfg(feature = "hydrate")]
const CANVAS: &str = "globe__canvas";
/// The attribute of that element with the number.
pub const ATTRIBUTE: &str = "data-structure";

/// FNV-1a, 64 bits: the same on the server and in wasm. It finds accidents; nobody gains by forging it. `Display` is hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Structure(u64);

impl Default for Structure {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Structure {
    /// An element begins.
    fn element(&mut self, name: &str) {
        self.bytes(b"<");
        self.bytes(name.as_bytes());
    }

    /// A text that is not empty, whatever it says: translators may change that.
    fn text(&mut self) {
        self.bytes(b"t");
    }

    fn comment(&mut self) {
        self.bytes(b"!");
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
