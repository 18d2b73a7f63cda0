//! A text as characters in two forms, as written and folded, with their byte offsets.
//!
//! Folding is one character to one character, so that an index into one form is an index into the
//! other: full-width forms become ASCII, native digits `0` to `9`, letters lower case, and the many
//! spaces, hyphens and apostrophes one of each. It never goes as far as NFKC, which changes lengths
//! and meanings (`①`, `²`, `㎏`).

pub(crate) use super::fold::{fold, fold_text, is_katakana, is_spaced_letter, is_unspaced};
use super::roles::Roles;
use crate::text::Span;

/// The characters of one text.
#[derive(Debug, Clone, Default)]
pub struct Chars {
    /// As written.
    pub raw: Vec<char>,
    /// Folded for comparison.
    pub folded: Vec<char>,
    /// What each can be part of.
    roles: Vec<Roles>,
    /// What any of them can be part of.
    all_roles: Roles,
    /// The byte offset of each character, and of the end.
    at: Vec<u32>,
}

/// What texts have in common that differ in their digits alone.
#[derive(Debug)]
pub(super) struct Form {
    /// Nothing of a text in ASCII, which is folded faster than it is looked up.
    letters: Option<Letters>,
    roles: Box<[Roles]>,
    all_roles: Roles,
    /// The indices of the characters that are ASCII digits.
    digits: Box<[u32]>,
}

#[derive(Debug)]
struct Letters {
    raw: Box<[char]>,
    folded: Box<[char]>,
    at: Box<[u32]>,
}

impl Chars {
    /// Takes `text` in, in place of what was there.
    pub fn fill(&mut self, text: &str) {
        self.clear();
        if text.is_ascii() {
            self.fill_ascii(text);
        } else {
            let count = text.chars().count();
            self.raw.resize(count, '\0');
            self.at.resize(count, 0);
            for ((raw, at), (offset, c)) in
                self.raw.iter_mut().zip(&mut self.at).zip(text.char_indices())
            {
                (*raw, *at) = (c, offset as u32);
            }
            self.folded.extend(self.raw.iter().map(|&c| fold(c)));
            self.at.push(text.len() as u32);
        }
        self.roles.extend(self.raw.iter().map(|&c| Roles::of(c)));
        self.all_roles = self.roles.iter().fold(Roles::default(), |all, &roles| all.and(roles));
    }

    /// What takes time to find out about the text and does not depend on which digits it has.
    pub(super) fn form(&self) -> Form {
        let is_digit = |index: &u32| self.raw[*index as usize].is_ascii_digit();
        let is_ascii = self.raw.iter().all(char::is_ascii);
        Form {
            letters: (!is_ascii).then(|| Letters {
                raw: self.raw.clone().into(),
                folded: self.folded.clone().into(),
                at: self.at.clone().into(),
            }),
            roles: self.roles.clone().into(),
            all_roles: self.all_roles,
            digits: (0..self.len() as u32).filter(is_digit).collect(),
        }
    }

    /// Takes in `text`, which is the text of `form` but for its ASCII digits.
    pub(super) fn fill_in(&mut self, form: &Form, text: &str) {
        self.clear();
        if let Some(letters) = &form.letters {
            self.raw.extend_from_slice(&letters.raw);
            self.folded.extend_from_slice(&letters.folded);
            self.at.extend_from_slice(&letters.at);
            for &index in &form.digits {
                let index = index as usize;
                let digit = char::from(text.as_bytes()[self.at[index] as usize]);
                (self.raw[index], self.folded[index]) = (digit, digit);
            }
        } else {
            self.fill_ascii(text);
        }
        self.roles.extend_from_slice(&form.roles);
        self.all_roles = form.all_roles;
    }

    fn fill_ascii(&mut self, text: &str) {
        // One vector at a time: a loop over one is a tight one.
        let bytes = || text.bytes();
        self.raw.extend(bytes().map(char::from));
        self.folded.extend(bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        self.at.extend(0..=text.len() as u32);
    }

    /// Whether every letter and digit stands at a byte that `masked` takes.
    pub fn says_nothing_outside(&self, masked: impl Fn(u32) -> bool) -> bool {
        self.raw.iter().zip(&self.at).all(|(c, &at)| !c.is_alphanumeric() || masked(at))
    }

    /// Whether the text is one note in capitals between angle brackets: `<NOT NEEDED>`.
    pub fn is_note_in_brackets(&self) -> bool {
        let ['<', note @ .., '>'] = &self.raw[..] else { return false };
        note.len() > 2
            && note.iter().all(|c| c.is_ascii_uppercase() || matches!(c, ' ' | '_' | '-'))
    }

    /// Forgets the text but keeps the memory.
    pub fn clear(&mut self) {
        self.raw.clear();
        self.folded.clear();
        self.roles.clear();
        self.all_roles = Roles::default();
        self.at.clear();
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The folded character at `index`, or NUL outside the text.
    #[inline]
    pub fn get(&self, index: usize) -> char {
        self.folded.get(index).copied().unwrap_or('\0')
    }

    /// The folded character before `index`, or NUL at the start.
    #[inline]
    pub fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |i| self.get(i))
    }

    /// Whether any character can be part of `roles`.
    #[inline]
    pub(crate) fn any(&self, roles: Roles) -> bool {
        self.all_roles.any(roles)
    }

    /// What the character at `index` can be part of: nothing outside the text.
    #[inline]
    pub(crate) fn roles(&self, index: usize) -> Roles {
        self.roles.get(index).copied().unwrap_or_default()
    }

    /// What the characters from `index` on can be part of.
    #[inline]
    pub(crate) fn roles_from(&self, index: usize) -> &[Roles] {
        self.roles.get(index..).unwrap_or_default()
    }

    /// The index of the first character from `index` on that has a role of `roles`, or the end.
    #[inline]
    pub(crate) fn find(&self, index: usize, roles: Roles) -> usize {
        let rest = self.roles_from(index);
        index + rest.iter().position(|c| c.any(roles)).unwrap_or(rest.len())
    }

    /// The end of the word of which the character at `index` is part.
    #[inline]
    pub(crate) fn end_of_word(&self, index: usize) -> usize {
        let roles = self.roles(index);
        let rest = self.roles_from(index);
        index + rest.iter().take_while(|c| roles.is_same_word(**c)).count()
    }

    /// The character at `index` as codes are compared, or NUL outside the text: full-width forms,
    /// native digits and the many hyphens become ASCII, but letters keep their case.
    #[inline]
    pub fn narrow(&self, index: usize) -> char {
        match self.raw.get(index) {
            None => '\0',
            Some(&c) if c.is_ascii() => c,
            Some(&c @ '\u{ff01}'..='\u{ff5e}') => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            Some(&c) => match self.folded[index] {
                folded if folded.is_ascii() && !folded.is_ascii_alphabetic() => folded,
                _ => c,
            },
        }
    }

    /// The narrow character before `index`, or NUL at the start.
    #[inline]
    pub fn narrow_before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |i| self.narrow(i))
    }

    /// The span of the characters from `start` to before `end`.
    #[inline]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.at[start], end: self.at[end] }
    }

    /// The index of the character that begins at byte `offset`, or of the first after it.
    pub fn index(&self, offset: u32) -> usize {
        self.at.partition_point(|&at| at < offset)
    }

    /// Whether the folded text at `index` begins with `word`.
    pub fn starts_with(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.get(index + n) == c)
    }
}
