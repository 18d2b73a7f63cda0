//! One page for a person who goes through the findings: source and target side by side, decisions,
//! and what they come to.
//!
//! The page is one file and needs nothing else: style and script stand in it, and it asks no
//! network. The findings lie in it as JSON, a [block](BLOCK) at a time, so that neither the writer
//! nor the browser holds the text of all of them at once. Everything that is shown is built by the
//! modules of `script/`, which are modules of their own to be read and are written one after another.

mod data;
mod words;

use super::{Found, Report, Segment, Setting, Summary};
use crate::facts::{self, Facts};
use crate::locale::Locales;
use crate::problem::Problem;
use crate::unit::Side;
use data::{Job, Names, Read};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// What stands before the style.
const HEAD: &str = include_str!("head.html");
const STYLE: &str = concat!(include_str!("style.css"), include_str!("print.css"));
/// The frame of the page: its landmarks and dialogs, still without findings.
const FRAME: &str = include_str!("frame.html");
/// The modules of the script, each after those it imports.
const SCRIPT: &[&str] = &[
    include_str!("script/data.js"),
    include_str!("script/element.js"),
    include_str!("script/store.js"),
    include_str!("script/decisions.js"),
    include_str!("script/exchange.js"),
    include_str!("script/filter.js"),
    include_str!("script/facets.js"),
    include_str!("script/segment.js"),
    include_str!("script/card.js"),
    include_str!("script/list.js"),
    include_str!("script/score.js"),
    include_str!("script/dialogs.js"),
    include_str!("script/keys.js"),
    include_str!("script/main.js"),
];

/// Segments in one block of data: few enough that a browser reads one within a frame.
const BLOCK: usize = 250;

/// The report.
pub(super) struct Html {
    locales: Arc<Locales>,
    scratch: Box<facts::Scratch>,
    facts: Box<Facts>,
    names: Names,
    job: Job,
    /// Segments written so far.
    segments: usize,
}

impl Html {
    /// A report that reads figures with the tables of `setting`.
    pub(super) fn new(setting: &Setting) -> Self {
        Self {
            locales: Arc::clone(&setting.locales),
            scratch: Box::default(),
            facts: Box::default(),
            names: Names::default(),
            job: Job::default(),
            segments: 0,
        }
    }

    /// A side with what was read in it. A language whose tables do not load would have ended the run
    /// before its first finding.
    fn side<'a>(&mut self, side: &'a Side) -> data::Side<'a> {
        self.facts.clear();
        if let Ok(locale) = self.locales.get(&side.lang) {
            facts::read(side.text.as_str(), &locale, &mut self.scratch, &mut self.facts);
            super::facts::keep_statements(&mut self.facts);
        }
        let rows = super::facts::rows(side.text.as_str(), &self.facts);
        data::Side::new(side, rows.into_iter().map(Read::from))
    }
}

impl Report for Html {
    fn read(&mut self, segment: Segment<'_>) {
        self.job.count(segment.pair);
    }

    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self.segments {
            0 => begin(out)?,
            n if n.is_multiple_of(BLOCK) => out.write_all(b"\n]</script>\n")?,
            _ => out.write_all(b",\n")?,
        }
        if self.segments.is_multiple_of(BLOCK) {
            out.write_all(b"<script type=\"application/json\" class=\"segments\">[\n")?;
        }
        self.segments += 1;
        let source = self.side(&segment.pair.source);
        let target = segment.pair.target.as_ref().map(|target| self.side(target));
        write_json(&self.names.segment(segment, (source, target), found), out)
    }

    fn problem(&mut self, problem: &Problem, _: &mut dyn Write) -> io::Result<()> {
        self.job.tell(problem);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.segments == 0 {
            begin(out)?;
        } else {
            out.write_all(b"\n]</script>\n")?;
        }
        out.write_all(b"<script type=\"application/json\" id=\"job\">")?;
        write_json(&self.job.summary(&self.names, summary), out)?;
        out.write_all(b"</script>\n<script type=\"module\">\n")?;
        for module in SCRIPT {
            out.write_all(joined(module).as_bytes())?;
        }
        out.write_all(b"</script>\n</body>\n</html>\n")
    }
}

/// Everything before the findings.
fn begin(out: &mut dyn Write) -> io::Result<()> {
    for part in [HEAD, "<style>\n", STYLE, "</style>\n</head>\n<body>\n", FRAME] {
        out.write_all(part.as_bytes())?;
    }
    Ok(())
}

