//! The files of the site: what cargo-leptos built, and everything in `public`. A process keeps those it started with, so a
//! build that replaces the folder changes nothing for the people it serves.
//!
//! With the feature `embed-site` they are part of the binary, and no folder is needed. While `cargo leptos watch` runs,
//! they are read from the folder each time, because a new style does not start the server again.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use app::shell::built::{Built, Starter};
use bytes::Bytes;

use crate::config::Site;

mod serve;

pub(crate) use serve::Source;

/// How many bytes the files of a site have together at most: many times what a build makes. A folder with more is not a
/// site, and is not read into memory.
const SITE_MOST: u64 = 256 * 1024 * 1024;

/// The folder of what cargo-leptos built, in the site.
const BUILT: &str = "pkg";
/// The folder of what `frontend/starter/build` built.
const STARTER: &str = "starter";

/// What the splitter calls its files: the script that fetches the lazy module, and the module.
const LOADER: &str = "__wasm_split.";
const ROOMS: &str = "split_rooms.";

/// Files by their path in the site, such as `pkg/appchat.js`.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteFiles {
    files: Arc<BTreeMap<String, SiteFile>>,
    /// The folder they come from, while they change in it.
    watched: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
pub(crate) struct SiteFile {
    content: Bytes,
    modified: SystemTime,
}

impl SiteFiles {
    /// Those in the binary, or those of the folder as it is now. Errors: a file that cannot be read, or more than
    /// [`SITE_MOST`]. A folder that is not there has no files.
    pub(crate) fn load(site: &Site) -> io::Result<Self> {
        let watched = site.watched.then(|| site.root.clone());
        let files = match embedded() {
            Some(files) if watched.is_none() => files,
            _ => in_folder(Path::new(&*site.root))?,
        };
        if !files.keys().any(|path| path.starts_with(BUILT)) {
            tracing::warn!(folder = %site.root, "no built files: pages have no styles and no scripts");
        }
        Ok(Self { files: Arc::new(files), watched })
    }

    /// The folder to read them from each time, while `cargo leptos watch` changes them.
    pub(crate) fn watched(&self) -> Option<&str> {
        self.watched.as_deref()
    }

    /// The content of the file at this address, such as `/offline.html`.
    pub(crate) fn read(&self, address: &str) -> Option<Bytes> {
        Some(self.files.get(address.trim_start_matches('/'))?.content.clone())
    }

    /// What the build called its files: with a hash of their content in the name, or without.
    ///
    /// The scripts and modules of a split build are under an address of this build: they name each other, and a name keeps its
    /// hash when only the name of another file changes in it.
    pub(crate) fn built(&self) -> Built {
        let build = self.build();
        let address = |name: &str| match &build {
            Some(build) => format!("/{BUILT}/{build}/{name}"),
            None => format!("/{BUILT}/{name}"),
        };
        let starter = self.starter();
        let loader = self.named(LOADER, ".js").map(address);
        let rooms = self.named(ROOMS, ".wasm").map(address);
        let hashed = |kind| self.named("appchat.", kind);
        match (hashed(".js"), hashed(".wasm"), hashed(".css")) {
            (Some(js), Some(wasm), Some(css)) => {
                let css = format!("/{BUILT}/{css}");
                Built { js: address(js), wasm: address(wasm), css, starter, loader, rooms, hashed: true }
            }
            _ => {
                let plain = |kind: &str| format!("/{BUILT}/appchat.{kind}");
                let (js, wasm, css) = (plain("js"), plain("wasm"), plain("css"));
                Built { js, wasm, css, starter, loader, rooms, hashed: false }
            }
        }
    }

    /// The hash of a split build, from the name of its loader: it covers the names of the other files.
    pub(crate) fn build(&self) -> Option<&str> {
        self.named(LOADER, ".js")?.strip_prefix(LOADER)?.strip_suffix(".js")
    }

    /// The name of the built file that begins and ends so, with something between.
    fn named(&self, start: &str, end: &str) -> Option<&str> {
        let begins = format!("{BUILT}/{start}");
        let mut paths = self
            .files
            .range(begins.clone()..)
            .map(|(path, _)| path)
            .take_while(|path| path.starts_with(&begins));
        paths
            .find(|path| path.ends_with(end) && path.len() > begins.len() + end.len())
            .and_then(|path| path.strip_prefix(BUILT)?.strip_prefix('/'))
    }

    /// The script and the wasm that turn the globe first, if there are both.
    fn starter(&self) -> Option<Starter> {
        let start = format!("{STARTER}/");
        let paths = || self.files.range(start.clone()..).map(|(path, _)| path);
        let ours = |path: &&String| path.starts_with(&start);
        let of = |kind: &str| {
            let path = paths().take_while(ours).find(|path| path.ends_with(kind))?;
            Some(format!("/{path}"))
        };
        Some(Starter { js: of(".js")?, wasm: of(".wasm")? })
    }
}

#[cfg(feature = "embed-site")]
fn embedded() -> Option<BTreeMap<String, SiteFile>> {
    use include_dir::{Dir, include_dir};

    // The build script names the folder.
    static SITE: Dir<'_> = include_dir!("$APPCHAT_SITE");
    let (mut files, mut folders) = (BTreeMap::new(), vec![&SITE]);
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| {
            let modified = file.metadata().map_or(SystemTime::UNIX_EPOCH, |metadata| metadata.modified());
            let content = Bytes::from_static(file.contents());
            Some((site_path(file.path())?, SiteFile { content, modified }))
        }));
    }
    Some(files)
}

