//! What the build called the app's files: with hashes in their names, they are listed beside the binary.

use std::sync::OnceLock;

use leptos::config::LeptosOptions;

/// Addresses of the built files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    pub js: String,
    pub wasm: String,
    pub css: String,
}

impl Built {
    /// None where the list cannot be read. It is read once: a process serves one build.
    pub fn of(options: &LeptosOptions) -> Option<&'static Self> {
        static BUILT: OnceLock<Option<Built>> = OnceLock::new();
        BUILT.get_or_init(|| Self::read(options)).as_ref()
    }

    fn read(options: &LeptosOptions) -> Option<Self> {
        let list = if options.hash_files {
            let list = std::env::current_exe().ok()?.parent()?.join(options.hash_file.as_ref());
            Some(std::fs::read_to_string(list).ok()?)
        } else {
            None
        };
        let (folder, name) = (&options.site_pkg_dir, &options.output_name);
        let address = |kind: &str| match &list {
            None => Some(format!("/{folder}/{name}.{kind}")),
            Some(list) => {
                let mut lines = list.lines().filter_map(|line| line.split_once(':'));
                let hash = lines.find_map(|(file, hash)| (file == kind).then(|| hash.trim()))?;
                Some(format!("/{folder}/{name}.{hash}.{kind}"))
            }
        };
        Some(Self { js: address("js")?, wasm: address("wasm")?, css: address("css")? })
    }
}
