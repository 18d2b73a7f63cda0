//! Throughput and allocations of the engine on generated finance sentences.
//!
//! `cargo bench` prints pairs and megabytes a second on one thread, and how often a thousand pairs
//! allocate. Time depends on the machine and is never asserted. Allocations do not: they are
//! committed in `tests/bench.toml`, the program fails when they rise, and `UPDATE=1` rewrites the
//! file. `cargo bench -- --check` only counts.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};
use tieout::checker::{Checker, Scratch, Verdict};
use tieout::text::Text;
use tieout::unit::{Pair, Side};

/// How many pairs of each kind are generated.
const PAIRS: usize = 2_000;
/// How long each kind is checked for.
const TIME: Duration = Duration::from_secs(2);

/// Allocations per thousand pairs, as committed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Counts {
    with_figures: u64,
    without_figures: u64,
}

fn main() -> ExitCode {
    let only_count = env::args().any(|argument| argument == "--check");
    let bench = Bench { checker: Checker::new(), time: !only_count };
    let counts = Counts {
        with_figures: bench.run("with figures", &generate(&WITH_FIGURES)),
        without_figures: bench.run("without figures", &generate(&WITHOUT_FIGURES)),
    };
    if bench.time {
        bench.grow();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench.toml");
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        return match fs::write(&path, committed(counts)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(&format!("cannot write tests/bench.toml: {error}")),
        };
    }
    let before = fs::read_to_string(&path)
        .map_err(|error| error.to_string())
        .and_then(|text| toml::from_str::<Counts>(&text).map_err(|error| error.to_string()));
    match before {
        Err(error) => complain(&format!("tests/bench.toml: {error}; UPDATE=1 writes it")),
        Ok(before)
            if counts.with_figures > before.with_figures
                || counts.without_figures > before.without_figures =>
        {
            complain(&format!(
                "a thousand pairs allocate more often than tests/bench.toml allows\n  \
                 committed {before:?}\n  counted   {counts:?}\nIf that is worth it, UPDATE=1 cargo bench"
            ))
        }
        Ok(before) => {
            if counts != before {
                println!("fewer allocations than tests/bench.toml states: UPDATE=1 cargo bench");
            }
            ExitCode::SUCCESS
        }
    }
}

