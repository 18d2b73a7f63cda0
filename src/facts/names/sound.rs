//! The sounds of a word that survive a change of script: its consonants, in classes.
//!
//! A script that borrows a name keeps its consonants and adapts its vowels. A [`Skeleton`] is what
//! is left when the vowels go, except one at the beginning: `Zuckerberg` and `ザッカーバーグ` are both
//! Z-K-B-G. How far two skeletons are apart is decided in [`super::similarity`]; how kana are read,
//! in [`super::kana`]. Nothing here knows a language: spelling rules are those that hold for most
//! Latin-written names, and a letter that is read in several ways is a sound of several classes.

use smallvec::SmallVec;

/// A class of consonants, or a vowel that begins the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Sound {
    /// A vowel at the beginning.
    Vowel,
    /// k, hard c, q.
    K,
    /// s, sh, soft c.
    S,
    /// t.
    T,
    /// チ, cz.
    Ch,
    /// n, and m before b or p.
    N,
    /// h, f, ph.
    H,
    /// m.
    M,
    /// ヤ ユ ヨ.
    Y,
    /// r and l.
    R,
    /// w.
    W,
    /// g.
    G,
    /// z, j, dg.
    Z,
    /// d.
    D,
    /// b and v.
    B,
    /// p.
    P,
    /// ch: チ, k or sh.
    SoftC,
    /// g before e, i, y, and gh: g, j or nothing.
    SoftG,
    /// th: s, z or t.
    Th,
    /// kh: k or h.
    Kh,
    /// r after a vowel that no vowel follows: often only a lengthening.
    FaintR,
    /// h beside a consonant or at the end: often silent.
    FaintH,
    /// w after a vowel or q: often part of it.
    FaintW,
    /// y before a vowel.
    FaintY,
}

/// How many sounds there are.
pub(super) const SOUNDS: usize = Sound::FaintY as usize + 1;

impl Sound {
    /// The plain classes that the sound may be heard as.
    pub(super) const fn heard_as(self) -> &'static [Self] {
        match self {
            Self::Vowel => &[Self::Vowel],
            Self::K => &[Self::K],
            Self::S => &[Self::S],
            Self::T => &[Self::T],
            Self::Ch => &[Self::Ch],
            Self::N => &[Self::N],
            Self::H | Self::FaintH => &[Self::H],
            Self::M => &[Self::M],
            Self::Y | Self::FaintY => &[Self::Y],
            Self::R | Self::FaintR => &[Self::R],
            Self::W | Self::FaintW => &[Self::W],
            Self::G => &[Self::G],
            Self::Z => &[Self::Z],
            Self::D => &[Self::D],
            Self::B => &[Self::B],
            Self::P => &[Self::P],
            Self::SoftC => &[Self::Ch, Self::K, Self::S],
            Self::SoftG => &[Self::G, Self::Z],
            Self::Th => &[Self::S, Self::T, Self::Z],
            Self::Kh => &[Self::K, Self::H],
        }
    }

    /// The class of consonants that scripts and spellings keep apart, as a letter; none for what is
    /// often not written.
    pub(super) fn class(self) -> Option<char> {
        Some(match self {
            Self::K | Self::G | Self::Kh => 'k',
            Self::S | Self::Z | Self::Ch | Self::SoftC | Self::SoftG | Self::Th => 's',
            Self::T | Self::D => 't',
            Self::N | Self::M => 'n',
            Self::B | Self::P | Self::W => 'p',
            Self::R => 'r',
            Self::H => 'h',
            _ => return None,
        })
    }

    /// Whether the sound counts as a consonant that a rendering must answer.
    pub(super) fn is_core(self) -> bool {
        !matches!(self, Self::Vowel | Self::FaintR | Self::FaintH | Self::FaintW | Self::FaintY)
    }
}

/// Sounds that a skeleton keeps; what a longer word has beyond them is not compared.
pub(super) const LONGEST: usize = 24;

/// The sounds of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Skeleton {
    sounds: SmallVec<[Sound; LONGEST]>,
    /// For each sound, the index of the character that it was read from.
    at: SmallVec<[u16; LONGEST]>,
    /// The word with its vowels: sounds as capitals, vowels as small letters. It tells short words
    /// apart, whose consonants alone say too little.
    spelling: SmallVec<[u8; 32]>,
    /// How many of the sounds a rendering must answer.
    core: u8,
}

