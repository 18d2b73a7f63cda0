//! What holds for every input: the invariants of the crate, on text that nobody would write.
//!
//! Two of them are tested elsewhere: that the engine does no I/O and holds no language tag in
//! `purity.rs`, that places decode to the text of the file beside the readers in `formats.rs`.

use crate::support::{self, CHECKER};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::{env, thread};
use tieout::checker::Scratch;
use tieout::facts::Facts;
use tieout::finding::{Finding, SideName};
use tieout::text::Span;
use tieout::unit::Pair;

/// Sentences that hold something of everything: cut up and shuffled, they are what a checker meets
/// in damaged files.
const SENTENCES: [(&str, &str); 12] = [
    (
        "Net sales rose 8.4% to $1.27 billion in the second quarter, beating estimates of $1.19 billion.",
        "第2四半期の純売上高は8.4％増の12億7000万ドルとなり、予想の11億9000万ドルを上回った。",
    ),
    (
        "On March 5, 2024, at 3:30 p.m. GMT, two dozen people (TSE:7203) met at 12-14 King's Rd.",
        "2024年3月5日午後3時半（グリニッジ標準時）、24人がキングス通り12～14番地に集まった。",
    ),
    (
        "Heisei 10 was 1998; '98, the 1990s, the 20th century.",
        "平成10年は1998年、９８年、1990年代、二十世紀。",
    ),
    (
        "Add 1½ cups (about 350 ml) at 350°F — not 1/4!",
        "1と1/2カップ（約350ml）を175℃で。¼ではない！",
    ),
    ("-5.0%, +25 bps, 3‰, 2 percentage points", "▲5.0%、25ベーシスポイント、3パーミル、2ポイント"),
    (
        "Call 0800 555 111 or +81 (3) 1234-5678.",
        "電話０８００・５５５・１１１または０３－１２３４－５６７８。",
    ),
    (
        "{0} of %1$s <b>12</b> at https://x.example/7?q=1,2",
        "%1$sのうち{0}<b>12</b> https://x.example/7?q=1,2",
    ),
    ("one hundred and twenty-three million four hundred thousand", "一億二千三百四十万"),
    ("More than a dozen, nearly half, two or three, twice.", "十数人以上、ほぼ半数、2、3人、2回。"),
    ("Version v2.0.1 of the H100s, $META, COVID-19 and A4", "H100のv2.0.1、メタ、新型コロナ、A4"),
    ("\"It is much faster,\" she said.", "「はるかに高速な」と彼女は述べた。"),
    (
        "The firm fired staff for breaking the rules.",
        "同社は規則に違反した違反者の規則に違反した社員を解雇した。",
    ),
];

/// Scraps that break readers: separators without digits, scale words without a number, marks that
/// combine, halves of pairs, other scripts, invisible characters.
const SCRAPS: [&str; 48] = [
    "",
    " ",
    "0",
    "00",
    "1",
    "9",
    "007",
    ",",
    ".",
    "，",
    "．",
    "・",
    "、",
    "-",
    "－",
    "–",
    "〜",
    "～",
    "/",
    ":",
    "%",
    "％",
    "$",
    "＄",
    "€",
    "(",
    "）",
    "「",
    "」と述べ",
    "十",
    "百",
    "千",
    "万",
    "億",
    "兆",
    "分の",
    "半",
    "第",
    "hundred",
    "million",
    "-and-",
    "\u{301}",
    "\u{200d}",
    "\u{feff}",
    "\u{fffc}",
    "٣٫٥",
    "१२,३४",
    "삼백만",
];

/// A number with more digits than any integer holds.
const LONG: &str = "123456789012345678901234567890123456789012345678901234567890";

const LANGS: [&str; 6] = ["en", "ja", "de", "ko", "ar", "tlh"];

