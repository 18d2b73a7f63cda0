//! Questions about all of a text, put so that the compiler answers them for many bytes at once.
//!
//! They tell the many texts that have nothing to look at from the few that need a closer look, and
//! may say yes too often: the answer has no branches, and so no early end.

/// Whether any byte is `wanted`, which must be made of `|` and `&` alone.
#[inline]
pub(crate) fn any(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().iter().fold(0, |found, &byte| found | u8::from(wanted(byte))) != 0
}

/// Whether any two neighbours are `wanted`, which must be made of `|` and `&` alone.
#[inline]
pub(crate) fn any_two(text: &str, wanted: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    bytes.iter().zip(next).fold(0, |found, (&a, &b)| found | u8::from(wanted(a, b))) != 0
}

/// Whether any character is `wanted`, which must be made of `|` and `&` alone.
#[inline]
pub(crate) fn any_char(raw: &[char], wanted: impl Fn(char) -> bool) -> bool {
    raw.iter().fold(false, |found, &c| found | wanted(c))
}

/// Whether a byte begins a character of U+0080 to U+00BF, U+2000 to U+2FFF, U+3000 to U+3FFF or
/// U+F000 to U+FFFF, where the marks and brackets beyond ASCII are.
#[inline]
pub(crate) fn leads_to_marks(byte: u8) -> bool {
    (byte == 0xc2) | (byte == 0xe2) | (byte == 0xe3) | (byte == 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_beyond_ascii_are_led_to() {
        for c in "«»“”„‟‹›「」『』《》【】、。，：；（）［］｛｝".chars()
        {
            assert!(any(c.encode_utf8(&mut [0; 4]), leads_to_marks), "{c}");
        }
        assert!(!any("Été, лето, صيف!", leads_to_marks));
    }

    #[test]
    fn neighbours_are_seen_at_both_ends() {
        let two = |text| any_two(text, |a, b| (a == b'x') & (b == b'y'));
        assert!(
            two("xy") && two("xy and more than sixteen bytes") && two("thirty bytes or so and xy")
        );
        assert!(!two("") && !two("x") && !two("yx"));
    }
}
