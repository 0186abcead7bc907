//! What the build called the app's files.

/// Addresses of the built files. The server provides them to every page as context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// The module that turns the globe before the app is there. A build may be without it.
    pub starter: Option<Starter>,
    /// The script that fetches the lazy module. The main script imports it. `None` in a build without `--split`.
    pub loader: Option<String>,
    /// The lazy module: the code of the rooms ([`crate::rooms`]).
    pub rooms: Option<String>,
    /// Whether the names change with the content.
    pub hashed: bool,
}

/// Its script and its wasm, always with a hash in their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    pub js: String,
    pub wasm: String,
}
