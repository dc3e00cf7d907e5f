//! Changing the files of a case: one writer at a time, and never over somebody else's change.

use crate::files::{self, Failure, inputs, write_atomically};
use crate::terminal::Stop;
use armistice_case::edit::{Change, Refused, edit};
use armistice_case::log::{NAME, Tail};
use armistice_case::tree::Entry;
use armistice_case::{Loaded, load};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A case that was opened to be changed; no other writer of this program has it meanwhile.
pub struct Opened {
    /// The case as it was read.
    pub loaded: Loaded,
    before: Vec<Vec<u8>>,
    root: PathBuf,
    _lock: File,
}

impl Opened {
    /// Locks and reads a case.
    pub fn open(case: &Path) -> Result<Opened, Stop> {
        if case == Path::new("-") {
            return Err(Stop::Words(
                "standard input cannot be changed; name a file or folder".to_owned(),
            ));
        }
        let whole = fs::canonicalize(case).map_err(|error| Failure::Io(case.to_owned(), error))?;
        let root = match whole.parent() {
            Some(parent) if !whole.is_dir() => parent.to_owned(),
            _ => whole,
        };
        let lock = lock(&root)?;
        let inputs = inputs(case)?;
        let before = inputs.iter().map(|input| input.bytes.clone()).collect();
        Ok(Opened {
            loaded: load(inputs),
            before,
            root,
            _lock: lock,
        })
    }

    /// Makes a change and writes it.
    pub fn change(&self, change: &Change) -> Result<Result<Loaded, Refused>, Stop> {
        match edit(&self.loaded, change) {
            Ok(edited) => {
                self.write(&edited.loaded)?;
                Ok(Ok(edited.loaded))
            }
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// Writes every file that differs; refuses if one was changed by somebody else meanwhile.
    pub fn write(&self, after: &Loaded) -> Result<(), Stop> {
        let mut targets = Vec::new();
        let files = self.loaded.files.files();
        for (i, (old, file)) in files.iter().zip(after.files.files()).enumerate() {
            if file.text == old.text {
                continue;
            }
            let path = fs::canonicalize(&file.path)?;
            if !path.starts_with(&self.root) {
                return Err(Stop::Words(format!(
                    "{} leads out of the case's folder",
                    file.path
                )));
            }
            if fs::read(&path)? != self.before[i] {
                return Err(Stop::Words(format!(
                    "{} was changed by somebody else meanwhile; nothing was written\nhelp: run the command again",
                    file.path
                )));
            }
            targets.push((path, file.text.as_bytes()));
        }
        for (path, bytes) in targets {
            write_atomically(&path, bytes).map_err(|error| {
                Stop::Words(format!("cannot write {}: {error}", path.display()))
            })?;
        }
        Ok(())
    }
}

/// The log of a case: its place, and how it ends.
pub struct LogFile {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// As a person would write it.
    pub shown: String,
    /// Whether the case has one.
    pub exists: bool,
    len: u64,
    tail: Tail,
}

impl Opened {
    /// The log of the case, which stands beside `case.yaml`.
    pub fn log(&self, case: &Path) -> Result<LogFile, Stop> {
        if !case.is_dir() {
            return Err(Stop::Words(format!(
                "{} is one file, and a log stands beside `case.yaml` in a folder\nhelp: make a folder, and name the file `case.yaml` in it",
                case.display()
            )));
        }
        let shown = files::shown(&case.join(NAME));
        let files = self.loaded.files.files();
        let at = files.iter().position(|file| file.path == shown);
        let bytes = at.map_or(&[][..], |i| &self.before[i]);
        let path = self.root.join(NAME);
        if at.is_none() && fs::symlink_metadata(&path).is_ok() {
            return Err(Stop::Words(format!(
                "{shown} is no file that can be added to"
            )));
        }
        Ok(LogFile {
            path,
            shown,
            exists: at.is_some(),
            len: bytes.len() as u64,
            tail: Tail::of(bytes),
        })
    }
}

impl LogFile {
    /// Says what a writer that was stopped left behind, and that it is taken out.
    pub fn tell(&self, terminal: &crate::terminal::Terminal) {
        if let Some(cut) = &self.tail.cut {
            let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
            let piece: String = cut.chars().take(200).map(shown).collect();
            terminal.say(&format!(
                "warning: {} ended in the middle of a record that was never acknowledged; this piece is taken out: {piece}",
                self.shown
            ));
        }
    }

    /// Adds entries and brings them to the disk; only afterwards may they be acknowledged.
    pub fn add(self, entries: &[Entry]) -> Result<(), Stop> {
        self.unchanged()?;
        let addition = self.tail.followed_by(entries);
        files::append(&self.path, addition.keep as u64, addition.text.as_bytes())
            .map_err(|error| Stop::Words(format!("cannot write {}: {error}", self.shown)))
    }

    /// Adds many entries, all of them or none: the whole log is written anew beside the old one.
    pub fn add_all(self, entries: &[Entry]) -> Result<(), Stop> {
        self.unchanged()?;
        let addition = self.tail.followed_by(entries);
        let read = if self.exists {
            fs::read(&self.path)
        } else {
            Ok(Vec::new())
        };
        read.and_then(|mut bytes| {
            bytes.truncate(addition.keep);
            bytes.extend_from_slice(addition.text.as_bytes());
            write_atomically(&self.path, &bytes)
        })
        .map_err(|error| Stop::Words(format!("cannot write {}: {error}", self.shown)))
    }

    fn unchanged(&self) -> Result<(), Stop> {
        let now = fs::metadata(&self.path).map_or(0, |meta| meta.len());
        if now == self.len {
            return Ok(());
        }
        Err(Stop::Words(format!(
            "{} was changed by somebody else meanwhile; nothing was written\nhelp: run the command again",
            self.shown
        )))
    }
}

/// One writer at a time: a lock on the folder itself, which leaves nothing behind.
fn lock(root: &Path) -> Result<File, Stop> {
    let file = handle(root).map_err(|error| Failure::Io(root.to_owned(), error))?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Stop::Words(format!(
                    "{} is being changed by another run of this program",
                    root.display()
                )));
            }
            Err(TryLockError::Error(error)) => {
                return Err(Failure::Io(root.to_owned(), error).into());
            }
        }
    }
    files::sweep(root);
    Ok(file)
}

