//! The files of a case: one file, a folder, or standard input, within bounds.

use crate::terminal::Stop;
use armistice_case::diagnostic::{Code, Diagnostic};
use armistice_case::source::{Sources, Span};
use armistice_case::visible::Audience;
use armistice_case::{Input, Loaded, MAX_FILE, MAX_FILES, load};
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
            return Err(too_large(path, bytes.len() as u64));
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
    let open = |path: &Path| -> io::Result<(u64, Vec<u8>)> {
        let size = fs::metadata(path)?.len();
        if size > MAX_FILE {
            return Ok((size, Vec::new()));
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?
            .take(MAX_FILE + 1)
            .read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64, bytes))
    };
    let (size, bytes) = open(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
    if size > MAX_FILE {
        return Err(too_large(path, size));
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

fn too_large(path: &Path, size: u64) -> Failure {
    bounds(
        path,
        Code::TooLarge,
        &format!(
            "this file has {} MiB; at most {} MiB are read",
            size / (1024 * 1024),
            MAX_FILE / (1024 * 1024)
        ),
        "split it into several files of one folder; long logs of events belong into a log of their own",
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

/// Writes a file as a whole or not at all: a temporary file beside it, then a rename.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    if let Ok(meta) = fs::metadata(path) {
        file.as_file().set_permissions(meta.permissions())?;
    } else {
        widen(file.as_file())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    if let Ok(folder) = fs::File::open(folder) {
        // The rename itself reaches the disk; not every system can do this for a folder.
        let _ = folder.sync_all();
    }
    Ok(())
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
