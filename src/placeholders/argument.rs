//! One placeholder: its family, the argument it stands for, and what it makes of it.

use super::printf::{self, Conversion};
use crate::text::Span;

/// A placeholder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Argument<'t> {
    /// Where it stands.
    pub(crate) span: Span,
    /// How it is written.
    pub(crate) family: Family,
    /// Which argument it stands for.
    pub(crate) name: Name<'t>,
    /// What printf makes of the argument.
    pub(crate) conversion: Option<Conversion<'t>>,
    /// What a message format makes of the argument: `number`, `date`; empty where nothing.
    pub(crate) kind: &'t str,
}

/// Which argument a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name<'t> {
    /// One that is counted, or one with a number.
    Number(u32),
    /// One with a name.
    Text(&'t str),
}

/// How placeholders are written, so far as it tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// `%s`
    Printf,
    /// `%1$s`
    PrintfNumbered,
    /// `%%`, `%n`: what takes no argument.
    Percent,
    /// `%Y`: a part of a date
    Date,
    /// `%1`, `%L1`
    Qt,
    /// `%(name)s`
    Parens,
    /// `%<name>s`
    Angles,
    /// `%{name}`
    PercentBrace,
    /// `%NAME%`
    Environment,
    /// `{}`
    BraceNext,
    /// `{0}`, `{name}`, `{ $name }`
    Brace,
    /// `{ -term }`
    Term,
    /// `{{ name }}`
    Double,
    /// `{% tag %}`
    Template,
    /// `${name}`
    DollarBrace,
    /// `#{name}`
    HashBrace,
    /// `$name`, `$NAME$`
    Dollar,
    /// `$t(key)`
    Call,
    /// `@:key`
    Link,
    /// `__NAME__`
    Underscores,
    /// `#Name1#`
    Hashes,
    /// `[[name]]`
    Squares,
}

impl Family {
    /// The family as arguments are compared: a number that is written and one that is counted name
    /// the same argument.
    fn kin(self) -> Self {
        match self {
            Self::PrintfNumbered => Self::Printf,
            Self::BraceNext => Self::Brace,
            other => other,
        }
    }

    /// Whether its arguments are taken in turn.
    pub(crate) fn is_counted(self) -> bool {
        matches!(self, Self::Printf | Self::BraceNext)
    }
}

/// How many arguments were taken in turn so far.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// By printf placeholders; the first takes 1.
    pub(super) printf: u32,
    /// By empty braces; the first takes 0.
    braces: u32,
}

impl<'t> Argument<'t> {
    /// The argument of the placeholder at `span`; `None` for one that stands for no argument.
    pub(super) fn read(text: &'t str, span: Span, counter: &mut Counter) -> Option<Self> {
        let written = span.of(text);
        let named = |family, name: &'t str| {
            Some(Self::named(span, family, name.trim_matches(|c: char| c.is_whitespace())))
        };
        let between = |open: &str, close: &str| written.strip_prefix(open)?.strip_suffix(close);
        if let Some(inner) = between("{{", "}}") {
            // In Fluent, words between quoted braces are text: `{ "{{c1::" }word{ "}}" }`.
            let name = inner.trim_start_matches('-').split([',', '|']).next()?;
            return if inner.contains('"') { None } else { named(Family::Double, name) };
        }
        if let Some(inner) = between("{%", "%}") {
            return named(Family::Template, inner);
        }
        if let Some(inner) = between("{", "}") {
            return Self::in_braces(inner, span, counter);
        }
        for (open, close, family) in [
            ("${", "}", Family::DollarBrace),
            ("#{", "}", Family::HashBrace),
            ("$t(", ")", Family::Call),
            ("__", "__", Family::Underscores),
            ("[[", "]]", Family::Squares),
        ] {
            if let Some(inner) = between(open, close) {
                return named(family, inner);
            }
        }
        match written.chars().next()? {
            '%' => printf::read(text, span, counter),
            '$' => named(Family::Dollar, &written[1..]),
            '@' => named(Family::Link, &written[1..]),
            '#' => named(Family::Hashes, &written[1..]),
            _ => None,
        }
    }

    /// An argument with nothing but a name.
    pub(super) fn named(span: Span, family: Family, name: &'t str) -> Self {
        Self { span, family, name: Name::Text(name), conversion: None, kind: "" }
    }

    /// What stands between single braces: an argument of Python, .NET, ICU or Fluent.
    pub(super) fn in_braces(inner: &'t str, span: Span, counter: &mut Counter) -> Option<Self> {
        let inner = inner.trim();
        if inner.starts_with('"') {
            return None;
        }
        if inner.starts_with('-') {
            return Some(Self::named(span, Family::Term, inner.split('(').next()?.trim()));
        }
        if let Some((function, rest)) = inner.split_once('(')
            && let Some(from) = rest.find('$')
        {
            let end = rest[from..].find([',', ')', ' ']).map_or(rest.len(), |n| from + n);
            let argument = Self::named(span, Family::Brace, &rest[from..end]);
            return Some(Self { kind: function, ..argument });
        }
        let (name, rest) = inner.split_at(inner.find([',', ':', '!']).unwrap_or(inner.len()));
        let kind = rest.strip_prefix(',').map_or("", |rest| rest.split(',').next().unwrap_or(""));
        // After the comma of .NET stands a width.
        let kind = Some(kind.trim()).filter(|kind| kind.starts_with(char::is_alphabetic));
        let (name, kind) = (name.trim(), kind.unwrap_or_default());
        let mut argument = Self::named(span, Family::Brace, name);
        argument.kind = kind;
        if name.is_empty() {
            argument.family = Family::BraceNext;
            argument.name = Name::Number(counter.braces);
            counter.braces += 1;
        } else if let Ok(number) = name.parse() {
            argument.name = Name::Number(number);
        }
        Some(argument)
    }

    /// Whether both stand for the same argument.
    pub(crate) fn is_for(&self, other: &Self) -> bool {
        self.name == other.name && self.family.kin() == other.family.kin()
    }

    /// Whether it is written in the signs of a family.
    pub(crate) fn is_kin_of(&self, family: Family) -> bool {
        self.family.kin() == family.kin()
    }
}
