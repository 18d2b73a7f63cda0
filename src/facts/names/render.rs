//! Finds how the names of a source are rendered in its target.
//!
//! Each word of the target goes to the one name that it answers best, and to none if another word
//! of the source answers it better: `メタル` is `metal` before it is `Meta`.

use super::kana;
use super::similarity::{self, ALIKE, Echo, Inside};
use super::sound::{Skeleton, Sound, romanise};
use super::words::NameWords;
use super::{Hidden, LONGEST_NAME, MOST_NAMES, Manner, Memory, Name, Rendering, spot};
use crate::facts::{Chars, Facts, Roles, chars};
use crate::text::Span;
use std::ops::Range;

/// The similarity that a name needs inside a longer word, where chance has more room.
const ALIKE_INSIDE: f64 = 0.85;

/// How much better a stretch of a word must answer a name than the word does, to be taken for it.
const CLEARLY: f64 = 0.05;

/// The similarity that a word needs in the letters of the target, where all words compete.
const ALIKE_IN_LETTERS: f64 = 0.85;

/// How much of their spelling two words must share that sound alike.
const SPELLED_ALIKE: f64 = 0.5;

/// The similarity that a name of two consonants needs: they must be the very same.
const ALIKE_IF_SHORT: f64 = 0.95;

/// The fewest consonants that can be compared by sound.
const SHORT: usize = 2;

/// The fewest consonants that say enough without the vowels between them.
pub(super) const LONG: usize = 3;

/// The longest acronym that is read letter by letter and never by sound.
const SPELLED_OUT: usize = 3;

/// The longest ending that a language adds to a name that it takes over.
const LONGEST_ENDING: usize = 3;

/// Syllables at the end of a word in Hangul that may be particles.
const MOST_PARTICLES: usize = 2;

/// Words of the source that are compared with a word of the target.
const MOST_RIVALS: usize = 256;

/// Words of the target that are compared with names: a text of more is no segment.
const MOST_WORDS: usize = 4_096;

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    wanted: Vec<Wanted>,
    words: Vec<Range<usize>>,
    found: Vec<Rendering>,
}

impl Scratch {
    pub(super) fn found(&self) -> &[Rendering] {
        &self.found
    }
}

/// A name of the source, however often it stands there.
#[derive(Debug)]
struct Wanted {
    /// The first name with these letters.
    name: usize,
    /// Its characters.
    word: Range<usize>,
    /// How often the source has it.
    times: usize,
    /// The name of several words that it is part of wherever the source has it.
    phrase: Option<Span>,
    /// How many consonants must be answered.
    core: usize,
    /// Whether it can be told by its sound.
    audible: bool,
}

/// A stretch of the target with its characters.
#[derive(Debug, Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    aside: bool,
}

/// What a comparison looks at.
struct Search<'a> {
    source: &'a str,
    source_chars: &'a Chars,
    target: &'a str,
    names: &'a [Name],
    wanted: &'a [Wanted],
    /// All words of the source: one may answer a word of the target better than a name does.
    words: &'a [Range<usize>],
    chars: &'a Chars,
    listed: &'a NameWords,
    memory: &'a mut Memory,
}

pub(super) fn render(
    (source, source_facts): (&str, &Facts),
    (target, facts): (&str, &Facts),
    listed: &NameWords,
    memory: &mut Memory,
    scratch: &mut super::Scratch,
) {
    scratch.render.found.clear();
    if scratch.names.is_empty() {
        return;
    }
    let mut work = std::mem::take(&mut scratch.render);
    want((source, &source_facts.chars), &scratch.names, memory, &mut work.wanted);
    work.words.clear();
    work.words.extend(spot::words(scratch).take(MOST_RIVALS));
    let search = Search {
        source,
        source_chars: &source_facts.chars,
        target,
        names: &scratch.names,
        wanted: &work.wanted,
        words: &work.words,
        chars: &facts.chars,
        listed,
        memory,
    };
    walk(search, facts, &mut work.found);
    drop_asides(&mut work.found);
    for wanted in &work.wanted {
        keep_best(wanted, target, &mut work.found);
    }
    scratch.render = work;
}

