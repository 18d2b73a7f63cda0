//! Markup: the tags and codes of the source, around the same words, well nested.

use super::{Check, Example, View};
use crate::facts::{Facts, MaskKind};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::markup::accelerator::{self, KeyDifference};
use crate::markup::codes::{self, CodeDifference};
use crate::markup::emphasis;
use crate::markup::tags::{self, Tag, TagKind, Tags};
use crate::text::Span;
use crate::unit::{CodeKind, InlineCode};
use smallvec::SmallVec;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "tag-mismatch",
    summary: "A tag, a code of the file or other markup is lost, invented or does not nest",
    why: "A tag that is never closed spills over the rest of the page, and one with a number or a name of the \
          program's own stands for a link or an image that is gone without it. Tags may move with their \
          words; `<br>` and `<br/>` are the same; an entity is the character that it stands for. Whether words \
          are bold, italic or code is a matter of review, as are the keys of menus (`&File`), which in \
          Chinese, Japanese and Korean stand in brackets: `ファイル(&F)`.",
    mqm: "design/markup",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "Press <b>Save</b> to go on.",
            target: "Drücken Sie <b>Speichern<b>, um fortzufahren.",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "Read the <0>terms</0> first.",
            target: "Lesen Sie zuerst die Bedingungen.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "One<br>two <b>three</b>",
            target: "<b>三</b>つ<br/>二つ",
            fires: false,
        },
        Example { langs: ("en", "ja"), source: "&File", target: "ファイル(&F)", fires: false },
        Example { langs: ("en", "de"), source: "&File", target: "Datei", fires: true },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let has = |facts: &Facts, kind: MaskKind| facts.masks.iter().any(|mask| mask.kind == kind);
    let either = |kind: MaskKind| has(view.source_facts, kind) || has(view.target_facts, kind);
    if !view.source_facts.masks.is_empty() || !view.target_facts.masks.is_empty() {
        if either(MaskKind::Tag) {
            tag_differences(view, findings);
            code_differences(view, findings);
        }
        if either(MaskKind::Code) {
            findings.extend(code_words(view));
        }
        if has(view.source_facts, MaskKind::Entity) {
            findings.extend(bare_ampersand(view));
        }
    }
    findings.extend(key(view));
    findings.extend(light(view));
}

fn new(kind: Kind, severity: Severity, message: String) -> Finding {
    Finding::new(CHECK.id, kind, severity, message)
}

/// How many tags of a side are held against those of the other; of more, those from the first difference.
const MOST: usize = 512;

/// Compares the tags of both sides.
fn tag_differences(view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut source = tags::read(view.source, view.source_facts);
    let mut target = tags::read(view.target, view.target_facts);
    if source.is_empty() && target.is_empty() {
        return;
    }
    let same = |(a, b): (&Tag<'_>, &Tag<'_>)| a.agrees(b) && a.attributes == b.attributes;
    if source.len() == target.len() && source.iter().zip(&target).all(same) {
        return;
    }
    let unbalanced = tags::unbalanced(&target).filter(|_| tags::unbalanced(&source).is_none());
    if let Some(tag) = unbalanced {
        findings.push(nesting(view, &tag));
        // What else is wrong with tags of this name follows from it.
        target.retain(|other| !other.is_called_as(&tag));
    }
    if source.len().max(target.len()) > MOST {
        let alike = source.iter().zip(&target).take_while(|&pair| same(pair)).count();
        for tags in [&mut source, &mut target] {
            tags.drain(..alike);
            tags.truncate(MOST);
        }
    }
    let skipped = |tag: &Tag<'_>| unbalanced.is_some_and(|fault| fault.is_called_as(tag));
    let mut added = target;
    let mut missing = Tags::new();
    for tag in source.iter().filter(|tag| !skipped(tag)) {
        match counterpart(tag, &added) {
            Some(at) => {
                let other = added.remove(at);
                findings.extend(attributes(view, tag, &other));
            }
            None => missing.push(*tag),
        }
    }
    tags::drop_script_tags(&mut added);
    pair_up(view, &mut missing, &mut added, findings);
    report(view, &missing, Kind::Missing, findings);
    report(view, &added, Kind::Added, findings);
}

