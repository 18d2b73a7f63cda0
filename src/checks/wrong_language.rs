//! `wrong-language`: a sentence of the target is in another language than the target's.
//!
//! Judged sentence by sentence, by its scripts and its function words (`src/languages`). A sentence
//! that shows neither, such as a list of names, is in no language. What stands in quotation marks may
//! be quoted in any. Text in the language of the source is left to `untranslated-text`.

use super::{Check, Example, Need, View};
use crate::cldr;
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::languages::{Counts, Languages, Scripts};
use crate::text::Span;
use crate::tokens::{self, Script, Token};
use smallvec::SmallVec;

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

/// Function words that a language must show to be told with high confidence.
const SURE: usize = 3;

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    // A note of the translators' tool is in the language of its makers.
    if view.target_facts.chars.is_note_in_brackets() {
        return;
    }
    for &sentence in view.sentences {
        let words = tokens::within(view.tokens, sentence);
        let found = by_script(view, sentence, words)
            .or_else(|| in_latin(view, words))
            .or_else(|| by_words(view, words));
        let Some((what, confidence)) = found else { continue };
        let span = trimmed(view.target, sentence);
        // A copy of the source is another check's.
        if view.source.contains(span.of(view.target)) {
            continue;
        }
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

/// What the sentence is in, where most of its letters are of scripts that the language is not written
/// in, and the source does not have them.
fn by_script(view: &View<'_>, sentence: Span, words: &[Token]) -> Option<(String, Confidence)> {
    let look = &view.target_locale.look;
    let text = sentence.of(view.target);
    if text.is_ascii() {
        return None;
    }
    let (mut own, mut foreign) = (0, 0);
    for word in words.iter().filter(|word| !view.target_facts.is_masked(word.span.start)) {
        for c in word.span.of(view.target).chars().filter(|c| c.is_alphabetic()) {
            if look.is_foreign(c) {
                foreign += 1;
            } else {
                own += 1;
            }
        }
    }
    if foreign < FEWEST_LETTERS || foreign <= own {
        return None;
    }
    let c = text.chars().find(|c| look.is_foreign(*c))?;
    // The language of the source is another check's.
    let source = &view.source_locale.look;
    let is_source = !source.is_foreign(c) && view.source.contains(c);
    (!is_source).then(|| ("in another script".to_owned(), Confidence::High))
}

/// The language whose function words the sentence has, where it has hardly any of its own language.
fn by_words(view: &View<'_>, words: &[Token]) -> Option<(String, Confidence)> {
    let look = &view.target_locale.look;
    let quoted = words.iter().all(|word| word.quoted);
    // A capital alone is an initial more often than a word.
    let long = |word: &Token| word.script != Script::Word || !is_initial(word.span.of(view.target));
    let read = |word: &&Token| word.quoted == quoted && word.script != Script::Number && long(word);
    let (mut all, mut own) = (0, 0);
    for word in words.iter().filter(read) {
        all += 1;
        own += usize::from(look.has(word.key));
    }
    // Most sentences end here.
    if all < FEWEST_WORDS || own * 4 >= all {
        return None;
    }
    let masks = view.target_facts;
    let read = || words.iter().filter(read).filter(|word| !masks.is_masked(word.span.start));
    let mut counts = Counts::default();
    let mut strange = SmallVec::<[u64; 8]>::new();
    for word in read().filter(|word| !look.has(word.key)) {
        counts.add(Languages::with(word.key));
        let text = word.span.of(view.target);
        if text.starts_with(char::is_lowercase)
            && look.is_strange(text)
            && !strange.contains(&word.key)
        {
            strange.push(word.key);
        }
    }
    // Where the source's language may be as good as another, it is the likelier one.
    let source = view.source_locale.look.languages;
    let most = counts.most();
    let language = match most {
        Some((_, most)) if counts.of(source) * 4 >= most * 3 => {
            if is_copied(view, words) {
                return None;
            }
            source
        }
        most => most.map(|(language, _)| language).unwrap_or_default(),
    };
    let (mut others, mut own) = (SmallVec::<[u64; 16]>::new(), 0);
    for word in read() {
        match (Languages::with(word.key).meet(language), look.has(word.key)) {
            (true, false) if !others.contains(&word.key) => others.push(word.key),
            (false, true) => own += 1,
            _ => {}
        }
    }
    let (count, all) = (others.len() + strange.len(), read().count());
    // A word or two may be of another language by chance, and a language whose words are not known has
    // none of its own to speak against it.
    let known = look.languages != Languages::default();
    if count < if known { 2 } else { SURE } || count <= 2 * own || count * 14 < all {
        return None;
    }
    // Letters that the other language does not have speak for this one.
    let theirs = read().filter(|word| language.lack_letters_of(word.span.of(view.target)));
    if theirs.count() > strange.len() {
        return None;
    }
    let clear = others.len() > 1 || (others.len() == 1 && strange.len() > 1);
    let sure = known && own == 0 && clear;
    let told = others.len() > 1;
    let what = if told { name(language) } else { "in another language".to_owned() };
    Some((what, if sure { Confidence::High } else { Confidence::Medium }))
}

/// Whether a text is a single capital.
fn is_initial(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.chars().nth(1).is_none()
}

/// Whether most of the words come from the source, as titles and names do.
fn is_copied(view: &View<'_>, words: &[Token]) -> bool {
    let mut source = Vec::new();
    tokens::read(&view.source_facts.chars, &mut source);
    let known = |word: &&Token| source.iter().any(|other| other.key == word.key);
    2 * words.iter().filter(known).count() > words.len()
}

/// Whether the sentence has words in Latin letters and hardly another, where the language is not
/// written in them: words in small letters that are neither names nor copied.
fn in_latin(view: &View<'_>, words: &[Token]) -> Option<(String, Confidence)> {
    let look = &view.target_locale.look;
    if look.scripts.has_latin() {
        return None;
    }
    let (mut small, mut other) = (0, 0);
    for word in words.iter().filter(|word| word.script != Script::Number && !word.quoted) {
        let text = word.span.of(view.target);
        let latin = text.chars().next().is_some_and(|c| Scripts::of(c).has_latin());
        other += u32::from(!latin);
        if latin
            && text.len() > 1
            && text.starts_with(char::is_lowercase)
            && !view.target_facts.is_masked(word.span.start)
            && !view.source.contains(text)
        {
            small += 1;
        }
    }
    (small >= 3 && other == 0).then(|| ("in Latin letters".to_owned(), Confidence::High))
}