fn want(
    (source, chars): (&str, &Chars),
    names: &[Name],
    memory: &mut Memory,
    wanted: &mut Vec<Wanted>,
) {
    wanted.clear();
    for (i, name) in names.iter().enumerate() {
        let text = name.span.of(source);
        let phrase = (name.phrase != name.span).then_some(name.phrase);
        if let Some(known) = wanted.iter_mut().find(|w| names[w.name].span.of(source) == text) {
            known.times += 1;
            let same = known.phrase.map(|p| p.of(source)) == phrase.map(|p| p.of(source));
            known.phrase = known.phrase.filter(|_| same);
        } else {
            let word = chars.index(name.span.start)..chars.index(name.span.end);
            let core = memory.skeleton(&chars.raw[word.clone()]).core();
            let spelled_out = name.acronym && word.len() <= SPELLED_OUT;
            let audible = core >= SHORT && !spelled_out;
            wanted.push(Wanted { name: i, word, times: 1, phrase, core, audible });
        }
    }
}

/// Goes through the words of the target.
fn walk(mut search: Search<'_>, facts: &Facts, found: &mut Vec<Rendering>) {
    let chars = search.chars;
    let mut hidden = Hidden::new(facts);
    let mut brackets = 0_u32;
    let mut words = 0;
    let mut i = 0;
    while i < chars.len() && words < MOST_WORDS {
        let c = chars.raw[i];
        let start = i;
        let katakana = chars.roles(i).any(Roles::KATAKANA) && kana::is_katakana(c);
        if katakana {
            i = run(chars, i);
        } else if begins_word(chars, i) {
            while i < chars.len() && continues(chars, start, i) {
                i += 1;
            }
        } else {
            match chars.folded[i] {
                '(' | '[' | '〔' | '【' => brackets += 1,
                ')' | ']' | '〕' | '】' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            i += 1;
            continue;
        }
        words += 1;
        let span = chars.span(start, i);
        if hidden.covers(span) || found.len() >= MOST_NAMES {
            continue;
        }
        let token = Token { start, end: i, aside: brackets > 0 };
        if katakana {
            search.katakana(token, found);
        } else {
            search.word(token, found);
        }
    }
}

/// The end of the katakana run at `i`, words joined by dots included.
fn run(chars: &Chars, mut i: usize) -> usize {
    let katakana = |i: usize| chars.raw.get(i).is_some_and(|&c| kana::is_katakana(c));
    while katakana(i)
        || (chars.raw.get(i).is_some_and(|&c| kana::is_separator(c)) && katakana(i + 1))
    {
        i += 1;
    }
    i
}

/// Whether the character at `i` can begin a word that can be compared.
fn begins_word(chars: &Chars, i: usize) -> bool {
    spot::is_letter_at(chars, i) || is_syllable(chars.raw[i])
}

/// Whether `c` belongs to a word that can be compared: of an alphabet, or Hangul, whose syllables
/// are made of letters.
fn is_letter(c: char) -> bool {
    chars::is_spaced_letter(c) || is_syllable(c)
}

/// Whether `c` is a syllable of Hangul.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether the character at `i` belongs to the word that began at `start`. A name in Latin letters
/// ends where another script goes on: `Meta는`, `لـMeta`.
fn continues(chars: &Chars, start: usize, i: usize) -> bool {
    let c = chars.folded[i];
    (is_letter(chars.raw[i]) && is_latin(c) == is_latin(chars.folded[start]))
        || c.is_ascii_digit()
        || spot::is_mark(c)
        || (c == '\'' && is_letter(chars.get(i + 1)))
}

/// Whether the folded letter `c` is of the Latin alphabet.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

impl<'a> Search<'a> {
    /// The names that a run of katakana renders, word by word.
    fn katakana(&mut self, run: Token, found: &mut Vec<Rendering>) {
        let before = found.len();
        let mut start = run.start;
        let mut parts = 0;
        while start < run.end {
            let end = (start..run.end)
                .find(|&i| kana::is_separator(self.chars.raw[i]))
                .unwrap_or(run.end);
            let part = Token { start, end, ..run };
            let folded = &self.chars.folded[start..end];
            if (2..=LONGEST_NAME).contains(&(end - start)) && self.listed.role(folded).is_none() {
                let skeleton = kana::skeleton(&self.chars.raw[start..end]);
                if !self.whole(part, &skeleton, found) {
                    self.inside(part, &skeleton, found);
                }
            }
            parts += 1;
            start = end + 1;
        }
        if parts > 1 && found.len() == before && run.end - run.start <= LONGEST_NAME {
            // A name of one word may be written with a dot: `LaGuardia`, `ラ・ガーディア`.
            let skeleton = kana::skeleton(&self.chars.raw[run.start..run.end]);
            self.whole(run, &skeleton, found);
        }
    }

    /// Whether the whole of a word sounds like a name; then it is added.
    fn whole(&mut self, token: Token, skeleton: &Skeleton, found: &mut Vec<Rendering>) -> bool {
        let echo = Echo::of(skeleton);
        let Some((wanted, score)) = self.best(&echo) else {
            return self.has_rival(&echo, None, |rival| rival >= ALIKE);
        };
        if self.has_rival(&echo, Some(wanted), |rival| rival > score) {
            return true;
        }
        match self.stretch(wanted, token, skeleton) {
            Some((part, inner)) if inner > score + CLEARLY => {
                found.push(self.rendering(wanted, part, Manner::Inside, inner));
            }
            _ => found.push(self.rendering(wanted, token, Manner::Katakana, score)),
        }
        true
    }

    /// The name that sounds most like a word, and how alike they are. Two names that sound alike
    /// to the same degree cannot be told apart: then there is none.
    fn best(&mut self, word: &Echo<'_>) -> Option<(&'a Wanted, f64)> {
        let mut best: Option<(&Wanted, f64)> = None;
        let mut tied = false;
        for wanted in self.wanted.iter().filter(|wanted| wanted.audible) {
            let short = wanted.core < LONG;
            let least = if short { ALIKE_IF_SHORT } else { ALIKE };
            let name = self.memory.skeleton(&self.source_chars.raw[wanted.word.clone()]);
            let Some(score) = word.similarity(name, |score| score >= least) else { continue };
            let enough = !short || similarity::vowels_agree(name, word.skeleton());
            if !enough || best.is_some_and(|(_, least)| score < least) {
                continue;
            }
            if let Some((other, least)) = best
                && score <= least
            {
                // One name in two cases of its letters is one name.
                tied |= !self.text(other).eq_ignore_ascii_case(self.text(wanted));
                continue;
            }
            tied = false;
            best = Some((wanted, score));
        }
        best.filter(|_| !tied)
    }

    /// Whether a word sounds like a word of the source that is not `wanted`, as much as `enough`
    /// asks.
    fn has_rival(
        &mut self,
        word: &Echo<'_>,
        wanted: Option<&Wanted>,
        enough: impl Fn(f64) -> bool,
    ) -> bool {
        // Nothing is more alike than the same.
        if !enough(1.0) {
            return false;
        }
        let letters = &self.source_chars.raw;
        let name = wanted.map(|wanted| &letters[wanted.word.clone()]);
        self.words.iter().map(|rival| &letters[rival.clone()]).any(|rival| {
            let skeleton = self.memory.skeleton(rival);
            skeleton.core() >= SHORT
                && word.similarity(skeleton, &enough).is_some()
                && Some(rival) != name
        })
    }

    /// Adds the names that sound inside a longer word, each with the stretch that renders it.
    fn inside(&mut self, token: Token, skeleton: &Skeleton, found: &mut Vec<Rendering>) {
        for wanted in self.wanted.iter().filter(|wanted| wanted.audible) {
            if let Some((part, score)) = self.stretch(wanted, token, skeleton) {
                found.push(self.rendering(wanted, part, Manner::Inside, score));
            }
        }
    }

    /// The name that a word in letters renders: as a copy, or by sound.
    fn word(&mut self, token: Token, found: &mut Vec<Rendering>) {
        let Token { start, end, .. } = token;
        let word = &self.chars.raw[start..end];
        let small = word[0].is_lowercase() && !word.iter().any(|c| c.is_uppercase());
        if small || word.len() > LONGEST_NAME {
            return;
        }
        let end = end - self.listed.ending(&self.chars.folded[start..end]);
        let token = Token { end, ..token };
        let text = self.chars.span(start, end).of(self.target);
        if let Some(wanted) = self.wanted.iter().find(|wanted| self.text(wanted) == text) {
            found.push(self.rendering(wanted, token, Manner::Copy, 1.0));
            return;
        }
        let letters = &self.chars.raw[start..end];
        if self.words.iter().any(|word| self.source_chars.raw[word.clone()] == *letters) {
            return;
        }
        if let Some(wanted) = self.wanted.iter().find(|wanted| self.is_inflected(wanted, token)) {
            found.push(self.rendering(wanted, token, Manner::Copy, 1.0));
            return;
        }
        self.by_sound(token, found);
    }

    /// Whether the word at `token` is the name in other cases of its letters, or with a short
    /// ending after it.
    fn is_inflected(&self, wanted: &Wanted, token: Token) -> bool {
        let word = &self.chars.folded[token.start..token.end];
        let mut length = 0;
        for c in self.text(wanted).chars() {
            if word.get(length) != Some(&chars::fold(c)) {
                return false;
            }
            length += 1;
        }
        length == word.len() || (length > LONG && word.len() - length <= LONGEST_ENDING)
    }

    /// Adds the name that a word sounds like, in whatever alphabet. The skeleton decides whether
    /// the letters are compared at all.
    fn by_sound(&mut self, token: Token, found: &mut Vec<Rendering>) {
        // In Hangul the particles of the sentence are written onto the name.
        let particles = if is_syllable(self.chars.raw[token.start]) { MOST_PARTICLES } else { 0 };
        let mut best: Option<(f64, Rendering)> = None;
        for cut in 0..=particles {
            let end = token.end - cut;
            if cut > 0 && end < token.start + 2 {
                break;
            }
            let Some((spelled, rendering)) = self.sounding(Token { end, ..token }) else {
                continue;
            };
            let better =
                best.is_none_or(|(least, other)| (rendering.score, spelled) > (other.score, least));
            if better {
                best = Some((spelled, rendering));
            }
        }
        found.extend(best.map(|(_, rendering)| rendering));
    }

    /// The rendering that the word at `token` is, and how alike the letters are.
    fn sounding(&mut self, token: Token) -> Option<(f64, Rendering)> {
        let text = self.chars.span(token.start, token.end).of(self.target);
        let skeleton = Skeleton::of_word(text);
        if skeleton.core() < LONG {
            return None;
        }
        let echo = Echo::of(&skeleton);
        let (wanted, score) = self.best(&echo)?;
        let core = wanted.core;
        // Where no capital sets names apart, any word of three consonants may be just a word.
        let capital = self.chars.raw[token.start..token.end].iter().any(|c| c.is_uppercase());
        let enough = score >= ALIKE_IN_LETTERS
            && (core > LONG
                || (core == LONG
                    && capital
                    && similarity::vowels_agree(self.skeleton(wanted), &skeleton)))
            && !self.has_rival(&echo, Some(wanted), |rival| rival > score);
        let spelled = enough.then(|| spelled_alike(self.text(wanted), text)).flatten()?;
        Some((spelled, self.rendering(wanted, token, Manner::Sound, score)))
    }

    fn text(&self, wanted: &Wanted) -> &'a str {
        self.names[wanted.name].span.of(self.source)
    }

    fn skeleton(&mut self, wanted: &Wanted) -> &Skeleton {
        self.memory.skeleton(&self.source_chars.raw[wanted.word.clone()])
    }

    fn rendering(&self, wanted: &Wanted, token: Token, manner: Manner, score: f64) -> Rendering {
        let span = self.chars.span(token.start, token.end);
        let phrase = match manner {
            Manner::Copy => self.copied_whole(wanted, span),
            _ => wanted.phrase,
        };
        Rendering { name: wanted.name, span, manner, score, phrase, aside: token.aside }
    }

    /// The longer name that stands in the target letter by letter around the copy at `span`.
    fn copied_whole(&self, wanted: &Wanted, span: Span) -> Option<Span> {
        let text = self.text(wanted);
        self.names
            .iter()
            .filter(|name| name.phrase != name.span && name.span.of(self.source) == text)
            .find(|name| {
                let before = (name.span.start - name.phrase.start) as usize;
                (span.start as usize)
                    .checked_sub(before)
                    .and_then(|start| self.target.get(start..))
                    .is_some_and(|rest| rest.starts_with(name.phrase.of(self.source)))
            })
            .map(|name| name.phrase)
    }

    /// The stretch of a longer word in katakana that sounds like the whole of a name, and how alike
    /// they are.
    fn stretch(
        &mut self,
        wanted: &Wanted,
        token: Token,
        skeleton: &Skeleton,
    ) -> Option<(Token, f64)> {
        if wanted.core < LONG || skeleton.sounds().len() <= wanted.core {
            return None;
        }
        let name = self.skeleton(wanted);
        let Inside { score, start, end } = similarity::inside(name, skeleton);
        if score < ALIKE_INSIDE || start == end {
            return None;
        }
        // A vowel inside a word is no sound of its skeleton, yet the name may begin with it.
        let vowel_first = name.sounds().first() == Some(&Sound::Vowel);
        let mut first = token.start + skeleton.character(start);
        if vowel_first && first > token.start && kana::is_vowel(self.chars.raw[first - 1]) {
            first -= 1;
        }
        let after = if end < skeleton.sounds().len() {
            token.start + skeleton.character(end)
        } else {
            token.end
        };
        let whole = first == token.start && after == token.end;
        (!whole).then_some((Token { start: first, end: after.max(first + 1), ..token }, score))
    }
}

