//! Signals that a sentence does not hold together, each explained on its own.
//!
//! A signal is one file here. It reads its word lists from the language file, which switches it on
//! by name (`signals = ["verb-chain"]` under `[garble]`), so that nothing here knows a language.
//! The checks `garbled-text` and `repeated-text` gather them and judge.
//!
//! Alarm rates per 8,106 human translations into Japanese (WMT21 to WMT24, NTREX-128), and those of
//! other languages (NTREX-128), are those of the research prototype that defined the signals. The
//! definitions here differ in detail; where one was measured itself, its file says so.

mod adnominal_quote;
mod agent_chain;
mod bad_token;
mod dangling_end;
mod doubled_bound;
mod doubled_particle;
mod doubled_word;
mod headless_quantity;
mod present;
mod quiet;
mod same_conjuncts;
mod tautology;
mod text_loop;
mod unsourced_repetition;
mod verb_chain;

pub use agent_chain::AGENT_CHAIN;
pub(crate) use bad_token::Suspects;
pub(crate) use dangling_end::DANGLING_END;
pub use doubled_word::DOUBLED_WORD;
pub(crate) use quiet::Quiet;
pub use same_conjuncts::SAME_CONJUNCTS;
pub use text_loop::TEXT_LOOP;
pub use unsourced_repetition::UNSOURCED_REPETITION;
pub use verb_chain::VERB_CHAIN;

use crate::facts::Facts;
use crate::locale::Locale;
use crate::stems::{Repetition, Stem};
use crate::text::Span;
use crate::tokens::{self, Token};
use present::Present;

/// A kind of signal: what it is called, what it means and how it is found.
#[derive(Debug)]
pub struct SignalKind {
    /// Its name in kebab-case; the file is called the same with underscores.
    pub name: &'static str,
    /// One line: what it sees.
    pub summary: &'static str,
    /// Finds it in a target and pushes what it found.
    pub find: fn(&Scene<'_>, &mut Scratch, &mut Vec<Signal>),
}

/// What a signal looks at: one pair with its facts.
pub struct Scene<'a> {
    /// The source text.
    pub source: &'a str,
    /// The target text.
    pub target: &'a str,
    /// The source language.
    pub source_locale: &'a Locale,
    /// The target language.
    pub target_locale: &'a Locale,
    /// What the source states.
    pub source_facts: &'a Facts,
    /// What the target states.
    pub target_facts: &'a Facts,
    /// The sentences of the target, in order, covering it.
    pub sentences: &'a [Span],
}

impl<'a> Scene<'a> {
    /// The sentences of the target with their texts.
    fn sentences(&self) -> impl Iterator<Item = (Span, &'a str)> {
        let target = self.target;
        self.sentences.iter().map(move |&span| (span, span.of(target)))
    }
}

/// Working memory of the signals, kept per thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The target in tokens; filled by [`read`].
    target: Vec<Token>,
    /// The characters of the target; filled by [`read`].
    present: Present,
    /// The source in tokens; filled by the signals that ask for it, which few pairs make them do.
    source: Vec<Token>,
    /// Whether a signal looked at what digits say, of which most see only where they stand.
    reads_digits: bool,
    source_sentences: Vec<Span>,
    stems: Vec<Stem>,
    repetitions: Vec<Repetition>,
    windows: Vec<(u64, u32)>,
    echoes: text_loop::Echoes,
}

impl Scratch {
    /// The target in tokens, once [`read`] has read it.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.target
    }

    /// What is to be known of the pair that was read last and has no signal, so that others that
    /// differ in their digits alone need no look; `None` where they do.
    pub(crate) fn quiet(&self, source: &str, target: &str) -> Option<Quiet> {
        let asked = (!self.source.is_empty()).then_some((source, &self.source[..]));
        if self.reads_digits { None } else { Quiet::of((target, &self.target), asked) }
    }
}

/// One signal that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The name of its kind.
    pub name: &'static str,
    /// How much it says alone.
    pub strength: Strength,
    /// Where in the target; never longer than a sentence unless the signal is about sentences.
    pub span: Span,
    /// What it saw, a clause without a full stop, such as "`を含む` … `を含む`".
    pub detail: String,
}

