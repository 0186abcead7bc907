//! What the build called the app's files.

/// Addresses of the built files. The server provides them to every page as context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// Whether the names change with the content.
    pub hashed: bool,
}
