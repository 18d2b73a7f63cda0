//! How many slips are noticed: errors are put into translations that are right, and the share of
//! them that a CI job is shown must not fall below the floors of `tests/quality/floors.toml`.
//!
//! `UPDATE=1` raises the floors to what is reached, and never lowers them; `SHOW=1` with
//! `-- --nocapture` prints what was missed.

mod cases;
mod damage;
mod inject;
mod prose;
mod sentences;

use super::support;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use tieout::checker::Scratch;
use tieout::finding::Finding;

/// The checks that answer for figures.
const FIGURES: [&str; 8] = [
    "number-mismatch",
    "percentage-mismatch",
    "money-mismatch",
    "date-mismatch",
    "measure-mismatch",
    "swapped-figures",
    "direction-flip",
    "identifier-mismatch",
];

/// The checks that answer for a text without figures.
const TEXT: [&str; 12] = [
    "added-text",
    "broken-encoding",
    "garbled-text",
    "inconsistent-translation",
    "length-outlier",
    "missing-text",
    "repeated-text",
    "shifted-segments",
    "truncated-text",
    "untranslated-text",
    "wrong-language",
    "lost-attribution",
];

/// The corpora are judged by tests that run side by side and share one file of floors.
static FILE: Mutex<()> = Mutex::new(());

/// A translation that is right.
struct Right<'a> {
    langs: (&'a str, &'a str),
    source: &'a str,
    target: &'a str,
}

/// A slip: the kind and the damaged target.
type Slip = (&'static str, String);

/// How many slips were made and how many were seen.
#[derive(Default, Clone, Copy)]
struct Count {
    made: u32,
    seen: u32,
}

impl Count {
    fn add(&mut self, seen: bool) {
        self.made += 1;
        self.seen += u32::from(seen);
    }

    fn share(self) -> f64 {
        f64::from(self.seen) * 100.0 / f64::from(self.made.max(1))
    }
}

/// What became of the slips of one corpus.
struct Tally {
    /// Which findings answer for the slips.
    is_seen: fn(&Finding) -> bool,
    by_kind: BTreeMap<&'static str, Count>,
    by_langs: BTreeMap<String, BTreeMap<&'static str, Count>>,
    /// Right translations that were accused.
    accused: u32,
    right: u32,
    shown: String,
}

impl Tally {
    fn new(is_seen: fn(&Finding) -> bool) -> Self {
        Self {
            is_seen,
            by_kind: BTreeMap::new(),
            by_langs: BTreeMap::new(),
            accused: 0,
            right: 0,
            shown: String::new(),
        }
    }

    /// Checks one right translation and, if it is found right, each of its slips.
    fn judge(&mut self, scratch: &mut Scratch, right: &Right<'_>, slips: impl Fn() -> Vec<Slip>) {
        let langs = format!("{}:{}", right.langs.0, right.langs.1);
        let is_seen = self.is_seen;
        let mut findings = |target: &str| {
            let pair = support::pair(right.langs, right.source, target);
            let mut found = support::check(scratch, std::slice::from_ref(&pair));
            found.retain(|(_, finding)| is_seen(finding));
            found
        };
        self.right += 1;
        if let Some((_, finding)) = findings(right.target).first() {
            self.accused += 1;
            let (source, target) = (right.source, right.target);
            let message = &finding.message;
            let _ = writeln!(self.shown, "accused {langs}\n  {source}\n  {target}\n  {message}");
            return;
        }
        for (kind, target) in slips() {
            let seen = !findings(&target).is_empty();
            self.by_kind.entry(kind).or_default().add(seen);
            self.by_langs.entry(langs.clone()).or_default().entry(kind).or_default().add(seen);
            if !seen {
                let _ = writeln!(self.shown, "{kind} {langs}\n  {}\n  {target}", right.source);
            }
        }
    }

    /// Holds the tally against the floors of the corpus `name`.
    #[expect(clippy::print_stderr, reason = "SHOW=1 asks to be shown what was missed")]
    fn hold(&self, name: &str) {
        let path = support::repository("tests/quality/floors.toml");
        let guard = FILE.lock();
        let mut all: BTreeMap<String, BTreeMap<String, f64>> =
            toml::from_str(&support::read(&path)).expect("floors are numbers");
        let floors = all.entry(name.to_owned()).or_default();
        let mut report = format!("{} of {} accused\n", self.accused, self.right);
        let mut low = false;
        let mut kinds = self.by_kind.clone();
        kinds.insert("silent", Count { made: self.right, seen: self.right - self.accused });
        for (&kind, count) in &kinds {
            let floor = floors.get(kind).copied().unwrap_or_default();
            let (Count { made, seen }, share) = (*count, count.share());
            let _ = writeln!(report, "{kind}: {seen} of {made} = {share:.2} %, floor {floor}");
            low |= share < floor;
            // Half a percent of room, so that a new case does not have to be perfect.
            let raised = ((share - 0.5) * 10.0).floor() / 10.0;
            floors.insert(kind.to_owned(), floor.max(raised));
        }
        if std::env::var_os("SHOW").is_some() {
            eprintln!("{}\n{}\n{name}: {report}", self.shown, self.table());
        }
        if support::update() {
            let head = "# Share of slips that a CI job (`-review`: a reviewer) is shown, and of right pairs on which it is silent, in percent; it only goes up.\n";
            let body = toml::to_string(&all).expect("floors are a table");
            support::write(&path, &format!("{head}\n{body}"));
        }
        drop(guard);
        assert!(!low, "\n{report}\n`SHOW=1 cargo test quality -- --nocapture` prints the missed");
        assert!(self.by_kind.len() >= 7, "some kinds of slips were not made:\n{report}");
    }

    /// The shares by language pair and kind.
    fn table(&self) -> String {
        let mut table = String::new();
        for (langs, kinds) in &self.by_langs {
            let _ = write!(table, "{langs:11}");
            for (kind, count) in kinds {
                let _ = write!(table, " {} {:.0}/{}", &kind[..3], count.share(), count.made);
            }
            table.push('\n');
        }
        table
    }
}

/// Whether a CI job is shown that a figure is wrong.
fn is_wrong_figure(finding: &Finding) -> bool {
    finding.is_ci() && FIGURES.contains(&finding.check)
}

/// Whether a reviewer is shown that a text is damaged.
fn is_damage(finding: &Finding) -> bool {
    TEXT.contains(&finding.check)
}