/// Characters of the target that a message quotes.
const QUOTE: usize = 40;

/// How much a signal says alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A note to a reviewer, and no evidence towards an error.
    Remark,
    /// Evidence: a note alone, an error together with another one in the same sentence.
    Evidence,
    /// A warning alone.
    Strong,
    /// An error alone.
    Certain,
}

/// Every kind of signal, in the order in which they are reported.
pub static SIGNALS: &[SignalKind] = &[
    text_loop::KIND,
    doubled_word::KIND,
    same_conjuncts::KIND,
    bad_token::KIND,
    agent_chain::KIND,
    verb_chain::KIND,
    doubled_bound::KIND,
    headless_quantity::KIND,
    adnominal_quote::KIND,
    unsourced_repetition::KIND,
    doubled_particle::KIND,
    dangling_end::KIND,
    tautology::KIND,
];

/// The kinds that need no word list and are safe in every language.
pub fn core() -> Vec<&'static SignalKind> {
    let core = [TEXT_LOOP, bad_token::KIND.name, UNSOURCED_REPETITION];
    SIGNALS.iter().filter(|kind| core.contains(&kind.name)).collect()
}

/// The kind with this name, or what to write instead.
pub fn by_name(name: &str) -> Result<&'static SignalKind, String> {
    SIGNALS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let known: Vec<&str> = SIGNALS.iter().map(|kind| kind.name).collect();
        format!("there is no signal `{name}`; there are {}", known.join(", "))
    })
}

/// Finds the signals that the target language switches on, in the order of the text, in place of what
/// `signals` held.
pub fn read(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    signals.clear();
    scratch.source.clear();
    scratch.reads_digits = false;
    tokens::read(&scene.target_facts.chars, &mut scratch.target);
    scratch.present.fill(&scene.target_facts.chars.raw);
    for kind in &scene.target_locale.garble.signals {
        (kind.find)(scene, scratch, signals);
    }
    signals.sort_by_key(|signal| signal.span);
}

/// The first `reach` characters of `text`.
fn head(text: &str, reach: usize) -> &str {
    text.char_indices().nth(reach).map_or(text, |(end, _)| &text[..end])
}

/// Whether a clause ends at `c`: nothing is tied together across it.
fn ends_clause(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | ',' | ';' | '；' | '：' | ':' | '！' | '？' | '!' | '?')
        || is_bracket(c)
}

/// Whether `c` is a quotation mark or a bracket.
fn is_bracket(c: char) -> bool {
    // From 〈 to 】 all are brackets.
    matches!(c, '"' | '(' | ')' | '[' | ']' | '“' | '”' | '\u{3008}'..='\u{3011}' | '（' | '）')
}

/// The beginning of `text` in backticks: what is quoted in a message is short.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// The part of `text` before the clause ends.
fn clause(text: &str) -> &str {
    text.find(ends_clause).map_or(text, |end| &text[..end])
}

/// The last of `words` that `text` ends with, by length the longest.
fn strip_longest<'a>(text: &'a str, words: &[String]) -> Option<&'a str> {
    words.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_signal_is_an_error_that_lists_the_known() {
        let error = Locale::parse("xx", "[garble]\nsignals = [\"text-lop\"]").expect_err("unknown");
        let message = error.to_string();
        assert!(message.contains("`text-lop`") && message.contains("text-loop"), "{message}");
    }

    #[test]
    fn a_language_without_tables_has_the_signals_that_need_none() {
        let locale = Locale::parse("xx", "").expect("an empty file is valid");
        let names: Vec<&str> = locale.garble.signals.iter().map(|kind| kind.name).collect();
        assert_eq!(names, [TEXT_LOOP, "bad-token", UNSOURCED_REPETITION]);
    }

    #[test]
    fn a_signal_is_named_like_its_file() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/signals");
        for kind in SIGNALS {
            let file = folder.join(kind.name.replace('-', "_")).with_extension("rs");
            assert!(file.is_file(), "{} has no {}", kind.name, file.display());
        }
    }
}
