//! A file that is replaced as a whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use tempfile::Builder;

/// Puts `content` into the place of a file: it is written beside it, gets its permissions and owner,
/// and takes its name. A link stays a link; a file that is read-only is left alone.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    // What a link points to is replaced, and not the link.
    let path = path.canonicalize()?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = Builder::new().prefix(".tieout-").tempfile_in(folder)?;
    file.write_all(content)?;
    own_alike(file.path(), &metadata)?;
    fs::set_permissions(file.path(), metadata.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Gives a file the owner and group of another; where one may not, it has those of the user.
#[cfg(unix)]
fn own_alike(path: &Path, metadata: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    match chown(path, Some(metadata.uid()), Some(metadata.gid())) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn own_alike(_: &Path, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
