//! `wrong-language`: a sentence of the target is in another language than the target's.
//!
//! Judged sentence by sentence, by its scripts, its function words and its letters (`src/languages`).
//! A sentence that shows none of them, such as a list of names, is in no language. What stands in
//! quotation marks may be quoted in any, where the words around it are of the target language. Text in
//! the language of the source is left to `untranslated-text`.

use super::{Check, Example, Need, View};
use crate::cldr;
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::languages::{Clue, Evidence, Languages, Scripts};
use crate::text::Span;
use crate::tokens::{self, KeySet, Script, Token};
use std::cell::OnceCell;

pub(super) static CHECK: Check = Check {
    id: "wrong-language",
    summary: "A sentence is in another language than the target's",
    why: "A file that was saved under another name, a memory that was filled from two projects, or a \
          machine that was asked for another language leaves sentences that the reader cannot read. \
          What tells is a script that the language is not written in, or function words (articles, \
          pronouns, prepositions) of another language and none of its own. Names and quotations may be \
          in any language.",
    mqm: "accuracy/untranslated",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The house stands on a hill, and nobody lives in it.",
            target: "La maison se dresse sur une colline et personne n'y habite.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The house stands on a hill.",
            target: "그 집은 언덕 위에 서 있다.",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The house stands on a hill, and nobody lives in it.",
            target: "Das Haus steht auf einem Hügel, und niemand wohnt darin.",
            fires: false,
        },
    ],
    run,
};

/// A sentence with fewer letters says too little.
const FEWEST_LETTERS: usize = 6;

/// A sentence with fewer words says too little.
const FEWEST_WORDS: usize = 4;

/// Words that a language must show where nothing is known of the one that the text should be in.
const SURE: usize = 3;

/// Chinese characters that a Japanese or Korean sentence does not write without another.
const HAN_ALONE: usize = 10;

/// What a sentence is in, and how sure that is.
type Verdict = (String, Confidence);

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    // A note of the translators' tool is in the language of its makers.
    if view.target_facts.chars.is_note_in_brackets() {
        return;
    }
    let judge = Judge { view, source: OnceCell::new() };
    for &sentence in view.sentences {
        let words = tokens::within(view.tokens, sentence);
        let found = judge
            .by_script(words)
            .or_else(|| judge.in_latin(words))
            .or_else(|| judge.in_han(words))
            .or_else(|| judge.by_words(words));
        let Some((what, confidence)) = found else { continue };
        // A copy of the source is another check's.
        if words.iter().all(|word| judge.is_copied(word)) {
            continue;
        }
        let span = trimmed(view.target, sentence);
        let wanted = &view.target_locale.name;
        let message = format!("the sentence is {what}, not {wanted}");
        findings.push(
            Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
                .confidence(confidence)
                .in_target(span)
                .help(format!("translate it into {wanted}"))
                .identity(span.of(view.target)),
        );
    }
}

/// What a language is called.
fn name(language: Languages) -> String {
    let tag = language.tags().next().unwrap_or_default();
    cldr::name(&cldr::chain(tag)).unwrap_or(tag).to_owned()
}

/// The sentence without the space around it.
fn trimmed(text: &str, sentence: Span) -> Span {
    let own = sentence.of(text);
    let start = sentence.start as usize + own.len() - own.trim_start().len();
    Span::new(start, start + own.trim().len())
}

/// Whether a text is a single capital.
fn is_initial(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.chars().nth(1).is_none()
}

/// Judges the sentences of a target.
struct Judge<'v, 'a> {
    view: &'v View<'a>,
    /// The words of the source, once they are asked for.
    source: OnceCell<KeySet>,
}

impl Judge<'_, '_> {
    fn text(&self, word: &Token) -> &str {
        word.span.of(self.view.target)
    }

    fn is_masked(&self, word: &Token) -> bool {
        self.view.target_facts.is_masked(word.span.start)
    }

    /// Whether the source has the word, too.
    fn is_copied(&self, word: &Token) -> bool {
        self.has_source(word.key)
    }

