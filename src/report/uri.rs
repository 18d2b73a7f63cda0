//! Names of files as URI references.

use std::fmt::Write as _;

/// A path as a URI reference: relative where the path is, with `/` between its parts and everything
/// else than letters, digits and `-._~` percent-encoded.
pub(super) fn reference(path: &str) -> String {
    let path = relative(path);
    let mut uri = String::with_capacity(path.len());
    // A path such as `C:/texts` begins with a drive.
    let drive = matches!(path.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'/', ..]);
    if path.starts_with('/') || drive {
        uri.push_str(if drive { "file:///" } else { "file://" });
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

/// A path with forward slashes, and without a `./` that says nothing.
pub(super) fn relative(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    path.trim_start_matches("./").to_owned()
}

/// Whether a reference is resolved against another URI.
pub(super) fn is_relative(uri: &str) -> bool {
    !uri.starts_with("file:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_letter_is_encoded() {
        assert_eq!(reference("./po/ja JP/50%.po"), "po/ja%20JP/50%25.po");
        assert_eq!(reference("a:b#c?d.po"), "a%3Ab%23c%3Fd.po");
        assert_eq!(reference("翻訳.po"), "%E7%BF%BB%E8%A8%B3.po");
        assert_eq!(reference("../a.po"), "../a.po");
        assert_eq!(reference("-"), "-");
    }

    #[test]
    fn an_absolute_path_names_a_file() {
        assert_eq!(reference("/tmp/a b.po"), "file:///tmp/a%20b.po");
        assert_eq!(reference("C:/a.po"), "file:///C%3A/a.po");
        assert!(is_relative(&reference("a.po")) && !is_relative(&reference("/a.po")));
    }
}