#[cfg(not(feature = "embed-site"))]
fn embedded() -> Option<BTreeMap<String, SiteFile>> {
    None
}

fn in_folder(root: &Path) -> io::Result<BTreeMap<String, SiteFile>> {
    let (mut files, mut bytes, mut folders) = (BTreeMap::new(), 0, vec![PathBuf::new()]);
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && folder == Path::new("") => break,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let (path, metadata) = (folder.join(entry.file_name()), fs::metadata(entry.path())?);
            if metadata.is_dir() {
                folders.push(path);
                continue;
            }
            bytes += metadata.len();
            if bytes > SITE_MOST {
                return Err(io::Error::new(
                    io::ErrorKind::FileTooLarge,
                    "there is too much in it for a site",
                ));
            }
            let file = SiteFile { content: fs::read(entry.path())?.into(), modified: metadata.modified()? };
            files.extend(site_path(&path).map(|path| (path, file)));
        }
    }
    Ok(files)
}

/// A path within the site as the files are listed by: its parts, with slashes between. `None` for one that leads out of it
/// or is not text.
fn site_path(path: &Path) -> Option<String> {
    let mut parts = vec![];
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(root: &Path) -> Site {
        let address = ([127, 0, 0, 1], 0).into();
        Site { address, root: root.to_str().unwrap().into(), reload_port: 0, watched: false }
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    #[test]
    fn a_build_that_replaces_the_folder_changes_nothing_here() {
        let folder =
            folder(&["pkg/appchat.a1.js", "pkg/appchat.a1.wasm", "pkg/appchat.a1.css", "icons/32.png"]);
        let files = SiteFiles::load(&site(folder.path())).unwrap();
        fs::remove_dir_all(folder.path()).unwrap();
        assert_eq!(files.read("/icons/32.png").unwrap(), "icons/32.png");
        let built = files.built();
        assert_eq!((&*built.js, &*built.wasm), ("/pkg/appchat.a1.js", "/pkg/appchat.a1.wasm"));
        assert!(built.hashed);
        assert_eq!(files.read(&built.css).unwrap(), "pkg/appchat.a1.css");
    }

    #[test]
    fn names_without_a_hash_are_those_that_every_build_uses() {
        let folder = folder(&["pkg/appchat.js", "pkg/appchat.wasm", "pkg/appchat.css", "pkg/appchat.js.br"]);
        let built = SiteFiles::load(&site(folder.path())).unwrap().built();
        assert_eq!((&*built.js, &*built.css, built.hashed), ("/pkg/appchat.js", "/pkg/appchat.css", false));
    }

    #[test]
    fn a_starter_is_used_if_its_script_and_its_wasm_are_there() {
        let files = ["starter/starter.a1.js", "starter/starter.a1.wasm", "starter/starter.a1.wasm.br"];
        let of = |files: &[&str]| SiteFiles::load(&site(folder(files).path())).unwrap().built().starter;
        let starter = of(&files).unwrap();
        assert_eq!((&*starter.js, &*starter.wasm), ("/starter/starter.a1.js", "/starter/starter.a1.wasm"));
        assert_eq!(of(&files[..1]), None);
        assert_eq!(of(&["pkg/appchat.js", "startup/a.js", "startup/a.wasm"]), None);
    }

    #[test]
    fn a_split_build_has_an_address_of_its_own() {
        let names = [
            "appchat.a1.js",
            "appchat.a1.wasm",
            "appchat.a1.css",
            "__wasm_split.b2.js",
            "split_rooms.c3.wasm",
        ];
        let folder = folder(&names.map(|name| format!("pkg/{name}")).each_ref().map(String::as_str));
        let built = SiteFiles::load(&site(folder.path())).unwrap().built();
        assert_eq!((&*built.js, &*built.wasm), ("/pkg/b2/appchat.a1.js", "/pkg/b2/appchat.a1.wasm"));
        assert_eq!(built.loader.as_deref(), Some("/pkg/b2/__wasm_split.b2.js"));
        assert_eq!(built.rooms.as_deref(), Some("/pkg/b2/split_rooms.c3.wasm"));
        // A style imports nothing, and nothing imports it.
        assert_eq!(built.css, "/pkg/appchat.a1.css");
    }

    #[test]
    fn a_build_that_is_not_split_has_no_lazy_module() {
        let folder = folder(&["pkg/appchat.a1.js", "pkg/appchat.a1.wasm", "pkg/appchat.a1.css"]);
        let built = SiteFiles::load(&site(folder.path())).unwrap().built();
        assert_eq!((&*built.js, built.loader, built.rooms), ("/pkg/appchat.a1.js", None, None));
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        let folder = folder(&[]);
        let files = SiteFiles::load(&site(&folder.path().join("nothing"))).unwrap();
        assert_eq!(files.read("/pkg/appchat.js"), None);
    }

    #[test]
    fn more_than_a_site_can_have_is_not_read() {
        let folder = folder(&[]);
        fs::File::create(folder.path().join("disk.img")).unwrap().set_len(SITE_MOST + 1).unwrap();
        let refusal = SiteFiles::load(&site(folder.path())).unwrap_err();
        assert_eq!(refusal.kind(), io::ErrorKind::FileTooLarge);
    }
}
