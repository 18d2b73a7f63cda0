//! Tickers: a symbol that arrives with another letter names another company.

use super::{Check, Example, Need, View};
use crate::facts::{Code, CodeKind};
use crate::finding::{Confidence, Finding, Kind, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "ticker-mismatch",
    summary: "A ticker changed, lost its symbol or moved to another exchange",
    why: "Readers trade on symbols. A symbol is never translated, transliterated or written in lower case; \
          its exchange may be named in the target language (`NASDAQ`, `ナスダック`) or left out, and full-width \
          forms, class separators (`BRK.B`, `BRK-B`) and leading zeros (`0700`, `700`) are free.",
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
        findings.extend(moved(&source[i], &target[j]));
    }
    for code in codes.missing.iter().map(|&i| &source[i]).filter(|code| is_ticker(code)) {
        let written = code.span.of(view.source);
        let message = format!("ticker `{written}` has no counterpart");
        findings.push(
            Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
                .in_source(code.span)
                .help(format!("keep the symbol `{}` as it is", code.symbol.of(view.source)))
                .identity(&*code.canonical),
        );
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
}

/// The symbol became another one.
fn changed(view: &View<'_>, code: &Code, other: &Code) -> Finding {
    let (was, is) = (code.symbol.of(view.source), other.symbol.of(view.target));
    // Capitals in brackets on both sides may be an acronym, which languages have of their own.
    let acronym = code.bare && other.bare && code.exchange.is_none();
    let (severity, confidence) = if acronym {
        (Severity::Warning, Confidence::Medium)
    } else {
        (Severity::Error, Confidence::High)
    };
    let message = format!("ticker `{was}` became `{is}`");
    let mut finding = Finding::new(CHECK.id, Kind::Changed, severity, message)
        .confidence(confidence)
        .in_source(code.span)
        .in_target(other.symbol)
        .help("a symbol is kept as it is: another one is another company")
        .identity(format!("{}>{}", code.canonical, other.canonical));
    finding.suggestion = Some(was.to_owned());
    finding
}

/// The symbol is the same, but the exchange is another one.
fn moved(code: &Code, other: &Code) -> Option<Finding> {
    let (was, is) = (code.exchange?, other.exchange?);
    if was.agrees(is) {
        return None;
    }
    let (symbol, was, is) = (&code.canonical, was.label(), is.label());
    let message = format!("ticker `{symbol}` moved from `{was}` to `{is}`");
    Some(
        Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
            .in_source(code.span)
            .in_target(other.span)
            .help(format!("name the exchange of the source, {was}, or none"))
            .identity(format!("{symbol}@{was}>{is}")),
    )
}
