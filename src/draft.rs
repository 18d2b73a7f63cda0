//! Files that are there as a whole or not at all.
//!
//! A draft is written beside the file that it is to become, and takes its name when it is finished:
//! a run that ends before leaves what was there before, and two runs that write the same file leave
//! the file of one of them, never a mixture. It has the permissions and the owner of the file before.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file on its way.
#[derive(Debug)]
pub(crate) struct Draft {
    out: BufWriter<NamedTempFile>,
    target: PathBuf,
}

impl Draft {
    /// Begins a file, or a new version of one that is there; one that is read-only is left alone.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        // The file that a link points at is replaced, and not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&target).ok();
        if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = Builder::new();
        builder.prefix(".tieout-").suffix(".tmp");
        // The draft of a new file is open to those that any new file is open to.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        if let Some(before) = before {
            own_alike(file.path(), &before)?;
            file.as_file().set_permissions(before.permissions())?;
        }
        Ok(Self { out: BufWriter::new(file), target })
    }

    /// Where it is written until it is finished.
    pub(crate) fn path(&self) -> &Path {
        self.out.get_ref().path()
    }

    /// Gives the file its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.target).map(|_: File| ()).map_err(|failed| failed.error)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a whole file, in the place of one that is there. A link stays a link.
///
/// # Errors
///
/// If the file is read-only, its folder cannot be written, or there is no room.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut draft = Draft::new(path)?;
    draft.write_all(content)?;
    draft.finish()
}

/// Gives a file the owner and group of another; where one may not, it has those of the user.
#[cfg(unix)]
fn own_alike(path: &Path, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    match chown(path, Some(before.uid()), Some(before.gid())) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn own_alike(_: &Path, _: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    /// The names of the files in a folder.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        entries.map(|e| e.expect("it is listed").file_name().to_string_lossy().into()).collect()
    }

    #[test]
    fn a_file_is_replaced_when_it_is_finished_and_not_before() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("report.txt");
        replace(&path, b"old").expect("there is room");
        let mut draft = Draft::new(&path).expect("there is room");
        draft.write_all(b"new").expect("there is room");
        draft.flush().expect("there is room");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "old");
        draft.finish().expect("there is room");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert_eq!(names(folder.path()), ["report.txt"]);
    }

    #[test]
    fn a_draft_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("report.txt");
        let mut draft = Draft::new(&path).expect("there is room");
        draft.write_all(b"half").expect("there is room");
        drop(draft);
        assert_eq!(names(folder.path()), [] as [&str; 0]);
    }

    #[test]
    #[cfg(unix)]
    fn permissions_are_those_of_the_file_before_and_a_link_stays_one() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("there is room");
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        replace(&path, b"old").expect("there is room");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode();
        assert_eq!(mode(&path) & 0o600, 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("it is ours");
        symlink(&path, &link).expect("there is room");
        replace(&link, b"new").expect("there is room");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(mode(&path) & 0o777, 0o640);
    }
}