/// Text that resembles text: sentences cut at any character, scraps, any characters at all.
fn text() -> impl Strategy<Value = String> {
    let sentence = (0..SENTENCES.len(), any::<bool>(), 0..60usize, 1..60usize).prop_map(
        |(index, first, skip, take)| {
            let (source, target) = SENTENCES[index];
            if first { source } else { target }.chars().skip(skip).take(take).collect()
        },
    );
    let piece = prop_oneof![
        4 => sentence,
        4 => select(&SCRAPS[..]).prop_map(str::to_owned),
        1 => Just(LONG.to_owned()),
        1 => any::<String>(),
        2 => (0..100_000_000u64).prop_map(|n| n.to_string()),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn pair() -> impl Strategy<Value = Pair> {
    (select(&LANGS[..]), text(), select(&LANGS[..]), text())
        .prop_map(|(from, source, to, target)| support::pair((from, to), &source, &target))
}

/// A right pair with something done to its target: a stretch doubled, dropped or moved.
fn mutated() -> impl Strategy<Value = Pair> {
    (0..SENTENCES.len(), any::<bool>(), 0..40usize, 1..20usize, 0..3u8).prop_map(
        |(index, turned, at, length, what)| {
            let (en, ja) = SENTENCES[index];
            let (langs, source, target) =
                if turned { (("ja", "en"), ja, en) } else { (("en", "ja"), en, ja) };
            let mut chars: Vec<char> = target.chars().collect();
            let at = at.min(chars.len());
            let cut: Vec<char> = chars.drain(at..(at + length).min(chars.len())).collect();
            match what {
                0 => {}
                1 => chars.extend(cut),
                _ => {
                    let doubled = cut.iter().chain(&cut).copied();
                    chars.splice(at..at, doubled);
                }
            }
            support::pair(langs, source, &chars.into_iter().collect::<String>())
        },
    )
}

/// The same inputs on every run, so that a test fails where it broke and not where it was lucky.
/// `PROPTEST_CASES=100000 cargo test invariants` looks for new ones.
fn config() -> ProptestConfig {
    let given = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if env::var_os("PROPTEST_CASES").is_some() {
        return given;
    }
    ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(40_590_402_900), ..given }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_panics_and_every_span_lies_on_characters(pair in prop_oneof![pair(), mutated()]) {
        let found = support::check(&mut Scratch::default(), std::slice::from_ref(&pair));
        for (_, finding) in &found {
            assert_spans(&pair, finding);
        }
    }

    #[test]
    fn every_fact_lies_on_characters(lang in select(&LANGS[..]), text in text()) {
        let locale = CHECKER.locale(lang).expect("the built-in rules load");
        let mut facts = Facts::default();
        tieout::facts::read(&text, &locale, &mut tieout::facts::Scratch::default(), &mut facts);
        for span in facts.figures.iter().map(|figure| figure.span) {
            assert_span(&text, span);
            prop_assert!(span.start < span.end, "an empty figure in {text:?}");
        }
        facts.codes.iter().for_each(|code| assert_span(&text, code.span));
        facts.marks.iter().for_each(|mark| assert_span(&text, mark.span));
        facts.masks.iter().for_each(|mask| assert_span(&text, mask.span));
    }

    #[test]
    fn a_text_is_read_alike_whatever_came_before(
        lang in select(&LANGS[..]),
        text in text(),
        digits in vec(0..10u8, 1..40),
    ) {
        let locale = CHECKER.locale(lang).expect("the built-in rules load");
        let read = |text: &str, scratch: &mut tieout::facts::Scratch| {
            let mut facts = Facts::default();
            tieout::facts::read(text, &locale, scratch, &mut facts);
            format!("{facts:?}")
        };
        // The same text with other digits, so that what it has in common is known.
        let mut next = digits.iter().cycle().map(|&digit| char::from(b'0' + digit));
        let mut other = |c: char| if c.is_ascii_digit() { next.next().unwrap_or(c) } else { c };
        let others: Vec<String> = (0..4).map(|_| text.chars().map(&mut other).collect()).collect();
        let mut scratch = tieout::facts::Scratch::default();
        for text in [&text, &text].into_iter().chain(&others).chain([&text]) {
            prop_assert_eq!(read(text, &mut scratch), read(text, &mut tieout::facts::Scratch::default()));
        }
    }

    #[test]
    fn messages_are_one_line(pair in mutated()) {
        for (_, finding) in support::check(&mut Scratch::default(), &[pair]) {
            for line in [Some(&finding.message), finding.help.as_ref()].into_iter().flatten() {
                prop_assert!(!line.is_empty() && !line.contains('\n'), "{finding:?}");
                prop_assert!(!line.ends_with('.'), "{finding:?}");
            }
        }
    }

    #[test]
    fn nothing_is_remembered_from_the_pair_before(pairs in vec(prop_oneof![pair(), mutated()], 2..6)) {
            let alone: Vec<_> = pairs.iter().map(|pair| of_pair(&mut Scratch::default(), pair)).collect();
        let mut scratch = Scratch::default();
        let in_order: Vec<_> = pairs.iter().map(|pair| of_pair(&mut scratch, pair)).collect();
        let mut reversed: Vec<_> = pairs.iter().rev().map(|pair| of_pair(&mut scratch, pair)).collect();
        reversed.reverse();
        prop_assert_eq!(&alone, &in_order);
        prop_assert_eq!(&alone, &reversed);
    }
}

#[test]
fn threads_that_share_a_checker_find_the_same() {
    let pairs: Vec<Pair> = SENTENCES
        .iter()
        .zip(SENTENCES.iter().cycle().skip(1))
        .flat_map(|((en, ja), (_, other))| {
            [support::pair(("en", "ja"), en, ja), support::pair(("en", "ja"), en, other)]
        })
        .collect();
    let all = || support::check(&mut Scratch::default(), &pairs);
    let expected = all();
    assert!(!expected.is_empty(), "a translation of another sentence is not right");
    thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(all)).collect();
        for run in runs {
            assert_eq!(run.join().expect("no panic"), expected);
        }
    });
}