/// A module as a part of one script: what it imports stands before it, and nobody imports from it.
fn joined(module: &str) -> String {
    let lines = module.lines().filter(|line| !line.starts_with("import "));
    let mut joined = String::with_capacity(module.len());
    for line in lines {
        joined.push_str(line.strip_prefix("export ").unwrap_or(line));
        joined.push('\n');
    }
    joined
}

/// Writes JSON that no reader of HTML can take for markup. `<` only stands in strings, where it may
/// be written as an escape.
fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    let mut parts = json.split('<');
    if let Some(first) = parts.next() {
        out.write_all(first.as_bytes())?;
    }
    for part in parts {
        out.write_all(b"\\u003c")?;
        out.write_all(part.as_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Fingerprint, Kind, Severity};
    use crate::text::{Span, Text};
    use crate::unit::{Pair, Unit};
    use serde_json::Value;

    fn page(units: &[(&str, &str)]) -> String {
        let mut report = Html::new(&Setting::default());
        let mut out = Vec::new();
        let side = |lang: &str, text: &str| Side::new(lang.into(), Text::from(text));
        for (source, target) in units {
            let pair = Pair::new(side("en", source), Some(side("de", target)));
            let unit = Unit::new("a.po".into(), "a.po".into(), vec![pair]);
            let segment = Segment { unit: &unit, pair: &unit.pairs[0] };
            let finding = Finding::new(
                "number-mismatch",
                Kind::Changed,
                Severity::Error,
                format!("{source}\u{2028}"),
            )
            .in_target(Span::new(0, target.len()));
            let fingerprint = Fingerprint::of(&finding, &unit, segment.pair);
            report.read(segment);
            report
                .segment(segment, &[Found { finding, fingerprint, related: Vec::new() }], &mut out)
                .expect("memory is written to");
        }
        report.finish(&Summary::default(), &mut out).expect("memory is written to");
        String::from_utf8(out).expect("a page is text")
    }

    /// The blocks of data, cut out as a browser does: at the first `</script`.
    fn blocks<'a>(page: &'a str, open: &str) -> Vec<Value> {
        let block = |rest: &'a str| rest.split_once("</script").map_or(rest, |(block, _)| block);
        let parse = |json| serde_json::from_str(json).expect("each block is JSON");
        page.split(open).skip(1).map(block).map(parse).collect()
    }

    const SEGMENTS: &str = "<script type=\"application/json\" class=\"segments\">";
    const JOB: &str = "<script type=\"application/json\" id=\"job\">";

    #[test]
    fn no_text_ends_the_block_it_stands_in() {
        for text in ["</script><script>alert(1)</script>", "<!--<script", "]]>", "\u{0}\u{7f}&amp;"]
        {
            let page = page(&[(text, "x")]);
            let blocks = blocks(&page, SEGMENTS);
            assert_eq!(blocks.len(), 1, "{text}");
            assert_eq!(blocks[0][0]["source"]["text"], text);
            assert!(!page.contains("<!--"), "{text}");
        }
    }

    #[test]
    fn many_segments_are_written_in_blocks() {
        let units = vec![("5", "6"); 2 * BLOCK + 1];
        let page = page(&units);
        let sizes: Vec<usize> = blocks(&page, SEGMENTS)
            .iter()
            .map(|block| block.as_array().map_or(0, Vec::len))
            .collect();
        assert_eq!(sizes, [BLOCK, BLOCK, 1]);
        assert_eq!(blocks(&page, JOB)[0]["words"][0]["pairs"], units.len());
    }

    #[test]
    fn a_page_without_findings_is_whole() {
        let page = page(&[]);
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
        assert_eq!(blocks(&page, JOB).len(), 1);
    }

    #[test]
    fn the_page_asks_for_nothing_from_outside() {
        let page = page(&[("5", "6")]);
        for outside in ["http:", "https:", " src=", "@import", "url(", "import ", "fetch("] {
            assert!(!page.contains(outside), "the page holds `{outside}`");
        }
        assert!(page.len() < 200_000, "{} bytes without findings", page.len());
    }

    #[test]
    fn every_module_is_in_the_script_after_what_it_imports() {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/html/script");
        let files = std::fs::read_dir(&folder).expect("the folder is there").count();
        assert_eq!(files, SCRIPT.len(), "a module is not in the list, or no file");
        let mut before = String::new();
        for module in SCRIPT {
            for line in module.lines().filter(|line| line.starts_with("import ")) {
                let names = line.split(['{', '}']).nth(1).expect("imports are on one line");
                for name in names.split(',').map(str::trim) {
                    let found = ["function", "async function", "const", "class"]
                        .iter()
                        .any(|word| before.contains(&format!("export {word} {name}")));
                    assert!(found, "{name} is imported before it is there");
                }
            }
            before.push_str(module);
        }
    }
}
