//! The scripts that languages are written in, as Unicode and ISO 15924 know them.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// The scripts that are told apart; all others count as one.
const SCRIPTS: [Script; 33] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Arabic,
    Script::Hebrew,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Hangul,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
    Script::Tibetan,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Georgian,
    Script::Armenian,
    Script::Ethiopic,
    Script::Mongolian,
    Script::Thaana,
    Script::Syriac,
    Script::Cherokee,
    Script::Tifinagh,
];

/// A set of scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scripts(u64);

impl Scripts {
    /// Every script.
    pub(crate) const ALL: Self = Self(u64::MAX);
    const LATIN: Self = Self(1);
    const OTHER: Self = Self(1 << SCRIPTS.len());

    /// The scripts that a code of ISO 15924 stands for; Latin letters are at home in every script,
    /// where they write foreign names and codes.
    pub(crate) fn of_code(code: &str) -> Self {
        let scripts: &[Script] = match code {
            "Latn" => &[Script::Latin],
            "Cyrl" => &[Script::Cyrillic],
            "Grek" => &[Script::Greek],
            "Arab" => &[Script::Arabic],
            "Hebr" => &[Script::Hebrew],
            "Hans" | "Hant" | "Hani" => &[Script::Han, Script::Bopomofo],
            "Jpan" => &[Script::Han, Script::Hiragana, Script::Katakana],
            "Kore" => &[Script::Hangul, Script::Han],
            "Thai" => &[Script::Thai],
            "Laoo" => &[Script::Lao],
            "Khmr" => &[Script::Khmer],
            "Mymr" => &[Script::Myanmar],
            "Tibt" => &[Script::Tibetan],
            "Deva" => &[Script::Devanagari],
            "Beng" => &[Script::Bengali],
            "Guru" => &[Script::Gurmukhi],
            "Gujr" => &[Script::Gujarati],
            "Orya" => &[Script::Oriya],
            "Taml" => &[Script::Tamil],
            "Telu" => &[Script::Telugu],
            "Knda" => &[Script::Kannada],
            "Mlym" => &[Script::Malayalam],
            "Sinh" => &[Script::Sinhala],
            "Geor" => &[Script::Georgian],
            "Armn" => &[Script::Armenian],
            "Ethi" => &[Script::Ethiopic],
            "Mong" => &[Script::Mongolian],
            "Thaa" => &[Script::Thaana],
            "Syrc" => &[Script::Syriac],
            "Cher" => &[Script::Cherokee],
            "Tfng" => &[Script::Tifinagh],
            _ => return Self::ALL,
        };
        let bit = |script: &Script| SCRIPTS.iter().position(|known| known == script);
        Self(scripts.iter().filter_map(bit).fold(0, |set, at| set | 1 << at))
    }

    /// The script of a character; none of what all scripts share, such as digits and marks.
    pub(crate) fn of(c: char) -> Self {
        Self::one(CodePointMapData::<Script>::new().get(c))
    }

    fn one(script: Script) -> Self {
        if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            return Self(0);
        }
        SCRIPTS.iter().position(|known| *known == script).map_or(Self::OTHER, |at| Self(1 << at))
    }

    /// The scripts of both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have a script in common.
    pub(crate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the scripts are among `others`.
    fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Whether the Latin script is among them.
    pub(crate) fn has_latin(self) -> bool {
        self.meet(Self::LATIN)
    }

    /// Whether Chinese characters stand beside those of another script in its words, as in Japanese
    /// and Korean.
    pub(crate) fn mix_han(self) -> bool {
        let beside = Self::one(Script::Hiragana).and(Self::one(Script::Hangul));
        self != Self::ALL && self.meet(Self::one(Script::Han)) && self.meet(beside)
    }

    /// Whether `c` is of another script than these and the Latin one.
    pub(super) fn exclude(self, c: char) -> bool {
        !Self::of(c).within(self.and(Self::LATIN))
    }

    /// The characters of the basic plane that [`Self::exclude`] says yes to, a bit for each.
    pub(super) fn others(self) -> Box<[u64; 1024]> {
        let mut bits = Box::new([0; 1024]);
        for range in CodePointMapData::<Script>::new().iter_ranges() {
            if Self::one(range.value).within(self.and(Self::LATIN)) {
                continue;
            }
            for code in range.range.take_while(|code| *code <= 0xffff) {
                bits[code as usize >> 6] |= 1 << (code & 63);
            }
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_of_their_scripts_and_marks_of_none() {
        let japanese = Scripts::of_code("Jpan");
        assert!("漢かカーＡa1、。".chars().all(|c| !japanese.exclude(c)));
        assert!("가я".chars().all(|c| japanese.exclude(c)));
        assert!(
            Scripts::of_code("Latn").has_latin()
                && !japanese.has_latin()
                && Scripts::of_code("Xxxx") == Scripts::ALL
        );
        assert_eq!(Scripts::of('。'), Scripts(0));
    }
}
