//! What the build called the app's files.

/// Addresses of the built files. The server provides them to every page as context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// The script that fetches the lazy module. The main script imports it. `None` in a build without `--split`.
    pub loader: Option<String>,
    /// The lazy module: the code of the rooms ([`crate::rooms`]).
    pub rooms: Option<String>,
    /// Whether the names change with the content.
    pub hashed: bool,
}