/// The tag that answers one of the source: best one with the same attributes.
fn counterpart(tag: &Tag<'_>, others: &[Tag<'_>]) -> Option<usize> {
    let exact = |other: &Tag<'_>| tag.agrees(other) && tag.attributes == other.attributes;
    others.iter().position(exact).or_else(|| others.iter().position(|other| tag.agrees(other)))
}

fn nesting(view: &View<'_>, tag: &Tag<'_>) -> Finding {
    let written = tag.span.of(view.target);
    let (message, help) = match tag.kind {
        TagKind::Close => (
            format!("`{written}` closes what is not open"),
            "close each tag once, the one first that was opened last",
        ),
        _ => (format!("`{written}` is never closed"), "close it where the source does"),
    };
    new(Kind::Changed, Severity::Error, message)
        .in_target(tag.span)
        .help(help)
        .identity(format!("nesting {written}"))
}

/// Takes a tag that is missing and one that is added for a change of its name.
fn pair_up(
    view: &View<'_>,
    missing: &mut Tags<'_>,
    added: &mut Tags<'_>,
    findings: &mut Vec<Finding>,
) {
    // A closing tag changes with the opening one.
    for kind in [TagKind::Open, TagKind::Alone, TagKind::Close] {
        missing.retain(|tag| {
            if tag.kind != kind {
                return true;
            }
            let Some(at) = added.iter().position(|other| other.kind == kind) else { return true };
            let other = added.remove(at);
            if kind == TagKind::Close {
                return false;
            }
            let (was, is) = (tag.span.of(view.source), other.span.of(view.target));
            let harmless = tag.is_formatting() && other.is_formatting();
            findings.push(
                new(Kind::Changed, gravity(harmless), format!("tag `{was}` became `{is}`"))
                    .confidence(surety(harmless))
                    .in_source(tag.span)
                    .in_target(other.span)
                    .help("keep the tags of the source")
                    .suggest(was)
                    .identity(format!("{was}>{is}")),
            );
            false
        });
    }
}

/// Tags that only change how words look do no harm to a program.
fn gravity(harmless: bool) -> Severity {
    if harmless { Severity::Warning } else { Severity::Error }
}

fn surety(harmless: bool) -> Confidence {
    if harmless { Confidence::Medium } else { Confidence::High }
}

