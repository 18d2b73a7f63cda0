//! Escape sequences that several formats share.

/// What an escape sequence is: the character that it stands for and its length in bytes, or the length
/// of what stands for nothing.
pub(super) type Escape = Result<(char, usize), usize>;

/// Reads a backslash, one of `letters` and the four hexadecimal digits of a UTF-16 unit, or two of
/// these that are a surrogate pair. `text` begins with a backslash and one of the letters.
pub(super) fn utf16(text: &str, letters: &[char]) -> Escape {
    let unit = |text: &str| {
        let digits = text.strip_prefix('\\')?.strip_prefix(letters)?.get(..4)?;
        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        hex.then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(text).ok_or(2_usize)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Ok((c, 6));
    }
    let second = text.get(6..).and_then(unit);
    let both = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    both.map(|c| (c, 12)).ok_or(6)
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn a_surrogate_pair_is_one_character() {
        let letters = &['u', 'U'];
        assert_eq!(utf16("\\u3042x", letters), Ok(('あ', 6)));
        assert_eq!(utf16("\\uD83C\\Udf89", letters), Ok(('🎉', 12)));
        assert_eq!(utf16("\\uD83C\\u0041", letters), Err(6));
        assert_eq!(utf16("\\uDF89", letters), Err(6));
        assert_eq!(utf16("\\u30あ", letters), Err(2));
        assert_eq!(utf16("\\u", letters), Err(2));
    }
}
