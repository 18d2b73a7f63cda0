//! `tieout case`: a pair with what is found in it, ready to be put under `tests/cases`.

use super::Exit;
use super::output::Stream;
use crate::checker::{Checker, Scratch};
use crate::document::Document;
use crate::error::Error;
use crate::finding::Finding;
use crate::text::Text;
use crate::unit::{Pair, Side};
use std::io::{self, Write};
use std::path::PathBuf;

/// Runs the command.
pub(super) fn run(
    langs: &str,
    source: &str,
    target: &str,
    rules: Vec<PathBuf>,
) -> Result<Exit, Error> {
    let Some((source_lang, target_lang)) = langs.split_once(':') else {
        return Err(Error::Usage(format!(
            "`{langs}` is no pair of languages; write --langs en:ja"
        )));
    };
    let side = |lang: &str, text: &str| Side::new(lang.into(), Text::from(text));
    let pair = Pair::new(side(source_lang, source), Some(side(target_lang, target)));
    let verdict = Checker::with_rules(rules).check(&pair, &mut Scratch::default())?;
    let mut document = Document::default();
    document.add(0, &pair, verdict.observations);
    let mut findings = verdict.findings;
    findings.extend(document.finish().into_iter().map(|(_, finding)| finding));
    let _ = Stream::stdout().write(|out| {
        print(langs, source, target, &findings, out)?;
        out.flush()
    })?;
    Ok(Exit::Clean)
}

fn print(
    langs: &str,
    source: &str,
    target: &str,
    findings: &[Finding],
    out: &mut dyn Write,
) -> io::Result<()> {
    let quote = |text: &str| toml::Value::from(text).to_string();
    writeln!(out, "[[case]]")?;
    writeln!(out, "name   = \"say what is right or wrong here\"")?;
    writeln!(out, "langs  = {}", quote(langs))?;
    writeln!(out, "source = {}", quote(source))?;
    writeln!(out, "target = {}", quote(target))?;
    let expect = findings
        .iter()
        .map(|f| quote(&format!("{} {}: {}", f.check, f.severity.name(), f.message)))
        .collect::<Vec<_>>();
    match expect.as_slice() {
        [] | [_] => writeln!(out, "expect = [{}]", expect.concat()),
        several => writeln!(out, "expect = [\n    {},\n]", several.join(",\n    ")),
    }
}