#[cfg(unix)]
fn handle(root: &Path) -> std::io::Result<File> {
    File::open(root)
}

#[cfg(not(unix))]
fn handle(root: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(root.join(".armistice.lock"))
}

/// Says why a change was not made.
pub fn refusal(refused: Refused, terminal: &crate::terminal::Terminal) -> Stop {
    if let Refused::Errors(inner) = &refused {
        terminal.diagnostics(&inner.0, &inner.1);
    }
    Stop::Words(format!("{refused}; nothing was written"))
}

/// The lines that differ, as a patch that other tools read.
pub fn diff(before: &Loaded, after: &Loaded) -> String {
    let mut out = String::new();
    for (old, new) in before.files.files().iter().zip(after.files.files()) {
        if old.text != new.text {
            let diff = similar::TextDiff::from_lines(&old.text, &new.text);
            out.push_str(
                &diff
                    .unified_diff()
                    .header(&format!("a/{}", old.path), &format!("b/{}", new.path))
                    .to_string(),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_case::edit::Shape;

    #[test]
    fn a_file_that_somebody_else_changed_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("case.yaml");
        fs::write(&path, "case: One\nas-of: 2034-01-01\n").expect("written");
        let opened = Opened::open(folder.path()).expect("opened");
        fs::write(&path, "case: Two\nas-of: 2034-01-01\n").expect("written");
        let change = Change::Set {
            path: "as-of".to_owned(),
            value: Shape::text("2034-01-02"),
        };
        assert!(
            matches!(opened.change(&change), Err(Stop::Words(words)) if words.contains("somebody else"))
        );
        let now = fs::read_to_string(&path).expect("read");
        assert_eq!(now, "case: Two\nas-of: 2034-01-01\n");
    }
}