    /// Whether the source has the word with this key.
    fn has_source(&self, key: u64) -> bool {
        let source = self.source.get_or_init(|| {
            let mut words = Vec::new();
            tokens::read(&self.view.source_facts.chars, &mut words);
            KeySet::new(words.iter().map(|word| word.key).collect())
        });
        source.contains(key)
    }

    /// What the sentence is in, where most of its letters are of scripts that the language is not
    /// written in, and the source does not have them.
    fn by_script(&self, words: &[Token]) -> Option<Verdict> {
        let look = &self.view.target_locale.look;
        let letters = |word: &Token| {
            let letters = self.text(word).chars().filter(|c| c.is_alphabetic());
            letters.fold((0, 0), |(own, foreign), c| {
                let is_foreign = usize::from(look.is_foreign(c));
                (own + 1 - is_foreign, foreign + is_foreign)
            })
        };
        let (mut own, mut foreign) = (0, 0);
        for word in words.iter().filter(|word| !self.is_masked(word)) {
            let (of_own, of_foreign) = letters(word);
            own += of_own;
            foreign += of_foreign;
        }
        if foreign < FEWEST_LETTERS {
            return None;
        }
        if foreign <= own {
            // Names in Latin letters stand in texts of all scripts.
            let names = words.iter().filter(|word| !self.is_masked(word) && self.is_copied(word));
            own -= names.map(|word| letters(word).0).sum::<usize>();
        }
        let strange = |word: &&Token| self.text(word).starts_with(|c| look.is_foreign(c));
        let mut strange = words.iter().filter(strange);
        // The language of the source is another check's.
        (foreign > own && !strange.any(|word| self.is_copied(word)))
            .then(|| ("in another script".to_owned(), Confidence::High))
    }

    /// Whether the sentence has words in Latin letters and hardly another, where the language is not
    /// written in them: words in small letters that are neither names nor copied.
    fn in_latin(&self, words: &[Token]) -> Option<Verdict> {
        let look = &self.view.target_locale.look;
        if look.scripts.has_latin() {
            return None;
        }
        let latin = |word: &&Token| {
            let text = self.text(word);
            text.chars().next().is_some_and(|c| Scripts::of(c).has_latin())
        };
        let read = || words.iter().filter(|word| word.script != Script::Number);
        let small = |word: &&Token| {
            let text = self.text(word);
            let is_word = text.starts_with(char::is_lowercase) || !text.is_ascii();
            text.len() > 1 && is_word && !self.is_masked(word)
        };
        let is_latin = read().filter(small).take(3).count() == 3 && read().all(|word| latin(&word));
        let mut own = read().filter(small).filter(|word| !self.is_copied(word));
        (is_latin && own.nth(2).is_some())
            .then(|| ("in Latin letters".to_owned(), Confidence::High))
    }

    /// Whether the sentence is in Chinese characters alone, where the language does not write it so.
    fn in_han(&self, words: &[Token]) -> Option<Verdict> {
        let look = &self.view.target_locale.look;
        if !look.scripts.mix_han() {
            return None;
        }
        let mut evidence = Evidence::default();
        let mut characters = 0;
        for word in words {
            let latin = || self.text(word).starts_with(|c| Scripts::of(c).has_latin());
            match word.script {
                Script::Han => characters += 1,
                Script::Number => continue,
                Script::Word if latin() => continue,
                _ => return None,
            }
            if let Some(clue) = self.clue(word, false).filter(|clue| !clue.own) {
                evidence.add(clue);
            }
        }
        let (language, count) = evidence.most();
        (characters >= HAN_ALONE && count > 0).then(|| (name(language), Confidence::High))
    }

    /// What a word says about the language of its sentence.
    fn clue(&self, word: &Token, first: bool) -> Option<Clue> {
        let look = &self.view.target_locale.look;
        let (key, languages, own) = (word.key, Languages::with(word.key), look.has(word.key));
        let text = self.text(word);
        // What has a capital may be a name.
        if !own && !first && text.starts_with(char::is_uppercase) {
            return None;
        }
        if own || languages != Languages::default() {
            return Some(Clue { key, languages, own, by_letters: false });
        }
        let has_letters = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        if !has_letters || text.starts_with(char::is_uppercase) {
            return None;
        }
        let own = !look.is_strange(text);
        Some(Clue { key, languages: Languages::writing(text), own, by_letters: true })
    }

