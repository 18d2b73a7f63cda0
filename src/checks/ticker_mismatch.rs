//! Tickers: a symbol that arrives with another letter names another company.

use super::{Check, Example, Need, View};
use crate::company::{self, Misplaced};
use crate::facts::{Code, CodeKind, Exchange, instead_of_symbols, stands_in};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::rewrite;
use crate::text::{Span, has_other_letters};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "ticker-mismatch",
    summary: "A ticker changed, lost its symbol, or moved to another exchange or company",
    why: "Readers trade on symbols. A symbol is never translated, transliterated or written in lower case; \
          its exchange may be named in the target language (`NASDAQ`, `ナスダック`) or left out, and full-width \
          forms, class separators (`BRK.B`, `BRK-B`) and leading zeros (`0700`, `700`) are free. A symbol stays \
          with its company: two that change places are worse than one that is missing.",
    mqm: "accuracy/mistranslation",
    needs: &[Need::Prefixes],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "NVIDIA Corp (NASDAQ:NVDA)",
            target: "エヌビディア（NASDAQ：NVDX）",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Caterpillar (NYSE: CAT)",
            target: "キャタピラー（ナスダック：CAT）",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Meta (META) passed Nvidia (NVDA).",
            target: "メタ（NVDA）はエヌビディア（META）を抜いた。",
            fires: true,
        },
        Example {
            langs: ("ja", "en"),
            source: "トヨタ自動車（東証プライム：7203）",
            target: "Toyota Motor (TYO: 7203)",
            fires: false,
        },
        Example {
            langs: ("en", "ja"),
            source: "Advanced Micro Devices, Inc. (NASDAQ:AMD)",
            target: "アドバンストマイクロデバイス(AMD)",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    let codes = &view.alignment.codes;
    let is_ticker = |code: &Code| code.kind == CodeKind::Ticker;
    for &(i, j) in codes.changed.iter().filter(|&&(i, _)| is_ticker(&source[i])) {
        findings.push(changed(view, &source[i], &target[j]));
    }
    for &(i, j) in &codes.agreed {
        findings.extend(moved(view, &source[i], &target[j]));
    }
    for code in codes.missing.iter().map(|&i| &source[i]).filter(|code| is_ticker(code)) {
        findings.push(replaced(view, code).unwrap_or_else(|| missing(view, code)));
    }
    for code in codes.added.iter().map(|&j| &target[j]).filter(|code| is_ticker(code)) {
        let written = code.span.of(view.target);
        let message = format!("ticker `{written}` is not in the source");
        findings.push(
            Finding::new(CHECK.id, Kind::Added, Severity::Note, message)
                .in_target(code.span)
                .identity(&*code.canonical),
        );
    }
    dropped(view, findings);
    misplaced(view, findings);
}

/// So many symbols in brackets that are gone are looked for.
const MOST_DROPPED: usize = 16;

/// Whether the target keeps a ticker of the source.
fn keeps_tickers(view: &View<'_>) -> bool {
    let source = &view.source_facts.codes;
    view.alignment.codes.agreed.iter().any(|&(i, _)| source[i].kind == CodeKind::Ticker)
}

/// Capitals in brackets that are gone where the target keeps others: `Meta (META)` beside
/// `Nvidia (NVDA)`.
fn dropped(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    let codes = &view.alignment.codes;
    let bare = |code: &Code| code.kind == CodeKind::Ticker && code.bare;
    if !source.iter().any(bare) || !keeps_tickers(view) {
        return;
    }
    let paired =
        |i: usize, pairs: &[(usize, usize)]| pairs.binary_search_by_key(&i, |p| p.0).is_ok();
    let open = source.iter().enumerate().filter(|(i, code)| {
        bare(code) && !paired(*i, &codes.agreed) && !paired(*i, &codes.changed)
    });
    for (_, code) in open.take(MOST_DROPPED) {
        let said = || target.iter().any(|other| other.agrees(code));
        if !said() && !stands_in(code, view.target, target) {
            let sure = is_spelled_by_its_name(code, view.source);
            let confidence = if sure { Confidence::High } else { Confidence::Medium };
            findings.push(missing(view, code).confidence(confidence));
        }
    }
}

/// Whether the one word before the bracket has the letters of the symbol in order, from the first:
/// `Meta (META)`, `Nvidia (NVDA)`. An acronym takes its letters from many words.
fn is_spelled_by_its_name(code: &Code, text: &str) -> bool {
    let before = &text[..code.span.start as usize];
    let name = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = name.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars().map(|c| c.to_ascii_uppercase());
    let mut symbol = code.canonical.chars();
    symbol.next() == letters.next() && symbol.all(|wanted| letters.any(|letter| letter == wanted))
}

fn missing(view: &View<'_>, code: &Code) -> Finding {
    // What stands in brackets may be another symbol than that of a share.
    let noun = if code.bare { "symbol" } else { "ticker" };
    let message = format!("{noun} `{}` has no counterpart", code.span.of(view.source));
    Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
        .in_source(code.span)
        .help(format!("keep the symbol `{}` as it is", code.symbol.of(view.source)))
        .identity(&*code.canonical)
}