#[test]
fn a_text_without_end_is_checked_in_time_that_grows_with_it() {
    // A stage that compares each with each would take hours for this; one that does not, seconds.
    let mut scratch = Scratch::default();
    let (source, target) = SENTENCES[0];
    let pair = support::pair(("en", "ja"), &source.repeat(300), &target.repeat(300));
    support::check(&mut scratch, &[pair]);
    for scrap in ENDLESS {
        let text = scrap.repeat(30_000 / scrap.len());
        let pair = support::pair(("en", "ja"), &text, &text);
        support::check(&mut scratch, &[pair]);
    }
}

/// Nothing but digits, nothing but scale words, nothing but brackets: what makes a quadratic reader
/// show itself when it is repeated.
const ENDLESS: [&str; 24] = [
    "7",
    "1,",
    "1-",
    "1.2.",
    "- 5",
    "5~",
    "万",
    "hundred ",
    "((",
    "「",
    "\n",
    "a-1-",
    "@a",
    "[a](b",
    "`",
    "3/4 ",
    "第3回",
    "5 to 6 ",
    "約5人以上の",
    "up 5%, ",
    "NYSE:ABC ",
    "東京タワー",
    "Meta ",
    "$1 million (€1 million) ",
];

fn of_pair(scratch: &mut Scratch, pair: &Pair) -> Vec<Finding> {
    CHECKER.check(pair, scratch).expect("the built-in rules load").findings
}

fn assert_spans(pair: &Pair, finding: &Finding) {
    let source = pair.source.text.as_str();
    let target = pair.target.as_ref().map_or("", |side| side.text.as_str());
    finding.source.iter().for_each(|span| assert_span(source, *span));
    finding.target.iter().for_each(|span| assert_span(target, *span));
    for evidence in &finding.evidence {
        match evidence.side {
            SideName::Source => assert_span(source, evidence.span),
            SideName::Target => assert_span(target, evidence.span),
        }
    }
    assert!(
        finding.source.is_some() || finding.target.is_some(),
        "a finding without a place: {finding:?}"
    );
}

fn assert_span(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} does not lie on characters of {text:?}");
}