impl Skeleton {
    /// The skeleton of a word in an alphabet; other alphabets than the Latin one are romanised.
    pub(crate) fn of_word(word: &str) -> Self {
        Self::of_chars(word.chars())
    }

    /// The same, of its characters.
    pub(crate) fn of_chars(word: impl Iterator<Item = char>) -> Self {
        let letters = romanised(word);
        let mut skeleton = Self::default();
        let mut i = 0;
        while i < letters.len() && skeleton.sounds.len() < LONGEST {
            let (length, sounds) = spelled(&letters, i);
            for &sound in sounds {
                skeleton.push(sound, i);
            }
            if sounds.is_empty() && is_vowel(letters[i]) {
                if i == 0 {
                    skeleton.push(Sound::Vowel, 0);
                }
                let silent = letters[i] == b'e' && i + 1 == letters.len() && i > 2;
                if !silent {
                    skeleton.push_vowel(if letters[i] == b'y' { b'i' } else { letters[i] });
                }
            }
            i += length;
        }
        skeleton
    }

    /// Adds a sound read from the character at `index`. The same sound twice is one.
    pub(super) fn push(&mut self, sound: Sound, index: usize) {
        let plain = sound.heard_as()[0];
        let doubled = self.sounds.last().is_some_and(|last| last.heard_as()[0] == plain)
            && !self.spelling.last().is_some_and(|&last| is_small_vowel(last));
        if doubled || self.sounds.len() == LONGEST {
            return;
        }
        self.sounds.push(sound);
        self.at.push(index as u16);
        if sound.is_core() {
            self.core += 1;
            self.spelling.push(letter(plain));
        }
    }

    /// Adds a vowel, which only the spelling keeps.
    pub(super) fn push_vowel(&mut self, vowel: u8) {
        self.spelling.push(vowel);
    }

    /// Takes back the last vowel of the spelling, if it ends in one of `vowels`.
    pub(super) fn drop_vowel(&mut self, vowels: &[u8]) {
        if self.spelling.last().is_some_and(|last| vowels.contains(last)) {
            self.spelling.pop();
        }
    }

    /// The sounds in order.
    pub(crate) fn sounds(&self) -> &[Sound] {
        &self.sounds
    }

    /// The index of the character that sound number `sound` was read from.
    pub(super) fn character(&self, sound: usize) -> usize {
        usize::from(self.at[sound])
    }

    /// The number of consonants that a rendering must answer.
    pub(crate) fn core(&self) -> usize {
        usize::from(self.core)
    }

    /// The sounds with the vowels between them.
    pub(super) fn spelling(&self) -> &str {
        std::str::from_utf8(&self.spelling).unwrap_or_default()
    }
}

/// The capital that stands for a plain sound in a spelling.
fn letter(sound: Sound) -> u8 {
    match sound {
        Sound::K => b'K',
        Sound::S => b'S',
        Sound::T => b'T',
        Sound::Ch => b'C',
        Sound::N => b'N',
        Sound::H => b'H',
        Sound::M => b'M',
        Sound::Y => b'Y',
        Sound::R => b'R',
        Sound::W => b'W',
        Sound::G => b'G',
        Sound::Z => b'Z',
        Sound::D => b'D',
        Sound::B => b'B',
        Sound::P => b'P',
        _ => b'A',
    }
}

fn is_small_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The letters of a word as small letters a to z; the longest words are cut.
pub(super) fn romanise(word: &str) -> SmallVec<[u8; 32]> {
    romanised(word.chars())
}

fn romanised(word: impl Iterator<Item = char>) -> SmallVec<[u8; 32]> {
    let mut letters = SmallVec::new();
    for c in word {
        if c.is_ascii() {
            push_letters(&mut letters, &[c as u8]);
        } else {
            push_letters(&mut letters, any_ascii::any_ascii_char(c).as_bytes());
        }
        if letters.len() > 3 * LONGEST {
            break;
        }
    }
    letters
}