/// How alike two words are spelled that sound alike, from 0 to 1, if it is enough. In one alphabet
/// they share most of their letters; a romanised one keeps less of them.
fn spelled_alike(name: &str, word: &str) -> Option<f64> {
    let (left, right) = (romanise(name), romanise(word));
    let left = std::str::from_utf8(&left).ok()?;
    let right = std::str::from_utf8(&right).ok()?;
    let alike = if name.starts_with(is_latin) == word.starts_with(is_latin) {
        strsim::normalized_damerau_levenshtein(left, right)
    } else {
        strsim::jaro_winkler(left, right)
    };
    Some(alike).filter(|&alike| alike >= SPELLED_ALIKE)
}

/// Forgets what stands in brackets where the name is rendered outside them too: `メタ(Meta)` is
/// one rendering with its explanation.
fn drop_asides(found: &mut Vec<Rendering>) {
    let mut i = 0;
    while i < found.len() {
        let explained =
            found[i].aside && found.iter().any(|other| other.name == found[i].name && !other.aside);
        if explained {
            found.remove(i);
        } else {
            i += 1;
        }
    }
}

/// Keeps as many different renderings of a name as the source has it times, the likeliest: a third
/// one is another word.
fn keep_best(wanted: &Wanted, target: &str, found: &mut Vec<Rendering>) {
    loop {
        let mut worst: Option<Rendering> = None;
        let mut forms = 0;
        for (i, rendering) in found.iter().enumerate() {
            let form = |other: &Rendering| {
                other.name == rendering.name && other.span.of(target) == rendering.span.of(target)
            };
            if rendering.name != wanted.name || found[..i].iter().any(form) {
                continue;
            }
            forms += 1;
            if worst.is_none_or(|worst| rendering.score < worst.score) {
                worst = Some(*rendering);
            }
        }
        let Some(worst) = worst.filter(|_| forms > wanted.times) else {
            return;
        };
        found.retain(|r| r.name != wanted.name || r.span.of(target) != worst.span.of(target));
    }
}
