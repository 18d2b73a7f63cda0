//! What became of the arguments of a message.

use super::{Argument, Branch, Choice, ChoiceKind, Family, Message, Name, Node};
use crate::plurals::{Category, Covers, Plurals};
use crate::text::Span;
use smallvec::SmallVec;
use std::ops::Range;

/// A text with more placeholders is a table of data, and no message that is worth its comparison.
const MOST: usize = 1000;

/// One side of a pair.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a, 't> {
    /// Its text.
    pub(crate) text: &'t str,
    /// Its arguments and choices.
    pub(crate) message: &'a Message<'t>,
    /// The plural forms of its language.
    pub(crate) plurals: &'a Plurals,
}

/// A way in which the target fills in other things than the source.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Difference<'t> {
    /// The target lacks it.
    Missing(Argument<'t>),
    /// A branch of the target lacks it, and others have it.
    Lacking { argument: Argument<'t>, choice: Choice<'t>, branch: Branch<'t>, for_none: bool },
    /// Some branch of the source has it, and no text of the target.
    Unused(Argument<'t>),
    /// The source does not have it.
    Added(Argument<'t>),
    /// Another argument, or another conversion, stands in its place.
    Changed { source: Argument<'t>, target: Span },
    /// The argument is the same and is shown in another way.
    Shown { source: Argument<'t>, target: Argument<'t> },
    /// Two that are taken in turn have each the other's place.
    Swapped { source: (Argument<'t>, Argument<'t>), target: Span },
    /// It stands more often or less often than in the source.
    Repeated { argument: Argument<'t>, target: Span, counts: (usize, usize) },
    /// No value of the source can choose the branch: its key was translated.
    Key { choice: Choice<'t>, branch: Branch<'t> },
}

/// The differences of a pair; nearly always none.
pub(crate) type Differences<'t> = SmallVec<[Difference<'t>; 2]>;

/// How the target differs. `drops_one` says that it is the text for one number alone, which it may
/// spell or leave out.
pub(crate) fn differences<'t>(
    source: Side<'_, 't>,
    target: Side<'_, 't>,
    drops_one: bool,
) -> Differences<'t> {
    let mut found = Differences::new();
    let same = |a: &Argument<'_>, b: &Argument<'_>| {
        a.is_for(b) && a.family == b.family && a.conversion == b.conversion && a.kind == b.kind
    };
    let chooses = |side: Side<'_, '_>| side.message.choices().next().is_some();
    if chooses(source) || chooses(target) {
        branched(source, target, &mut found);
        keys(source, target, &mut found);
        return found;
    }
    let mut others = target.message.arguments();
    if source.message.arguments().all(|a| others.next().is_some_and(|b| same(a, b)))
        && others.next().is_none()
    {
        return found;
    }
    let date = |side: Side<'_, 't>| {
        side.message.arguments().find(|one| one.family == Family::Date).copied()
    };
    // Each language writes the parts of a date in an order of its own, and may leave some out.
    match (date(source), date(target)) {
        (Some(one), None) => found.push(Difference::Missing(one)),
        (None, Some(one)) => found.push(Difference::Added(one)),
        _ => {}
    }
    let (a, b) = (of_text(source), of_text(target));
    if a.len().max(b.len()) <= MOST {
        flat(source, target, &a, &b, &mut found);
        if drops_one {
            allow_one_to_be_dropped(&a, &mut found);
        }
    }
    found
}

/// The arguments of a side, without what takes no argument and without parts of dates.
fn of_text<'t>(side: Side<'_, 't>) -> SmallVec<[Argument<'t>; 8]> {
    let compared = |one: &&Argument<'_>| !matches!(one.family, Family::Percent | Family::Date);
    side.message.arguments().filter(compared).copied().collect()
}

/// Compares texts that choose between nothing.
fn flat<'t>(
    source: Side<'_, 't>,
    target: Side<'_, 't>,
    a: &[Argument<'t>],
    b: &[Argument<'t>],
    found: &mut Differences<'t>,
) {
    let (mut missing, mut added) = (SmallVec::<[_; 8]>::new(), SmallVec::<[_; 8]>::new());
    let in_turn = |family: Family| {
        let counted = |list: &[Argument<'_>]| {
            let mut kin = list.iter().filter(|one| one.is_kin_of(family)).peekable();
            kin.peek().is_some() && kin.all(|one| one.family == family)
        };
        counted(a) && counted(b)
    };
    let turns = [Family::Printf, Family::BraceNext].map(|family| in_turn(family).then_some(family));
    for family in turns.into_iter().flatten() {
        counted(family, (a, &mut missing), (b, &mut added), found);
    }
    let by_turn = |one: &Argument<'_>| turns.contains(&Some(one.family));
    let first = |list: &[Argument<'_>], at: usize| !list[..at].iter().any(|o| o.is_for(&list[at]));
    for (at, one) in a.iter().enumerate().filter(|(at, one)| !by_turn(one) && first(a, *at)) {
        match b.iter().find(|other| other.is_for(one)) {
            Some(other) => found.extend(conversion(one, other)),
            None => missing.push(*one),
        }
        let count = |list: &[Argument<'t>]| list.iter().filter(|o| o.is_for(one)).count();
        let counts = (count(&a[at..]), count(b));
        if counts.1 > 0 && counts.0 != counts.1 && matches!(one.name, Name::Text(_)) {
            let last = b.iter().rfind(|other| other.is_for(one)).map_or(one.span, |o| o.span);
            found.push(Difference::Repeated { argument: *one, target: last, counts });
        }
    }
    let strange =
        |at: usize, one: &Argument<'_>| first(b, at) && !a.iter().any(|other| other.is_for(one));
    let strangers = b.iter().enumerate().filter(|(at, one)| !by_turn(one) && strange(*at, one));
    added.extend(strangers.map(|(_, one)| *one));
    missing.retain(|one| !is_written(one, source.text, (target.text, b)));
    added.retain(|one| !is_written(one, target.text, (source.text, a)));
    pair_up(&mut missing, &mut added, (source.text, target.text), found);
    found.extend(missing.into_iter().map(Difference::Missing));
    found.extend(added.into_iter().map(Difference::Added));
}

/// Compares arguments that are taken in turn: one that moves takes another value.
fn counted<'t>(
    family: Family,
    (a, missing): (&[Argument<'t>], &mut SmallVec<[Argument<'t>; 8]>),
    (b, added): (&[Argument<'t>], &mut SmallVec<[Argument<'t>; 8]>),
    found: &mut Differences<'t>,
) {
    let of = |list: &[Argument<'t>]| -> SmallVec<[Argument<'t>; 8]> {
        list.iter().filter(|one| one.family == family).copied().collect()
    };
    let (a, mut left) = (of(a), of(b));
    let differ = |one: &Argument<'_>, other: &Argument<'_>| one.conversion != other.conversion;
    let moved: SmallVec<[usize; 4]> =
        (0..a.len().min(left.len())).filter(|&at| differ(&a[at], &left[at])).collect();
    let b = left.clone();
    let mut lost = SmallVec::<[Argument<'t>; 8]>::new();
    for one in &a {
        match left.iter().position(|other| !differ(one, other)) {
            Some(at) => drop(left.remove(at)),
            None => lost.push(*one),
        }
    }
    if lost.is_empty()
        && left.is_empty()
        && let (Some(&i), Some(&j)) = (moved.first(), moved.last())
    {
        let target = b[i].span.join(b[j].span);
        found.push(Difference::Swapped { source: (a[i], a[j]), target });
        return;
    }
    while !lost.is_empty() && !left.is_empty() {
        let (one, other) = (lost.remove(0), left.remove(0));
        found.push(changed(one, other));
    }
    missing.extend(lost);
    added.extend(left);
}

/// What two placeholders of one argument differ in.
fn conversion<'t>(source: &Argument<'t>, target: &Argument<'t>) -> Option<Difference<'t>> {
    let kinds = source.kind != target.kind;
    let differ = matches!((source.conversion, target.conversion), (Some(a), Some(b)) if a != b);
    (differ || kinds).then(|| changed(*source, *target))
}

/// A change of conversion.
fn changed<'t>(source: Argument<'t>, target: Argument<'t>) -> Difference<'t> {
    let harmless = match (source.conversion, target.conversion) {
        (Some(a), Some(b)) => a.takes_the_same(b),
        _ => true,
    };
    if harmless {
        Difference::Shown { source, target }
    } else {
        Difference::Changed { source, target: target.span }
    }
}

/// Whether a placeholder of one text stands in the other as often, though it was not seen there: a
/// word touches it, or its percent sign has a digit before it. `others` were seen there.
fn is_written(one: &Argument<'_>, own: &str, (other, others): (&str, &[Argument<'_>])) -> bool {
    let written = one.span.of(own);
    let stands = |text: &str, at: usize| {
        let behind = text[at + written.len()..].chars().next();
        !(written.ends_with(|c: char| c.is_ascii_digit())
            && behind.is_some_and(|c| c.is_ascii_digit()))
    };
    let part = |at: usize| {
        let span = Span::new(at, at + written.len());
        others.iter().any(|other| other.span.overlaps(span) && other.span != span)
    };
    let places = |text| str::match_indices(text, written).map(|(at, _)| at);
    let found = places(other).filter(|&at| stands(other, at) && !part(at)).count();
    found > 0 && found >= places(own).filter(|&at| stands(own, at)).count()
}

/// Takes what is missing and what is added for changes where one may have become the other: the
/// same name in other signs, another name in the same ones, or broken signs.
fn pair_up<'t>(
    missing: &mut SmallVec<[Argument<'t>; 8]>,
    added: &mut SmallVec<[Argument<'t>; 8]>,
    (source, target): (&str, &str),
    found: &mut Differences<'t>,
) {
    type Alike = fn(&Argument<'_>, &Argument<'_>) -> bool;
    let by_name: Alike = |a, b| a.name == b.name;
    let by_signs: Alike = |a, b| a.is_kin_of(b.family);
    let alone = missing.len() == 1 && added.len() == 1;
    for alike in [Some(by_name), Some(by_signs), None] {
        let alike = |a: &Argument<'_>, b: &Argument<'_>| alike.map_or(alone, |alike| alike(a, b));
        missing.retain(|one| {
            let Some(at) = added.iter().position(|other| alike(one, other)) else { return true };
            found.push(Difference::Changed { source: *one, target: added.remove(at).span });
            false
        });
    }
    let taken = |span: Span, found: &Differences<'_>| {
        found
            .iter()
            .any(|d| matches!(d, Difference::Changed { target, .. } if target.overlaps(span)))
    };
    missing.retain(|one| {
        let place = spaced(one.span.of(source), target).or_else(|| broken(one, target));
        match place.filter(|&span| !taken(span, found)) {
            Some(span) => found.push(Difference::Changed { source: *one, target: span }),
            None => return true,
        }
        false
    });
}

/// Where the characters of a placeholder stand with spaces between them or in full width: `% 1`, `％s`.
fn spaced(written: &str, target: &str) -> Option<Span> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let first = written.chars().next()?;
    let starts = target.char_indices().filter(|(_, c)| narrow(*c) == first);
    let mut places = starts.filter_map(|(start, _)| {
        let mut wanted = written.chars().filter(|c| !c.is_whitespace()).peekable();
        for (offset, c) in target[start..].char_indices() {
            match wanted.peek() {
                None => return Some(Span::new(start, start + offset)),
                Some(&next) if next == narrow(c) => _ = wanted.next(),
                Some(_) if c.is_whitespace() => {}
                Some(_) => return None,
            }
        }
        wanted.peek().is_none().then(|| Span::new(start, target.len()))
    });
    places.find(|span| span.of(target) != written)
}

/// Where words in the braces of a placeholder stand that are no name of an argument: `{имя}`.
fn broken(one: &Argument<'_>, target: &str) -> Option<Span> {
    let braced = [
        Family::Brace,
        Family::Double,
        Family::DollarBrace,
        Family::HashBrace,
        Family::PercentBrace,
    ];
    if !braced.iter().any(|&family| one.is_kin_of(family)) {
        return None;
    }
    let words = |inner: &str| !inner.is_empty() && inner.len() <= 60 && !inner.is_ascii();
    target.match_indices('{').find_map(|(open, _)| {
        let inner = &target[open + 1..];
        let close = inner.find(['{', '}'])?;
        (inner[close..].starts_with('}') && words(&inner[..close]))
            .then(|| Span::new(open, open + 1 + close + 1))
    })
}

/// Takes back that one argument is missing, where nothing else is wrong and no other argument moves
/// into its place.
fn allow_one_to_be_dropped(source: &[Argument<'_>], found: &mut Differences<'_>) {
    if let [Difference::Missing(one)] = found[..] {
        let later =
            |other: &&Argument<'_>| other.family == one.family && other.span.start > one.span.start;
        if !one.family.is_counted() || !source.iter().any(|other| later(&other)) {
            found.clear();
        }
    }
}

/// How surely a text fills in an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Coverage {
    /// Some branch lacks it.
    No,
    /// A branch that is for none, too, spells one.
    ForNone,
    /// Every branch has it or need not.
    Yes,
}

/// Compares texts of which at least one is a choice.
fn branched<'t>(source: Side<'_, 't>, target: Side<'_, 't>, found: &mut Differences<'t>) {
    let arguments = source.message.arguments().filter(|one| one.family != Family::Percent);
    let all = |side: Side<'_, 't>| 0..side.message.nodes.len();
    let mut seen = SmallVec::<[Argument<'t>; 8]>::new();
    for one in arguments {
        if seen.len() >= MOST || seen.iter().any(|other| other.is_for(one)) {
            continue;
        }
        seen.push(*one);
        let stands = target.message.arguments().find(|other| other.is_for(one));
        if coverage(source, all(source), one) == Coverage::Yes {
            lacking(target, all(target), one, found);
        } else if stands.is_none() {
            found.push(Difference::Unused(*one));
        }
    }
    let chosen = |one: &Argument<'_>| {
        let mut choices = source.message.choices();
        choices.any(|(choice, _)| one.name == Name::Text(choice.argument))
    };
    let mut strange = SmallVec::<[Argument<'t>; 2]>::new();
    for one in target.message.arguments().filter(|one| one.family != Family::Percent) {
        let known = seen.iter().chain(&strange).any(|other| other.is_for(one)) || chosen(one);
        if !known && strange.len() < MOST {
            strange.push(*one);
        }
    }
    found.extend(strange.into_iter().map(Difference::Added));
}

/// Whether the parts of a message fill in an argument, whatever is chosen.
fn coverage(side: Side<'_, '_>, parts: Range<usize>, wanted: &Argument<'_>) -> Coverage {
    let mut best = Coverage::No;
    let mut at = parts.start;
    while at < parts.end && best < Coverage::Yes {
        match &side.message.nodes[at] {
            Node::Argument(one) if one.is_for(wanted) => best = Coverage::Yes,
            Node::Choice(choice) => {
                best = best.max(of_choice(side, at, choice, wanted));
                at = choice.end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    best
}

/// Whether every branch of the choice at an index fills in an argument.
fn of_choice(
    side: Side<'_, '_>,
    index: usize,
    choice: &Choice<'_>,
    wanted: &Argument<'_>,
) -> Coverage {
    let branches = side.message.branches(index);
    branches
        .map(|(at, branch)| of_branch(side, choice, (at, branch), wanted))
        .min()
        .unwrap_or(Coverage::No)
}

/// Whether a branch fills in an argument, or need not because it is for one number alone.
fn of_branch(
    side: Side<'_, '_>,
    choice: &Choice<'_>,
    (at, branch): (usize, &Branch<'_>),
    wanted: &Argument<'_>,
) -> Coverage {
    let spelled = if wanted.name == Name::Text(choice.argument) {
        spells(choice, branch, side.plurals)
    } else {
        Coverage::No
    };
    spelled.max(coverage(side, at + 1..branch.end, wanted))
}

/// Whether a branch may spell its number.
fn spells(choice: &Choice<'_>, branch: &Branch<'_>, plurals: &Plurals) -> Coverage {
    let forms = match choice.kind {
        ChoiceKind::Plural => &plurals.cardinal,
        ChoiceKind::Ordinal => &plurals.ordinal,
        ChoiceKind::Select => return Coverage::No,
    };
    if branch.number().is_some() {
        return Coverage::Yes;
    }
    match Category::by_name(branch.key).map(|category| forms.covers(category)) {
        Some(Covers::Only(_)) => Coverage::Yes,
        // No whole number comes there.
        Some(Covers::Nothing) if forms.is_known() => Coverage::Yes,
        Some(Covers::NoneAndOne) => Coverage::ForNone,
        _ => Coverage::No,
    }
}

/// Says which branches lack an argument that the source always fills in.
fn lacking<'t>(
    side: Side<'_, 't>,
    parts: Range<usize>,
    wanted: &Argument<'t>,
    found: &mut Differences<'t>,
) {
    if coverage(side, parts.clone(), wanted) == Coverage::Yes {
        return;
    }
    // Inside the first choice that has it somewhere, the branches without it are to blame.
    let mut at = parts.start;
    while at < parts.end {
        let Node::Choice(choice) = side.message.nodes[at] else {
            at += 1;
            continue;
        };
        let of = |branch| of_branch(side, &choice, branch, wanted);
        if side.message.branches(at).any(|branch| of(branch) > Coverage::No) {
            for (index, branch) in side.message.branches(at) {
                let coverage = of((index, branch));
                if coverage < Coverage::Yes {
                    let for_none = coverage == Coverage::ForNone;
                    let (argument, branch) = (*wanted, *branch);
                    found.push(Difference::Lacking { argument, choice, branch, for_none });
                }
            }
            return;
        }
        at = choice.end;
    }
    found.push(Difference::Missing(*wanted));
}

/// Compares the keys of choices by a word: a program compares them with values that nobody translates.
fn keys<'t>(source: Side<'_, 't>, target: Side<'_, 't>, found: &mut Differences<'t>) {
    let words = |side: Side<'_, 't>, argument: &str, key: &str| {
        side.message.choices().any(|(choice, mut branches)| {
            choice.argument == argument && branches.any(|branch| branch.key == key)
        })
    };
    let is_known =
        |argument: &str| source.message.choices().any(|(choice, _)| choice.argument == argument);
    for (choice, branches) in target.message.choices() {
        if choice.kind != ChoiceKind::Select || !is_known(choice.argument) {
            continue;
        }
        for branch in branches {
            let usual = Category::by_name(branch.key).is_some();
            if !usual && !words(source, choice.argument, branch.key) {
                found.push(Difference::Key { choice: *choice, branch: *branch });
            }
        }
    }
}