fn push_letters(letters: &mut SmallVec<[u8; 32]>, ascii: &[u8]) {
    letters.extend(ascii.iter().filter(|b| b.is_ascii_alphabetic()).map(u8::to_ascii_lowercase));
}

/// Reads the spelling at `i`: how many letters it takes and which sounds they make. Vowels make
/// none.
fn spelled(letters: &[u8], i: usize) -> (usize, &'static [Sound]) {
    use Sound::{
        B, Ch, D, FaintH, FaintR, FaintW, FaintY, G, H, K, Kh, M, N, P, R, S, SoftC, SoftG, T, Th,
        W, Z,
    };
    const GROUPS: [(&[u8], &[Sound]); 17] = [
        (b"tion", &[S, N]),
        (b"sch", &[S]),
        (b"tch", &[Ch]),
        (b"ch", &[SoftC]),
        (b"sh", &[S]),
        (b"ph", &[H]),
        (b"th", &[Th]),
        (b"gh", &[SoftG]),
        (b"kh", &[Kh]),
        (b"zh", &[Z]),
        (b"ck", &[K]),
        (b"cz", &[Ch]),
        (b"dg", &[Z]),
        (b"dj", &[Z]),
        (b"ts", &[T]),
        (b"tz", &[T]),
        (b"qu", &[K, FaintW]),
    ];
    /// Letters that only spell, at the beginning of a word.
    const SILENT: [(&[u8; 2], Sound); 6] =
        [(b"kn", N), (b"gn", N), (b"pn", N), (b"wr", R), (b"ps", S), (b"wh", W)];
    let rest = &letters[i..];
    if i == 0 {
        for (group, sound) in &SILENT {
            if rest.starts_with(*group) {
                return (2, std::slice::from_ref(sound));
            }
        }
    }
    for (group, sounds) in GROUPS {
        if rest.starts_with(group) {
            return (group.len(), sounds);
        }
    }
    let next = rest.get(1).copied().unwrap_or_default();
    let after_vowel = i > 0 && is_vowel(letters[i - 1]);
    let sounds: &[Sound] = match rest[0] {
        b'b' | b'v' => &[B],
        b'c' if matches!(next, b'e' | b'i' | b'y') => &[S],
        b'c' | b'k' | b'q' => &[K],
        b'd' => &[D],
        b'g' if matches!(next, b'e' | b'i' | b'y') => &[SoftG],
        b'g' => &[G],
        b'h' if !is_vowel(next) || (i > 0 && !after_vowel) => &[FaintH],
        b'f' | b'h' => &[H],
        b'j' | b'z' => &[Z],
        b'm' if matches!(next, b'b' | b'p') => &[N],
        b'm' => &[M],
        b'n' => &[N],
        b'p' => &[P],
        b'r' if after_vowel && !is_vowel(next) => &[FaintR],
        b'l' | b'r' => &[R],
        b's' => &[S],
        b't' => &[T],
        b'w' if after_vowel => &[FaintW],
        b'w' => &[W],
        b'x' if i == 0 => &[Z],
        b'x' => &[K, S],
        b'y' if is_vowel(next) => &[FaintY],
        _ => &[],
    };
    (1, sounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_spelled_by_their_sounds() {
        for (word, spelling) in [
            ("Meta", "MeTa"),
            ("Mark", "MaK"),
            ("Philip", "HiRiP"),
            ("Knox", "NoKS"),
            ("Schmidt", "SMiDT"),
            ("Cindy", "SiNDi"),
            ("Čapek", "KaPeK"),
            ("Watts", "WaT"),
            ("Mike", "MiK"),
            ("", ""),
            ("123", ""),
        ] {
            assert_eq!(Skeleton::of_word(word).spelling(), spelling, "{word}");
        }
    }

    #[test]
    fn an_initial_vowel_is_a_sound_and_others_are_not() {
        assert_eq!(Skeleton::of_word("Anna").sounds(), [Sound::Vowel, Sound::N]);
        assert_eq!(Skeleton::of_word("Anna").core(), 1);
    }

    proptest! {
        #[test]
        fn no_word_is_too_strange_or_too_long(word in "\\PC{0,200}") {
            let skeleton = Skeleton::of_word(&word);
            prop_assert!(skeleton.sounds().len() <= LONGEST);
        }
    }
}
