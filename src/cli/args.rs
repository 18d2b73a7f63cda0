//! The arguments, as the user reads about them: the doc comments here are the help texts.

use crate::input::FORMATS;
use crate::policy::{FailOn, Level};
use crate::report::REPORTS;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What stands below the help of the program.
const EXAMPLES: &str = "\
Examples:
  tieout messages.po                       check a file; `check` is the default command
  tieout --source a.en.txt --target a.ja.txt
                                           check two texts line by line
  tieout --align --source a.en.txt --target a.ja.txt
                                           or sentence by sentence, where lines do not fit
  tieout po/*.po --level review            see everything worth a look
  tieout po/*.po --output github           annotate a pull request
  tieout init                              write settings for the project in this folder
  tieout baseline .                        accept what is there today; from now on, only news
  tieout . --changed-since main            check only units that changed since that revision
  tieout facts messages.po                 see what was read as a figure, and as which value
  tieout explain money-mismatch            learn what a check means

Settings:
  tieout.toml, in the working directory or above it; options win over it. Its keys are level,
  fail-on, only, skip, source-lang, target-lang, rules, terms, baseline, [[term]] with a term,
  [checks] with a severity or \"off\" for a check: garbled-text = \"note\", [[override]] with settings
  for some files or languages, and [[allow]] with findings that are right as they are. `tieout
  schema` prints them all

Exit codes:
  0  nothing at or above --fail-on was found
  1  something was
  2  the job could not be done: usage, settings, an unreadable file, nothing to check";

/// Ties out a translation with its source: every figure, date, ticker, identifier and name, and
/// whether the sentence still says anything at all.
#[derive(Debug, Parser)]
#[command(
    name = "tieout",
    version,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check translations (the default)
    #[command(after_help = EXAMPLES)]
    Check(CheckArgs),
    /// Show what is read on each side: the first answer to "why?" and "why not?"
    Facts(FactsArgs),
    /// Print which sentences of two texts correspond, to be looked at, corrected and checked
    #[command(after_help = "\
Example:
  tieout align report.en.txt report.ja.txt > report.en-ja.tsv
  tieout check report.en-ja.tsv

A row holds the sentences that correspond: one of each side as a rule, at times none or several. Move
sentences between rows, split and join rows as you like; `check` reads id, source and target.")]
    Align(AlignArgs),
    /// Say what a check or a garble signal finds, why it matters, and show examples
    Explain {
        /// A check, as `tieout checks` lists it, or a signal that a finding names
        #[arg(value_name = "CHECK")]
        name: String,
    },
    /// List the checks
    Checks,
    /// List the languages that have words, and how much is known of each
    Languages {
        /// Every locale with data, not only languages
        #[arg(long)]
        all: bool,
    },
    /// Compare two systems over the same sources: what goes wrong how often, and whose mistakes
    /// are whose
    #[command(after_help = "\
Examples:
  tieout check a.jsonl --output jsonl --all > a.checked.jsonl    and the same with b.jsonl, then
  tieout compare a.checked.jsonl b.checked.jsonl
  tieout compare --source en.txt a.ja.txt b.ja.txt --source-lang en --target-lang ja

Pairs correspond by their ids where each has one of its own, else by their order. The interval is that
of 1,000 paired bootstrap resamples, which are the same in every run.")]
    Compare(Box<CompareArgs>),
    /// Print a pair with what is found in it as a ready [[case]] for tests/cases
    #[command(after_help = "\
Example:
  tieout case --langs en:ja 'up 3.5%' '3.6%上昇' >> tests/cases/percentages/more.toml

A false alarm becomes a contribution: correct `expect` to what it should be, and send it.")]
    Case {
        /// Source and target language
        #[arg(long, value_name = "SRC:TGT")]
        langs: String,
        /// The source text
        #[arg(allow_hyphen_values = true)]
        source: String,
        /// The target text
        #[arg(allow_hyphen_values = true)]
        target: String,
        /// A folder with rules of your own, as for `check`
        #[arg(long, value_name = "DIR")]
        rules: Vec<PathBuf>,
    },
    /// Write settings for the project in this folder, from what is found in it
    #[command(after_help = "\
Reads the folder, writes nothing but tieout.toml and an empty baseline, and replaces no file.")]
    Init,
    /// Take what is found today for known: from now on, only news
    #[command(
        mut_arg("update_baseline", |arg| arg.hide(true)),
        mut_arg("changed_since", |arg| arg.hide(true)),
        mut_arg("watch", |arg| arg.hide(true)),
        after_help = "\
Examples:
  tieout baseline po/                            what is found today is not shown again
  tieout baseline --merge decisions.json         nor what a reviewer calls a false alarm, in the
                                                 page, or in the column Verdict of the workbook

The file is the one that --baseline or tieout.toml names, else tieout-baseline.toml beside
tieout.toml. What was mended since is taken out.")]
    Baseline(Box<BaselineArgs>),
    /// Print the JSON Schema of tieout.toml, for editors
    Schema,
    /// Print the completions of a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Look at a glossary, or propose one
    Terms {
        #[command(subcommand)]
        command: TermsCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum TermsCommand {
    /// Read glossaries and say what they hold and what is wrong with them
    Check {
        /// Glossaries: CSV, TSV or TBX
        #[arg(value_name = "FILES", required = true)]
        files: Vec<PathBuf>,
    },
    /// Propose a glossary from translations: names that recur, with their usual renderings
    #[command(after_help = "\
Example:
  tieout terms extract po/*.po > glossary.tsv
  tieout check po/*.po --terms glossary.tsv

The table is a proposal: go through it before you use it.")]
    Extract(Box<ExtractArgs>),
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// How often a name must have been rendered
    #[arg(long, value_name = "N", default_value = "2")]
    pub min: u32,
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    pub check: CheckArgs,
    /// Take in the false alarms of a reviewer: decisions of the page, in JSON, or the workbook with
    /// its column Verdict; may be repeated
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub merge: Vec<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub findings: FindingsArgs,
    #[command(flatten)]
    pub report: ReportArgs,
    #[command(flatten)]
    pub run: RunArgs,
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct InputArgs {
    /// Files to read; `-` is standard input
    #[arg(value_name = "PATHS", help_heading = None::<&str>)]
    pub paths: Vec<PathBuf>,
    /// A plain text to be tied out line by line with --target
    #[arg(long, value_name = "FILE", requires = "target", conflicts_with = "paths")]
    pub source: Option<PathBuf>,
    /// The translation of --source
    #[arg(long, value_name = "FILE", requires = "source", conflicts_with = "paths")]
    pub target: Option<PathBuf>,
    /// Align the sentences of plain texts that do not correspond line by line; a file of PATHS then
    /// holds a source with its translation below it, or below each paragraph
    #[arg(long)]
    pub align: bool,
    /// The source language, such as en; wins over what files say
    #[arg(long, value_name = "LANG")]
    pub source_lang: Option<String>,
    /// The target language, such as ja or pt-BR; wins over what files say
    #[arg(long, value_name = "LANG")]
    pub target_lang: Option<String>,
    #[arg(long, value_name = "FORMAT", default_value = super::AUTO, help = format_help())]
    pub format: String,
    /// Which columns of tables hold source, target, key, note and max, by name or number, several
    /// targets with +: source=en,target=ja+de,key=id
    #[arg(long, value_name = "ROLE=COLUMN,...")]
    pub columns: Option<String>,
    /// Read translations that are marked as fuzzy, or in need of work, too
    #[arg(long)]
    pub with_fuzzy: bool,
    /// Read units that are locked or not to be translated, too
    #[arg(long)]
    pub with_locked: bool,
    /// Leave out units whose translation is approved
    #[arg(long)]
    pub without_approved: bool,
    /// A folder with rules of your own, laid over the built-in ones: DIR/lang/de.toml
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// The encoding of the input, such as windows-1252, where it is not Unicode
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
}

fn format_help() -> String {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    format!("The format of the input, where its name does not say: {}", names.join(", "))
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Findings")]
pub(super) struct FindingsArgs {
    /// Which findings are shown [default: ci]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// From which severity on a finding that is shown fails the run [default: warning]
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Run this check and no others; repeat it or write a,b
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Do not run this check; repeat it or write a,b
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Warn of figures that keep the separators of another language
    #[arg(long)]
    pub strict_locale: bool,
    /// A glossary for term-mismatch: CSV, TSV or TBX; may be repeated
    #[arg(long, value_name = "FILE")]
    pub terms: Vec<PathBuf>,
    /// A file of known findings, which are not shown again
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found now into the baseline, and take out what is gone
    #[arg(long)]
    pub update_baseline: bool,
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Report")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct ReportArgs {
    #[arg(long, value_name = "KIND[=FILE]", default_value = REPORTS[0].name, help = output_help())]
    pub output: Vec<String>,
    /// With --output jsonl: a record for each pair, clean ones too, with the record of the input
    #[arg(long)]
    pub all: bool,
    /// Add a table of the findings by check
    #[arg(long)]
    pub statistics: bool,
    /// Correct what is beyond doubt in the files, then report what is left
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
}

fn output_help() -> String {
    let names: Vec<_> = REPORTS.iter().map(|report| report.name).collect();
    format!("How to report, and into which file; may be repeated: {}", names.join(", "))
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Run")]
pub(super) struct RunArgs {
    /// Read the settings from this file, not from the nearest tieout.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Read no settings
    #[arg(long)]
    pub no_config: bool,
    /// How many threads check; the report is the same for any number [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// Check only the units that changed since a git revision, such as main or HEAD~1
    #[arg(long, value_name = "REV", conflicts_with = "update_baseline")]
    pub changed_since: Option<String>,
    /// Check again what changes, until Ctrl-C
    #[arg(long, conflicts_with = "update_baseline")]
    pub watch: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tieout facts messages.po
  echo '{\"id\": 1, \"lang\": \"en\", \"text\": \"two dozen\"}' |
    tieout facts --format jsonl --output jsonl -

JSON Lines may hold texts, {\"id\", \"lang\", \"text\"}, in place of pairs.")]
pub(super) struct FactsArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// text for people, jsonl for programs
    #[arg(long, value_name = "KIND", default_value = "text", help_heading = "Report")]
    pub output: FactsOutput,
    /// Also the words that can only answer a figure, such as `a` and `both`, and the later parts of
    /// one amount, such as the 50 cents of 3 euros 50 cents
    #[arg(long, help_heading = "Report")]
    pub all: bool,
}

#[derive(Debug, Args)]
pub(super) struct AlignArgs {
    /// The source
    pub source: PathBuf,
    /// Its translation; without one, SOURCE holds both
    pub target: Option<PathBuf>,
    /// The source language, such as en
    #[arg(long, value_name = "LANG")]
    pub source_lang: Option<String>,
    /// The target language, such as ja or pt-BR
    #[arg(long, value_name = "LANG")]
    pub target_lang: Option<String>,
    /// tsv, or jsonl for programs
    #[arg(long, value_name = "KIND", default_value = "tsv")]
    pub output: AlignOutput,
    /// A folder with rules of your own, as for `check`
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// The encoding of the input, such as windows-1252, where it is not Unicode
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The two outputs of `check --output jsonl --all`, or with --source two translations
    #[arg(value_name = "FILES", num_args = 2, required = true)]
    pub files: Vec<PathBuf>,
    /// The source of both translations
    #[arg(long, value_name = "FILE")]
    pub source: Option<PathBuf>,
    /// The source language, such as en
    #[arg(long, value_name = "LANG", requires = "source")]
    pub source_lang: Option<String>,
    /// The target language, such as ja or pt-BR
    #[arg(long, value_name = "LANG", requires = "source")]
    pub target_lang: Option<String>,
    /// Which findings count [default: ci]
    #[arg(long, value_name = "LEVEL", requires = "source")]
    pub level: Option<Level>,
    /// Run this check and no others; repeat it or write a,b
    #[arg(long, value_name = "CHECK", value_delimiter = ',', requires = "source")]
    pub only: Vec<String>,
    /// Do not run this check; repeat it or write a,b
    #[arg(long, value_name = "CHECK", value_delimiter = ',', requires = "source")]
    pub skip: Vec<String>,
    /// A folder with rules of your own, as for `check`
    #[arg(long, value_name = "DIR", requires = "source")]
    pub rules: Vec<PathBuf>,
    /// How many of the pairs that only one got wrong are shown of each
    #[arg(long, value_name = "N", default_value = "10")]
    pub limit: usize,
    /// text for people, jsonl with all such pairs for programs
    #[arg(long, value_name = "KIND", default_value = "text")]
    pub output: FactsOutput,
}

/// How `align` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignOutput {
    /// A table with a row for each bead
    Tsv,
    /// A record for each bead, with languages and lines
    Jsonl,
}

/// How `facts` and `compare` write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FactsOutput {
    /// For people
    Text,
    /// For programs
    Jsonl,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal, unless the environment sets `NO_COLOR`
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