/// The symbol was translated, transliterated or written in small letters: its exchange is there, and
/// another word stands behind it.
fn replaced(view: &View<'_>, code: &Code) -> Option<Finding> {
    let exchange = code.exchange?;
    let mut words = instead_of_symbols(&view.target_facts.chars);
    let is_code = |word: Span| view.target_facts.codes.iter().any(|c| c.span.overlaps(word));
    let (_, word) = words.find(|&(other, word)| other.agrees(exchange) && !is_code(word))?;
    let (was, is) = (code.symbol.of(view.source), word.of(view.target));
    let message = format!("ticker `{was}` became the word `{is}`");
    Some(
        Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
            .in_source(code.span)
            .in_target(word)
            .help("a symbol is never translated, transliterated or written in small letters")
            .suggest(was)
            .identity(&*code.canonical),
    )
}

/// Symbols that stand with the name of another company than in the source: two that changed places,
/// or one alone.
fn misplaced(view: &View<'_>, findings: &mut Vec<Finding>) {
    let found = company::misplaced(view);
    let source = &view.source_facts.codes;
    let crossed = |one: &Misplaced, other: &Misplaced| {
        source[other.rightful].agrees(&source[one.source])
            && source[one.rightful].agrees(&source[other.source])
    };
    for (at, one) in found.iter().enumerate() {
        if !found[..at].iter().any(|other| crossed(one, other)) {
            let other = found[at + 1..].iter().find(|other| crossed(one, other));
            findings.push(misplacement(view, one, other));
        }
    }
}

fn misplacement(view: &View<'_>, one: &Misplaced, other: Option<&Misplaced>) -> Finding {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    let (code, rightful) = (&source[one.source], &source[one.rightful]);
    let (symbol, own) = (code.symbol.of(view.source), rightful.symbol.of(view.source));
    let owner = one.owner.of(view.target);
    let mut span = target[one.target].span;
    let exchanged = other.map(|other| other.target).or(one.exchanged);
    let message = if let Some(exchanged) = exchanged {
        span = span.join(target[exchanged].span);
        format!("tickers `{own}` and `{symbol}` changed places")
    } else {
        format!("ticker `{symbol}` stands with `{owner}`, whose ticker is `{own}`")
    };
    // One name that sounds like another may do so by chance.
    let sure = exchanged.is_some() || one.copied;
    Finding::new(CHECK.id, Kind::Swapped, Severity::Error, message)
        .confidence(if sure { Confidence::High } else { Confidence::Medium })
        .in_source(code.span.join(rightful.span))
        .in_target(span)
        .help(format!("write `{own}` behind `{owner}`, as the source does"))
        .identity(format!("{}><{}", code.canonical, rightful.canonical))
}

/// The symbol became another one.
fn changed(view: &View<'_>, code: &Code, other: &Code) -> Finding {
    let (was, is) = (code.symbol.of(view.source), other.symbol.of(view.target));
    // Capitals in brackets on both sides may be an acronym, which languages have of their own;
    // beyond the Latin letters they are copied, and so they are where others were.
    let copied =
        has_other_letters(view.source) != has_other_letters(view.target) || keeps_tickers(view);
    let acronym = code.bare && other.bare && code.exchange.is_none() && !copied;
    let (severity, confidence) = if acronym {
        (Severity::Warning, Confidence::Medium)
    } else {
        (Severity::Error, Confidence::High)
    };
    let message = format!("ticker `{was}` became `{is}`");
    Finding::new(CHECK.id, Kind::Changed, severity, message)
        .confidence(confidence)
        .in_source(code.span)
        .in_target(other.symbol)
        .help("a symbol is kept as it is: another one is another company")
        .suggest(was)
        .applicable(!acronym && rewrite::is_certain_code(view, other.symbol, was))
        .identity(format!("{}>{}", code.canonical, other.canonical))
}

/// The symbol is the same, but the exchange is another one.
fn moved(view: &View<'_>, code: &Code, other: &Code) -> Option<Finding> {
    if code.exchange?.agrees(other.exchange?) {
        return None;
    }
    let (symbol, was, is) = (&code.canonical, named(code, view.source), named(other, view.target));
    let message = format!("ticker `{symbol}` moved from `{was}` to `{is}`");
    Some(
        Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
            .in_source(code.span)
            .in_target(other.span)
            .help(format!("name the exchange of the source, {was}, or none"))
            .identity(format!("{symbol}@{was}>{is}")),
    )
}

/// The exchange of a ticker: its usual name, or as it is written where several share the name.
fn named<'t>(code: &Code, text: &'t str) -> &'t str {
    if let Some(label) = code.exchange.and_then(Exchange::label) {
        return label;
    }
    let before = Span { start: code.span.start, end: code.symbol.start };
    let after = Span { start: code.symbol.end, end: code.span.end };
    let written =
        [before, after].map(|span| span.of(text).trim_matches(|c: char| !c.is_alphanumeric()));
    let first = code.exchange.and_then(|exchange| exchange.labels().next());
    written.into_iter().find(|name| !name.is_empty()).or(first).unwrap_or_default()
}
