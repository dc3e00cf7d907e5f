//! A case as it stood at a revision in git, read with git itself.

use crate::files::shown;
use crate::terminal::Stop;
use armistice_case::{Input, MAX_FILE, MAX_FILES};
use std::path::Path;
use std::process::{Command, Stdio};

/// The files of a case at a revision, in the order in which they are read from a folder.
pub fn inputs(path: &Path, revision: &str) -> Result<Vec<Input>, Stop> {
    if revision.is_empty() || revision.starts_with('-') || revision.contains(':') {
        return Err(Stop::Words(format!("`{revision}` is no revision of git")));
    }
    // The folder may be gone by now; git is asked from the nearest one that is there.
    let absolute = std::path::absolute(path)
        .map_err(|error| Stop::Words(format!("cannot read {}: {error}", path.display())))?;
    let folder = absolute
        .ancestors()
        .skip_while(|folder| !folder.is_dir())
        .find(|folder| folder.is_dir())
        .unwrap_or(Path::new("."));
    let inside = absolute
        .strip_prefix(folder)
        .unwrap_or(&absolute)
        .to_string_lossy()
        .replace('\\', "/");
    let inside = if inside.is_empty() {
        ".".to_owned()
    } else {
        inside
    };
    let listed = git(
        folder,
        &[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            revision,
            "--",
            &inside,
        ],
        revision,
    )?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let mut names: Vec<&str> = listed
        .split('\0')
        .filter(|name| *name == inside || is_read(name))
        .collect();
    names.sort_by_key(|name| (*name != "case.yaml" && !name.ends_with("/case.yaml"), *name));
    if names.is_empty() {
        return Err(Stop::Words(format!(
            "{} holds no case at the revision `{revision}`",
            path.display()
        )));
    }
    if names.len() > MAX_FILES {
        return Err(Stop::Words(format!(
            "the case has more than {MAX_FILES} files at `{revision}`"
        )));
    }
    names
        .iter()
        .map(|name| {
            let bytes = git(folder, &["show", &format!("{revision}:./{name}")], revision)?;
            if bytes.len() as u64 > MAX_FILE {
                return Err(Stop::Words(format!("{name} is too large at `{revision}`")));
            }
            Ok(Input {
                path: shown(&folder_of(path, &inside).join(name)),
                bytes,
            })
        })
        .collect()
}

/// The folder that listed names are relative to, as the user named it.
fn folder_of<'a>(path: &'a Path, inside: &str) -> &'a Path {
    if inside == "." {
        path
    } else {
        path.parent().unwrap_or(Path::new(""))
    }
}

/// Whether a file of a folder belongs to the case.
fn is_read(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    let last = name.rsplit('/').next().unwrap_or(name);
    let read = name.ends_with(".yaml")
        || name.ends_with(".yml")
        || last == "events.csv"
        || last == armistice_case::log::NAME;
    read && !hidden
}

fn git(folder: &Path, args: &[&str], revision: &str) -> Result<Vec<u8>, Stop> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Stop::Words(format!("cannot run git: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    let reason = reason.lines().next().unwrap_or("it gave no reason");
    Err(Stop::Words(format!(
        "git cannot read the revision `{revision}`: {}",
        reason.trim_start_matches("fatal: ")
    )))
}
