//! `tieout explain`, `tieout checks`, `tieout languages`: what the program knows about itself.

use super::Exit;
use super::output::Stream;
use crate::checks::{self, CHECKS, Check, Example};
use crate::cldr;
use crate::error::Error;
use crate::locale::Locale;
use crate::policy::known;
use crate::report::count;
use crate::signals;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What every signal is.
const SIGNAL: &str =
    "A signal of the check garbled-text or repeated-text, which `tieout explain` explains.";

/// Columns of running text.
const WIDTH: usize = 88;

/// Prints what a check, or a signal, says about itself.
pub(super) fn explain(name: &str) -> Result<Exit, Error> {
    if let Ok(signal) = signals::by_name(name) {
        return print(|out| writeln!(out, "{}: {}\n\n{SIGNAL}", signal.name, signal.summary));
    }
    let id = known(name)?;
    let Some(check) = checks::by_id(id) else { return Ok(Exit::Failed) };
    print(|out| explanation(check, out))
}

fn explanation(check: &Check, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}\n", check.id, check.summary)?;
    writeln!(out, "{}\n", wrap(check.why))?;
    let signals: Vec<_> = checks::signals(check).collect();
    let width = signals.iter().map(|signal| signal.name.len()).max().unwrap_or(0);
    if !signals.is_empty() {
        writeln!(out, "Its signals:")?;
        for signal in signals {
            writeln!(out, "  {:width$}  {}", signal.name, signal.summary)?;
        }
        writeln!(out)?;
    }
    if let Some(glossary) = checks::glossary(check) {
        writeln!(out, "With this glossary:")?;
        glossary.lines().try_for_each(|line| writeln!(out, "  {line}"))?;
        writeln!(out)?;
    }
    if let Some(limit) = checks::max_length(check) {
        writeln!(out, "With a limit of {limit} characters:\n")?;
    }
    if let Some(note) = checks::note(check) {
        writeln!(out, "With this note on the unit:\n\n  {note}\n")?;
    }
    for (fires, title) in [(true, "It speaks:"), (false, "It is silent:")] {
        let mut examples =
            check.examples.iter().filter(|example| example.fires == fires).peekable();
        if examples.peek().is_some() {
            writeln!(out, "{title}")?;
        }
        for Example { langs, source, target, .. } in examples {
            for (lang, text) in [(langs.0, source), (langs.1, target)] {
                let text = if text.trim().is_empty() { "(nothing)" } else { text };
                writeln!(out, "  {lang:5}  {text}")?;
            }
            writeln!(out)?;
        }
    }
    writeln!(out, "MQM error type: {}", check.mqm)
}

/// Prints the table of checks.
pub(super) fn checks() -> Result<Exit, Error> {
    print(|out| {
        let width = CHECKS.iter().map(|check| check.id.len()).max().unwrap_or(0);
        for check in CHECKS {
            writeln!(out, "{:width$}  {}", check.id, check.summary)?;
        }
        Ok(())
    })
}

/// Prints what is known of each language: of those that a language file was written for or whose
/// numbers can be read in words, or of every locale.
pub(super) fn languages(all: bool) -> Result<Exit, Error> {
    let known = cldr::locales().filter(|tag| *tag != "und" && (all || cldr::is_language(tag)));
    let tags: BTreeSet<&str> = Locale::built_in().chain(known).collect();
    let locales: Vec<_> = tags.into_iter().map(Locale::load).collect::<Result<_, _>>()?;
    print(|out| {
        for locale in locales.iter().filter(|l| all || l.by_hand || l.lexicon.spells_numbers()) {
            let (words, signals) = (locale.lexicon.len(), locale.garble.signals.len());
            let (words, signals) = (count(words as u64, "word"), count(signals as u64, "signal"));
            let source = if locale.by_hand { "by hand" } else { "CLDR" };
            let numbers = if locale.lexicon.spells_numbers() { "spelled numbers" } else { "" };
            writeln!(
                out,
                "{:12}  {:30}  {source:7}  {numbers:15}  {words:>12}  {signals:>10}",
                locale.tag, locale.name
            )?;
        }
        Ok(())
    })
}

fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
    let mut stdout = Stream::stdout();
    let _ = stdout.write(|out| {
        write(out)?;
        out.flush()
    })?;
    Ok(Exit::Clean)
}

/// Running text in lines of at most [`WIDTH`] characters; an empty line ends a paragraph.
fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    for paragraph in text.split("\n\n") {
        if !wrapped.is_empty() {
            wrapped.push_str("\n\n");
        }
        let mut column = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > WIDTH {
                wrapped.push('\n');
                column = 0;
            } else if column > 0 {
                wrapped.push(' ');
                column += 1;
            }
            wrapped.push_str(word);
            column += length;
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_between_words_and_keeps_its_paragraphs() {
        let long = "word ".repeat(30);
        let wrapped = wrap(&format!("{long}\n\nend"));
        assert!(wrapped.lines().all(|line| line.len() <= WIDTH && !line.ends_with(' ')));
        assert!(wrapped.ends_with("word\n\nend"));
    }
}
