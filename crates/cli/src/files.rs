//! The files of a case: one file, a folder, or standard input, within bounds.

use crate::terminal::Stop;
use armistice_case::diagnostic::{Code, Diagnostic};
use armistice_case::source::{Sources, Span};
use armistice_case::visible::Audience;
use armistice_case::{Input, Loaded, MAX_FILE, MAX_FILES, MAX_LOG, load, log};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a case could not be read at all.
#[derive(Debug)]
pub enum Failure {
    /// A file or folder is missing or closed to us.
    Io(PathBuf, io::Error),
    /// A folder without `case.yaml`.
    NoCase(PathBuf),
    /// Something about the files themselves, with the sources it points into.
    Bounds(Box<(Sources, Diagnostic)>),
}

/// Reads and checks a case.
pub fn read(path: &Path) -> Result<Loaded, Failure> {
    Ok(load(inputs(path)?))
}

/// Reads and checks a case as far as an audience may see it.
pub fn read_for(path: &Path, audience: &Audience) -> Result<Loaded, Stop> {
    Ok(read(path)?.view(audience)?)
}

/// Where the files of a case are.
pub fn inputs(path: &Path) -> Result<Vec<Input>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::Io(path.to_owned(), error))?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(too_large(path, bytes.len() as u64, MAX_FILE));
        }
        return Ok(vec![Input {
            path: "<stdin>".to_owned(),
            bytes,
        }]);
    }
    let meta = fs::metadata(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
    if !meta.is_dir() {
        return Ok(vec![file(path)?]);
    }
    let first = path.join("case.yaml");
    if !first.exists() {
        return Err(Failure::NoCase(path.to_owned()));
    }
    let root = fs::canonicalize(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
    let mut found = Vec::new();
    walk(path, &root, &mut found)?;
    found.retain(|other| *other != first);
    found.sort();
    found.insert(0, first);
    found.iter().map(|path| file(path)).collect()
}

fn walk(folder: &Path, root: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let read = fs::read_dir(folder).map_err(|error| Failure::Io(folder.to_owned(), error))?;
    for entry in read {
        let entry = entry.map_err(|error| Failure::Io(folder.to_owned(), error))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry
            .file_type()
            .map_err(|error| Failure::Io(path.clone(), error))?;
        let mut target_is_dir = kind.is_dir();
        if kind.is_symlink() {
            let target =
                fs::canonicalize(&path).map_err(|error| Failure::Io(path.clone(), error))?;
            if !target.starts_with(root) {
                return Err(bounds(
                    &path,
                    Code::LinkOutOfFolder,
                    "this link leads out of the case's folder",
                    "a case holds everything it says; copy the file into the folder",
                ));
            }
            // A link to a folder inside would be read twice or for ever.
            target_is_dir = false;
            if target.is_dir() {
                continue;
            }
        }
        // A pipe or device would be waited for, perhaps for ever.
        if !target_is_dir && !fs::metadata(&path).is_ok_and(|meta| meta.is_file()) {
            continue;
        }
        if target_is_dir {
            walk(&path, root, found)?;
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml")
            || entry.file_name() == "events.csv"
            || entry.file_name() == log::NAME
        {
            found.push(path);
            if found.len() > MAX_FILES {
                return Err(bounds(
                    folder,
                    Code::TooManyFiles,
                    &format!("this case has more than {MAX_FILES} files"),
                    "put several entries into one file",
                ));
            }
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<Input, Failure> {
    let most = match path.extension() {
        Some(end) if end == "jsonl" => MAX_LOG,
        _ => MAX_FILE,
    };
    let open = |path: &Path| -> io::Result<(u64, Vec<u8>)> {
        let size = fs::metadata(path)?.len();
        if size > most {
            return Ok((size, Vec::new()));
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?
            .take(most + 1)
            .read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64, bytes))
    };
    let (size, bytes) = open(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
    if size > most {
        return Err(too_large(path, size, most));
    }
    Ok(Input {
        path: shown(path),
        bytes,
    })
}

/// A path as a person would write it, with forward slashes.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

fn too_large(path: &Path, size: u64, most: u64) -> Failure {
    bounds(
        path,
        Code::TooLarge,
        &format!(
            "this file has {} MiB; at most {} MiB are read",
            size / (1024 * 1024),
            most / (1024 * 1024)
        ),
        "split it into several files of one folder; long logs of events belong into `events.jsonl`",
    )
}

fn bounds(path: &Path, code: Code, message: &str, help: &str) -> Failure {
    let mut sources = Sources::default();
    let file = sources.add(shown(path), "");
    let diagnostic = Diagnostic::new(code, Span::new(file, 0, 0), message)
        .label(shown(path))
        .help(help);
    Failure::Bounds(Box::new((sources, diagnostic)))
}

/// How the names of files begin that are not finished yet.
const UNFINISHED: &str = ".armistice-";

/// Removes what writers that were killed left unfinished; only for who holds the folder's lock.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !entry.file_name().to_string_lossy().starts_with('.') {
                sweep(&entry.path());
            }
        } else if entry.file_name().to_string_lossy().starts_with(UNFINISHED) && is_old(&entry) {
            // What cannot be removed does no harm: hidden files are never read.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file younger than a minute may be one that is just being written.
fn is_old(entry: &fs::DirEntry) -> bool {
    entry
        .metadata()
        .and_then(|meta| meta.modified())
        .is_ok_and(|at| at.elapsed().is_ok_and(|age| age.as_secs() >= 60))
}

/// Writes a file as a whole or not at all: a temporary file beside it, then a rename. A device or a
/// pipe, `/dev/null` among them, is written to and stays what it is.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let mut device = fs::File::options().write(true).open(path)?;
        return io::Write::write_all(&mut device, bytes);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    if let Ok(meta) = fs::metadata(path) {
        file.as_file().set_permissions(meta.permissions())?;
    } else {
        widen(file.as_file())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync(folder);
    Ok(())
}

/// Brings the names in a folder to the disk; not every system can do this.
fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Adds to the end of a file, behind the bytes that stay, and brings it to the disk. A file that
/// could not be written to the end is as it was, as far as the disk allows.
pub fn append(path: &Path, keep: u64, text: &[u8]) -> io::Result<()> {
    use io::{Seek as _, SeekFrom, Write as _};
    let new = !path.exists();
    let mut file = fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    if file.metadata()?.len() != keep {
        file.set_len(keep)?;
    }
    file.seek(SeekFrom::Start(keep))?;
    if let Err(error) = file.write_all(text).and_then(|()| file.sync_all()) {
        // Nothing was acknowledged; what is left of it is a torn record at worst.
        let _ = file.set_len(keep);
        return Err(error);
    }
    if new {
        sync(path.parent().unwrap_or(Path::new(".")));
    }
    Ok(())
}

/// A table that was kept elsewhere, as text; within the bounds of a file.
pub fn table(path: &Path) -> Result<String, Stop> {
    let input = file(path)?;
    String::from_utf8(input.bytes).map_err(|_| {
        Stop::Words(format!(
            "{} is not text in UTF-8\nhelp: save it as UTF-8; spreadsheets offer it as “CSV UTF-8”",
            path.display()
        ))
    })
}

/// Temporary files are closed to others; a page that a person asked for is as open as any file.
#[cfg(unix)]
fn widen(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn widen(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::FileTypeExt as _;
    use std::process::Command;

    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        if !Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .is_ok_and(|ended| ended.success())
        {
            eprintln!("skipped: no pipe can be made here");
            return;
        }
        let reading = pipe.clone();
        let reader = std::thread::spawn(move || fs::read(reading));
        write_atomically(&pipe, b"a page").expect("written");
        let read = reader.join().expect("the reader ends").expect("read");
        assert_eq!(read, b"a page");
        let kind = fs::metadata(&pipe).expect("it is there").file_type();
        assert!(kind.is_fifo());
    }
}