/// Reports tags that have no counterpart; one that is closed is reported with its end.
fn report(view: &View<'_>, tags: &[Tag<'_>], kind: Kind, findings: &mut Vec<Finding>) {
    let mut ends: SmallVec<[&Tag<'_>; 4]> =
        tags.iter().filter(|tag| tag.kind == TagKind::Close).collect();
    let text = if kind == Kind::Missing { view.source } else { view.target };
    for tag in tags.iter().filter(|tag| tag.kind != TagKind::Close) {
        let end = ends.iter().position(|end| tag.kind == TagKind::Open && end.is_called_as(tag));
        let end = end.map(|at| ends.remove(at));
        let written = match end {
            Some(end) => format!("{}…{}", tag.span.of(text), end.span.of(text)),
            None => tag.span.of(text).to_owned(),
        };
        findings.push(unanswered(tag, &written, kind));
    }
    findings.extend(ends.iter().map(|end| unanswered(end, end.span.of(text), kind)));
}

fn unanswered(tag: &Tag<'_>, written: &str, kind: Kind) -> Finding {
    let harmless = tag.is_formatting();
    // A line may break elsewhere, and a translator may set a foreign word apart.
    let free = harmless && (kind == Kind::Added || tag.kind == TagKind::Alone);
    let (message, help) = if kind == Kind::Missing {
        (format!("tag `{written}` is lost"), "put it around the same words as in the source")
    } else {
        (format!("tag `{written}` is not in the source"), "take it out")
    };
    let finding = new(kind, gravity(harmless), message).confidence(surety(free));
    let finding = if kind == Kind::Missing {
        finding.in_source(tag.span)
    } else {
        finding.in_target(tag.span)
    };
    finding.help(help).identity(written)
}

/// Attributes whose values are text for people, or depend on the language.
const TRANSLATED: [&str; 9] =
    ["title", "alt", "placeholder", "label", "summary", "content", "lang", "dir", "hreflang"];

/// The first attribute that is lost or says something else.
fn attributes(view: &View<'_>, tag: &Tag<'_>, other: &Tag<'_>) -> Option<Finding> {
    if tag.attributes == other.attributes {
        return None;
    }
    let translated =
        |name: &str| TRANSLATED.contains(&name) || name.starts_with("aria-") || name == "xml:lang";
    let theirs = |name: &str| tags::attributes(other.attributes).find(|(own, _)| *own == name);
    let mut own = tags::attributes(tag.attributes).filter(|(name, _)| !translated(name));
    let (message, sure) = own.find_map(|(name, was)| match theirs(name) {
        None => Some((format!("attribute `{name}` of `<{}>` is lost", tag.name), true)),
        Some((_, is)) if agree(name, was, is) => None,
        Some((_, is)) => {
            // What a program fills in must stay; an address may lead to a page of the language.
            let filled = was.contains(['%', '{', '$']);
            Some((format!("attribute `{name}` became `{is}`"), filled))
        }
    })?;
    let confidence = if sure { Confidence::High } else { Confidence::Medium };
    Some(
        new(Kind::Changed, if sure { Severity::Error } else { Severity::Warning }, message)
            .confidence(confidence)
            .in_source(tag.span)
            .in_target(other.span)
            .help("keep the attributes of the source")
            .identity(tag.span.of(view.source)),
    )
}

/// Whether two values of an attribute mean the same: addresses may differ in the parts that name a
/// language or the way to fetch them.
fn agree(name: &str, was: &str, is: &str) -> bool {
    if was == is {
        return true;
    }
    if !matches!(name, "href" | "src" | "action") {
        return false;
    }
    let host = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.trim_start_matches("www.").to_ascii_lowercase()
    };
    // `en.wikipedia.org` and `de.wikipedia.org`
    let site = |host: &str| host.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    was.contains("://") && site(&host(was)) == site(&host(is))
}

/// Compares the inline codes of both sides.
fn code_differences(view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(target) = &view.pair.target else { return };
    for difference in codes::differences(&view.pair.source, target) {
        findings.push(code_finding(difference));
    }
}

fn code_finding(difference: CodeDifference<'_>) -> Finding {
    match difference {
        CodeDifference::Missing(code, span) => {
            let name = shown(code);
            new(Kind::Missing, Severity::Error, format!("inline code `{name}` is lost"))
                .in_source(span)
                .help("put it where its counterpart stands in the source")
                .identity(name)
        }
        CodeDifference::Added(code, span) => {
            let name = shown(code);
            new(Kind::Added, Severity::Error, format!("inline code `{name}` is not in the source"))
                .in_target(span)
                .help("take it out")
                .identity(name)
        }
        CodeDifference::Unbalanced(code, span) => {
            let name = shown(code);
            let message = format!("inline code `{name}` closes what was not opened last");
            new(Kind::Changed, Severity::Error, message)
                .in_target(span)
                .help("close each code once, the one first that was opened last")
                .identity(format!("nesting {name}"))
        }
        CodeDifference::Reordered(span) => {
            let message = "inline codes stand in another order".to_owned();
            new(Kind::Swapped, Severity::Note, message).confidence(Confidence::Low).in_target(span)
        }
        CodeDifference::Counted(was, is, last) => {
            let message = format!("the source has {was} inline codes, the target {is}");
            let finding = if was > is {
                new(Kind::Missing, Severity::Warning, message).in_source(last)
            } else {
                new(Kind::Added, Severity::Warning, message).in_target(last)
            };
            finding.confidence(Confidence::Medium).identity(format!("{was}>{is}"))
        }
    }
}

