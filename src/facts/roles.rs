//! What a character can be part of, so that each is looked at closely only once.

use super::fold::{fold, is_katakana, is_spaced_letter};

/// A set of the roles that a character can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Roles(u8);

impl Roles {
    /// White space.
    pub(crate) const SPACE: Self = Self(1);
    /// A digit, in any script.
    pub(crate) const DIGIT: Self = Self(1 << 1);
    /// A letter of a script that writes spaces between words.
    pub(crate) const LETTER: Self = Self(1 << 2);
    /// Katakana.
    pub(crate) const KATAKANA: Self = Self(1 << 3);
    /// A letter or digit that a code may have: ASCII, once full-width forms and native digits are.
    pub(crate) const CODE: Self = Self(1 << 4);
    /// A capital that a code may have.
    pub(crate) const CAPITAL: Self = Self(1 << 5);
    /// A character that may begin, or end, what is no text; see [`super::mask`].
    pub(crate) const TRIGGER: Self = Self(1 << 6);

    /// A place where a line may break, which is otherwise not there: a soft hyphen.
    pub(crate) const BREAK: Self = Self(1 << 7);

    /// The roles of a character as it is written.
    #[inline]
    pub(crate) fn of(c: char) -> Self {
        match c {
            '\0'..='\x7f' => ASCII[c as usize],
            // Hiragana, Han and Hangul, and the marks of their sentences, play none.
            '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3041}'..='\u{3096}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}' => Self::default(),
            '\u{30a1}'..='\u{30fa}' | '\u{30fc}' => Self::KATAKANA,
            // A full-width form is what it is the form of, but only in ASCII is it markup.
            '\u{ff01}'..='\u{ff5e}' => {
                Self(ASCII[(c as u32 - 0xfee0) as usize].0 & !Self::TRIGGER.0)
            }
            _ => Self::of_other(c),
        }
    }

    fn of_other(c: char) -> Self {
        let folded = fold(c);
        let roles = [
            (folded.is_whitespace(), Self::SPACE),
            (folded.is_ascii_digit(), Self::DIGIT.and(Self::CODE)),
            (is_spaced_letter(folded), Self::LETTER),
            (is_katakana(folded), Self::KATAKANA),
            (c == '\u{fffc}', Self::TRIGGER),
            (matches!(c, '\u{ad}' | '\u{200b}'), Self::BREAK),
        ];
        roles
            .into_iter()
            .filter(|(plays, _)| *plays)
            .fold(Self::default(), |all, (_, role)| all.and(role))
    }

    /// The roles of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have a role in common.
    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether two characters, side by side, belong to one word.
    ///
    /// Letters of a spaced script do, and so do two katakana: a katakana run is one word as far as
    /// anyone can tell without a dictionary. Han, hiragana, Thai, Hangul and the like do not: there
    /// a word may begin and end anywhere.
    #[inline]
    pub(crate) const fn is_same_word(self, other: Self) -> bool {
        self.0 & other.0 & (Self::LETTER.0 | Self::KATAKANA.0) != 0
    }
}

/// The roles of the ASCII characters.
const ASCII: [Roles; 128] = {
    let mut roles = [Roles(0); 128];
    let mut code = 0;
    while code < 128 {
        roles[code as usize] = ascii(code);
        code += 1;
    }
    roles
};

const fn ascii(byte: u8) -> Roles {
    let roles = match byte {
        b'\t'..=b'\r' | b' ' => Roles::SPACE,
        b'0'..=b'9' => Roles::DIGIT.and(Roles::CODE),
        b'A'..=b'Z' => Roles::LETTER.and(Roles::CODE).and(Roles::CAPITAL),
        b'a'..=b'z' => Roles::LETTER.and(Roles::CODE),
        _ => Roles(0),
    };
    match byte {
        b'h' | b'H' | b'f' | b'F' | b'w' | b'W' | b'm' | b'@' | b'#' | b'<' | b'&' | b'`'
        | b'[' | b']' | b'%' | b'{' | b'$' | b'_' | b'/' | b'~' | b'.' | b'\\' => {
            roles.and(Roles::TRIGGER)
        }
        _ => roles,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some of every block that text is written in.
    fn samples() -> impl Iterator<Item = char> {
        (0..0x3_0000).filter_map(char::from_u32)
    }

    #[test]
    fn roles_are_what_the_slow_questions_answer() {
        for c in samples() {
            let (folded, roles) = (fold(c), Roles::of(c));
            let expected = [
                (Roles::SPACE, folded.is_whitespace()),
                (Roles::DIGIT, folded.is_ascii_digit()),
                (Roles::LETTER, is_spaced_letter(folded)),
                (Roles::KATAKANA, is_katakana(folded)),
            ];
            for (role, plays) in expected {
                assert_eq!(roles.any(role), plays, "{role:?} of {c:?}");
            }
        }
    }

    #[test]
    fn words_are_of_letters_or_of_katakana() {
        let same = |a: char, b: char| Roles::of(a).is_same_word(Roles::of(b));
        assert!(same('a', 'é') && same('я', 'b') && same('カ', 'ー'));
        assert!(!same('a', 'カ') && !same('東', '京') && !same('a', '5') && !same('5', '5'));
    }

    #[test]
    fn code_is_what_is_ascii_in_narrow_form() {
        let mut chars = crate::facts::Chars::default();
        for c in samples() {
            chars.fill(c.encode_utf8(&mut [0; 4]));
            let narrow = chars.narrow(0);
            assert_eq!(Roles::of(c).any(Roles::CODE), narrow.is_ascii_alphanumeric(), "{c:?}");
            assert_eq!(Roles::of(c).any(Roles::CAPITAL), narrow.is_ascii_uppercase(), "{c:?}");
        }
    }
}