    /// The language whose words the sentence has, where it has hardly any of its own language.
    fn by_words(&self, words: &[Token]) -> Option<Verdict> {
        let quoted = words.iter().filter(|word| word.quoted).count();
        let aside = |word: &Token| quoted < words.len() && word.quoted;
        if quoted == 0 || quoted == words.len() {
            return self.of_read(words, |_| true);
        }
        let own = |word: &Token| self.view.target_locale.look.has(word.key);
        let found = self.of_read(words, |word| !aside(word));
        // Around a quotation stand words of the target language.
        let is_framed = words.iter().any(|word| !word.quoted && own(word));
        found.or_else(|| if is_framed { None } else { self.of_read(words, |_| true) })
    }

    /// The same, of the words that are to be read.
    fn of_read(&self, words: &[Token], wanted: impl Fn(&Token) -> bool) -> Option<Verdict> {
        let look = &self.view.target_locale.look;
        let read = || {
            let words = words.iter().filter(|word| word.script != Script::Number && wanted(word));
            // A capital alone is an initial more often than a word.
            words.filter(|word| word.script != Script::Word || !is_initial(self.text(word)))
        };
        let (mut all, mut own, mut other) = (0, 0, 0);
        for word in read() {
            all += 1;
            if look.has(word.key) {
                own += 1;
            } else {
                other += usize::from(Languages::with(word.key) != Languages::default());
            }
        }
        // Most sentences end here.
        if all < FEWEST_WORDS || (own * 4 >= all && own > 2 * other) {
            return None;
        }
        let mut evidence = Evidence::default();
        for word in read().filter(|word| !self.is_masked(word)) {
            let first = words.first() == Some(word);
            if let Some(clue) = self.clue(word, first) {
                evidence.add(clue);
            }
        }
        self.weigh(&evidence, all, || 2 * read().filter(|word| self.is_copied(word)).count() > all)
    }

    /// The language that the evidence speaks for, against the one that the text should be in.
    fn weigh(
        &self,
        evidence: &Evidence,
        all: usize,
        is_copied: impl Fn() -> bool,
    ) -> Option<Verdict> {
        let (language, most) = evidence.most();
        if most <= evidence.own() {
            return None;
        }
        // Where the source's language may be as good as another, it is the likelier one.
        let source = self.view.source_locale.look.languages;
        if evidence.of(source) * 4 < most * 3 {
            return self.convicts(evidence, language, all);
        }
        // Titles and names are in the source's language.
        if is_copied() {
            return None;
        }
        self.convicts(evidence, source, all).or_else(|| self.convicts(evidence, language, all))
    }

    /// Whether the evidence is enough to say that the sentence is in a language.
    fn convicts(&self, evidence: &Evidence, language: Languages, all: usize) -> Option<Verdict> {
        let look = &self.view.target_locale.look;
        let source = self.view.source_locale.look.languages;
        // Words that were left are another check's.
        let left = |clue: &Clue| source.meet(clue.languages) && self.has_source(clue.key);
        let theirs = |clue: &&Clue| !clue.own && clue.languages.meet(language) && !left(clue);
        let words = evidence.clues().iter().filter(theirs).filter(|clue| !clue.by_letters).count();
        let letters = evidence.clues().iter().filter(theirs).count() - words;
        let ours = |clue: &&Clue| clue.own && !clue.languages.meet(language);
        let own = evidence.clues().iter().filter(ours).count();
        // A word or two may be of another language by chance, and a language whose words are not known
        // has none of its own to speak against it.
        let known = look.languages != Languages::default();
        let count = words + letters;
        if count < if known { 2 } else { SURE } || count <= 2 * own || count * 14 < all {
            return None;
        }
        let clear = words > 1 || (words == 1 && letters > 0) || (letters > 2 && own == 0);
        let sure = known && clear && count >= 5 * own;
        let what = if words > 1 { name(language) } else { "in another language".to_owned() };
        Some((what, if sure { Confidence::High } else { Confidence::Medium }))
    }
}