fn complain(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// The committed file.
fn committed(counts: Counts) -> String {
    let mut text = String::from(
        "# Allocations per thousand pairs, as `cargo bench` counts them. UPDATE=1 rewrites the file.\n",
    );
    let Counts { with_figures, without_figures } = counts;
    let _ = writeln!(text, "with-figures    = {with_figures}\nwithout-figures = {without_figures}");
    text
}

struct Bench {
    checker: Checker,
    time: bool,
}

impl Bench {
    /// Checks `pairs`, prints what that took and returns the allocations per thousand.
    fn run(&self, name: &str, pairs: &[Pair]) -> u64 {
        let memory = &mut (Scratch::default(), Verdict::default());
        // Three times unmeasured: tables are loaded and buffers grow to their size, then texts that
        // come by again are remembered, and then the pairs of them.
        self.pass(pairs, memory);
        self.pass(pairs, memory);
        let findings = self.pass(pairs, memory);
        let mut line = format!("{name:<16}");
        if self.time {
            let bytes: usize = pairs
                .iter()
                .map(|pair| {
                    let target = pair.target.as_ref().map_or(0, |side| side.text.as_str().len());
                    pair.source.text.as_str().len() + target
                })
                .sum();
            let (start, mut passes) = (Instant::now(), 0u32);
            while start.elapsed() < TIME {
                self.pass(pairs, memory);
                passes += 1;
            }
            let a_second = f64::from(passes) / start.elapsed().as_secs_f64();
            let _ = write!(
                line,
                "{:>10.0} pairs/s {:>8.2} MB/s",
                a_second * pairs.len() as f64,
                a_second * bytes as f64 / 1e6
            );
        }
        let counted = allocation_counter::measure(|| {
            self.pass(pairs, memory);
        });
        let allocations = (counted.count_total * 1_000).div_ceil(pairs.len() as u64);
        println!("{line} {allocations:>8} allocations per thousand pairs, {findings} findings");
        allocations
    }

    /// Prints how much longer one segment of ten megabytes takes than one of one megabyte, for texts
    /// that could lead a search astray: about ten times, whatever the machine.
    fn grow(&self) {
        for unit in SHAPES {
            let time = |bytes: usize| {
                let text = unit.repeat(bytes / unit.len());
                let side = |lang: &str, text: &str| Side::new(Arc::from(lang), Text::from(text));
                let target = format!("{}x {unit}", &text[unit.len()..]);
                let pair = Pair::new(side("en", &text), Some(side("de", &target)));
                let mut memory = (Scratch::default(), Verdict::default());
                let start = Instant::now();
                self.pass(std::slice::from_ref(&pair), &mut memory);
                start.elapsed().as_secs_f64()
            };
            let ratio = time(10_000_000) / time(1_000_000);
            println!("{:<24} ten times the text takes {ratio:.1} times as long", unit.trim());
        }
    }

    /// Checks every pair once and returns how many findings there are.
    fn pass(&self, pairs: &[Pair], (scratch, verdict): &mut (Scratch, Verdict)) -> usize {
        let findings = |pair: &Pair| match self.checker.check_into(pair, scratch, verdict) {
            Ok(()) => verdict.findings.len(),
            Err(error) => panic!("the built-in rules load: {error}"),
        };
        pairs.iter().map(findings).sum()
    }
}

/// A sentence and its translation; in both, `{n}` stands for the n-th number of the pair.
type Template = (&'static str, &'static str);

const WITH_FIGURES: [Template; 6] = [
    (
        "The shares (NYSE:ORB) closed at ${0}.{1}, up {2}.{3}% on the day.",
        "同社株（NYSE:ORB）は{2}.{3}％上昇し、{0}.{1}ドルで取引を終えた。",
    ),
    (
        "Third-quarter revenue of ${4}.{1} million beat the estimate of ${0}.{1} million.",
        "第3四半期の売上高は{4}{1}万ドルで、予想の{0}{1}万ドルを上回った。",
    ),
    (
        "The company will cut about {0},{1}0 jobs by March 202{3}.",
        "同社は202{3}年3月までに約{0},{1}0人を削減する。",
    ),
    (
        "The bank lowered its rate by {1} basis points to {2}.{3}% on June {2}.",
        "同行は6月{2}日、政策金利を{1}ベーシスポイント引き下げ、{2}.{3}％とした。",
    ),
    ("Net income fell {1}% to {0} million euros.", "純利益は{1}％減の{0}00万ユーロだった。"),
    (
        "Some {0} of the {4} stores opened in 19{1} are more than {2} km from a station.",
        "19{1}年に開業した{4}店のうち約{0}店は、駅から{2}キロ以上離れている。",
    ),
];

/// What the long segments say again and again.
const SHAPES: [&str; 12] = [
    "a",
    "the mill ",
    "The old mill stands by the river. ",
    "1234 ",
    "5% ",
    "$4.5 billion, ",
    "5 March 2024, ",
    "H100 ",
    "<b>a</b> ",
    "(",
    "\"a ",
    "Paris ",
];

const WITHOUT_FIGURES: [Template; 4] = [
    (
        "The chief executive said demand in the home market remained weak.",
        "最高経営責任者は、国内市場の需要は依然として弱いと述べた。",
    ),
    (
        "Analysts expect the merger to be approved before the end of the summer.",
        "アナリストは、合併が夏の終わりまでに承認されるとみている。",
    ),
    (
        "Neither side commented on the report, which could not be confirmed.",
        "いずれの側も報道についてコメントせず、内容は確認できていない。",
    ),
    (
        "Investors were relieved that the dispute with its suppliers had been settled.",
        "取引先との係争が決着したことに、投資家は安堵した。",
    ),
];

/// The templates in turn, filled with numbers that are the same on every machine.
fn generate(templates: &[Template]) -> Vec<Pair> {
    let (en, ja): (Arc<str>, Arc<str>) = (Arc::from("en"), Arc::from("ja"));
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |low: u64, high: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        low + state % (high - low)
    };
    (0..PAIRS)
        .map(|index| {
            let (source, target) = templates[index % templates.len()];
            let low = next(10, 500);
            let high = low + next(1, 400);
            let numbers = [low, next(10, 99), next(1, 28), next(1, 9), high];
            let side = |lang: &Arc<str>, template: &str| {
                let mut text = template.to_owned();
                for (at, number) in numbers.iter().enumerate() {
                    text = text.replace(&format!("{{{at}}}"), &number.to_string());
                }
                Side::new(Arc::clone(lang), Text::from(text.as_str()))
            };
            Pair::new(side(&en, source), Some(side(&ja, target)))
        })
        .collect()
}