/// What an inline code is called: what it stands for, or its id.
fn shown(code: &InlineCode) -> String {
    let id = code.id.as_deref().unwrap_or_default();
    match (code.shown.as_str(), code.kind) {
        ("", CodeKind::Open) => format!("<{id}>"),
        ("", CodeKind::Close) => format!("</{id}>"),
        ("", CodeKind::Standalone) => format!("<{id}/>"),
        (shown, _) => shown.to_owned(),
    }
}

/// Words that are code in the source and nowhere in the target.
fn code_words(view: &View<'_>) -> Option<Finding> {
    let (source, target) = ((view.source, view.source_facts), (view.target, view.target_facts));
    let span = emphasis::lost_code(source, target)?;
    let code = span.of(view.source);
    Some(
        new(Kind::Missing, Severity::Note, format!("code {code} is not in the target"))
            .confidence(Confidence::Low)
            .in_source(span)
            .help("code is not translated, but for its comments and texts")
            .identity(code),
    )
}

/// An ampersand or a bracket that stands for itself where the source escapes it.
fn bare_ampersand(view: &View<'_>) -> Option<Finding> {
    let masked = |span: Span| view.target_facts.masks.iter().any(|mask| mask.span.overlaps(span));
    let (entity, sign) = [("&amp;", '&'), ("&lt;", '<')].into_iter().find(|(entity, sign)| {
        let bare = |text: &str| text.replace(entity, "").contains(*sign);
        view.source.contains(entity) && view.target.contains(*sign) && !bare(view.source)
    })?;
    let mut signs = view.target.match_indices(sign).map(|(at, _)| Span::new(at, at + 1));
    let bare = signs.find(|span| !masked(*span))?;
    Some(
        new(Kind::Changed, Severity::Warning, format!("`{entity}` became `{sign}`"))
            .confidence(Confidence::Medium)
            .in_target(bare)
            .help("where the source escapes it, a bare sign may break the file")
            .suggest(entity)
            .identity(entity),
    )
}

/// The key of a menu.
fn key(view: &View<'_>) -> Option<Finding> {
    let difference = accelerator::difference(view.source, view.target)?;
    Some(match difference {
        KeyDifference::Lost { sign, source } => {
            let message = format!("the key after `{sign}` is lost");
            new(Kind::Missing, Severity::Note, message)
                .confidence(Confidence::Medium)
                .in_source(source)
                .help(format!("write `{sign}` before a letter, or a letter in brackets at the end"))
                .identity(format!("key {sign}"))
        }
        KeyDifference::Doubled { sign, source, target } => {
            let message = format!("a second key after `{sign}`");
            new(Kind::Added, Severity::Warning, message)
                .confidence(Confidence::Medium)
                .in_source(source)
                .in_target(target)
                .help("a label has one key: take the second sign out")
                .identity(format!("keys {sign}"))
        }
    })
}

/// Emphasis of Markdown, and tags in square brackets.
fn light(view: &View<'_>) -> Option<Finding> {
    if let Some((was, is)) = emphasis::emphasis(view.source, view.target) {
        let message = format!("`**` stands {is} times in place of {was}");
        let place = |text: &str| text.find("**").map(|at| Span::new(at, at + 2));
        let mut finding = new(Kind::Missing, Severity::Note, message);
        (finding.source, finding.target) = (place(view.source), place(view.target));
        return Some(finding.confidence(Confidence::Low).identity(format!("** {was}>{is}")));
    }
    let (lost, kind) = match emphasis::lost_square_tag(view.source, view.target) {
        Some(lost) => (lost, Kind::Missing),
        None => (emphasis::lost_square_tag(view.target, view.source)?, Kind::Added),
    };
    let (name, span) = lost;
    let finding = if kind == Kind::Missing {
        new(kind, Severity::Warning, format!("tag `[{name}]` is lost")).in_source(span)
    } else {
        new(kind, Severity::Warning, format!("tag `[{name}]` is not in the source")).in_target(span)
    };
    Some(finding.confidence(Confidence::Medium).identity(format!("[{name}]")))
}
