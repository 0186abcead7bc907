//! Writes that survive a power cut once they return: bytes, then their name, then the folder that holds the name.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::owner;

/// The ending of a file that is not complete.
pub(crate) const UNFINISHED: &str = "tmp";

/// Replaces a file as a whole. Only its owner can read it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(UNFINISHED);
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    owner::inherit(&file, &unfinished)?;
    file.write_all(bytes)?;
    sync_file(&file)?;
    rename(&unfinished, path)
}

/// Copies a file that nobody changes. Only its owner can read the copy. The name is durable after [`sync_folder`].
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut copy = create(to)?;
    io::copy(&mut source, &mut copy)?;
    sync_file(&copy)
}

/// Makes an empty file that only its owner can read.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    create(path).map(drop)
}

fn create(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    owner::inherit(&file, path).map(|()| file)
}

/// Gives a complete file its name.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(test)]
    steps::note(steps::Step::Rename);
    fs::rename(from, to)?;
    sync_folder(to.parent().unwrap_or(Path::new(".")))
}

/// Waits until the content of a file is on the disk.
pub(crate) fn sync_file(file: &File) -> io::Result<()> {
    #[cfg(test)]
    steps::note(steps::Step::SyncFile);
    file.sync_all()
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(test)]
    steps::note(steps::Step::SyncFolder);
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// What this thread did, in order, for tests.
#[cfg(test)]
pub(crate) mod steps {
    use std::cell::RefCell;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Step {
        SyncFile,
        Reserve,
        Rename,
        SyncFolder,
        Checkpoint,
    }

    type Watcher = Box<dyn FnMut(Step)>;

    thread_local! {
        static TAKEN: RefCell<Vec<Step>> = const { RefCell::new(vec![]) };
        static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) };
    }

    /// Called before each step is taken.
    pub(crate) fn note(step: Step) {
        TAKEN.with_borrow_mut(|taken| taken.push(step));
        WATCHER.with_borrow_mut(|watcher| {
            if let Some(watcher) = watcher {
                watcher(step);
            }
        });
    }

    /// Calls `watcher` before each step that `work` takes on this thread.
    pub(crate) fn watch<T>(watcher: impl FnMut(Step) + 'static, work: impl FnOnce() -> T) -> T {
        WATCHER.set(Some(Box::new(watcher)));
        let outcome = work();
        WATCHER.set(None);
        outcome
    }

    /// The steps since the last call.
    pub(crate) fn taken() -> Vec<Step> {
        TAKEN.take()
    }
}
