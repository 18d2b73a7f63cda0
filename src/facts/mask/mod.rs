//! What is not text: URLs, e-mail addresses, placeholders, markup, code. Nothing in it is a figure.
//!
//! One pass over the characters. Each trigger character asks the reader of its family, and a family
//! is one file here; whatever is not recognised beyond doubt stays text, because a figure that is
//! masked by mistake is a figure that nobody checks.

mod markup;
mod placeholder;
mod web;

use super::{Chars, Roles};
use crate::locale::Locale;
use crate::text::Span;

/// A stretch that is never read as a figure or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: MaskKind,
}

/// What a masked stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaskKind {
    /// An address on the web, with or without its scheme, or the target of a Markdown link.
    Url,
    /// An e-mail address.
    Email,
    /// `@someone` or `#something`.
    Handle,
    /// A tag of HTML, XML or an inline code of the file, which stands as U+FFFC.
    Tag,
    /// A character entity such as `&nbsp;`.
    Entity,
    /// Code in backticks.
    Code,
    /// What a program fills in: `%s`, `{name}`, `${x}`, the frame of an ICU plural.
    Placeholder,
    /// A path in a file system.
    Path,
}

/// What a reader found: from which character to before which, and what.
type Found = Option<(usize, usize, MaskKind)>;

/// Finds what is not text; the masks are sorted and do not overlap.
#[inline(never)]
pub(super) fn read(chars: &Chars, locale: &Locale, masks: &mut Vec<Mask>) {
    let mut frames = placeholder::Frames::default();
    let mut backticks = markup::Backticks::default();
    let mut links = web::Links::default();
    let mut done = 0;
    let mut i = 0;
    loop {
        if !frames.is_open() {
            i = chars.find(i, Roles::TRIGGER);
        }
        if i >= chars.len() {
            return;
        }
        let found = frames.step(chars, i).or_else(|| match chars.raw[i] {
            '\u{fffc}' => Some((i, i + 1, MaskKind::Tag)),
            'h' | 'H' | 'f' | 'F' | 'w' | 'W' | 'm' => web::url(chars, i),
            '@' => placeholder::linked(chars, i).or_else(|| web::at_sign(chars, i, done)),
            '[' => placeholder::squares(chars, i),
            '#' => placeholder::hash(chars, i, &mut frames).or_else(|| web::hashtag(chars, i)),
            '<' => markup::comment(chars, i).or_else(|| markup::tag(chars, i)),
            '&' => markup::entity(chars, i),
            '`' => backticks.code(chars, i),
            ']' => links.target(chars, i),
            '%' => placeholder::percent(chars, i, locale.digits.percent_before, &mut frames),
            '{' => placeholder::brace(chars, i, i, &mut frames),
            '$' => placeholder::dollar(chars, i, &mut frames),
            '_' => placeholder::underscores(chars, i),
            '/' | '~' | '.' => web::path(chars, i),
            '\\' => web::windows_path(chars, i, done),
            _ => None,
        });
        match found {
            Some((start, end, kind)) => {
                masks.push(Mask { span: chars.span(start, end), kind });
                done = end;
                i = end;
            }
            None => i += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The masked stretches of `text`.
    fn masked(text: &str) -> Vec<(&str, MaskKind)> {
        masked_in(text, &Locale::parse("und", "").expect("an empty language file works"))
    }

    fn masked_in<'t>(text: &'t str, locale: &Locale) -> Vec<(&'t str, MaskKind)> {
        let mut chars = Chars::default();
        chars.fill(text);
        let mut masks = Vec::new();
        read(&chars, locale, &mut masks);
        for pair in masks.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{text}: {masks:?}");
        }
        masks.iter().map(|m| (m.span.of(text), m.kind)).collect()
    }

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let found: Vec<&str> = masked(text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        case("See https://example.com/a?b=1&c=2.", &["https://example.com/a?b=1&c=2"]);
        case("詳細はhttps://example.com/2024をご覧ください", &["https://example.com/2024"]);
        case("(www.example.com/x_(1))", &["www.example.com/x_(1)"]);
        case("「http://a.jp/5」と", &["http://a.jp/5"]);
        case("Write to a.b+c@example.co.jp, 5 days", &["a.b+c@example.co.jp"]);
        case("[one](./a/b2.md) (5 minutes)", &["(./a/b2.md)"]);
        case("www. is not an address, nor is http:// alone", &[]);
    }

    #[test]
    fn handles_and_hashtags_need_a_letter() {
        case("@user12 said #win2024 and #1 at 5 @ $3", &["@user12", "#win2024"]);
        case("#Product1# costs C#8", &["#Product1#"]);
        case("meet @5pm", &[]);
    }

    #[test]
    fn markup_is_masked_and_comparisons_are_not() {
        case("<b>5</b> <br/> a&nbsp;b &#39;", &["<b>", "</b>", "<br/>", "&nbsp;", "&#39;"]);
        case("5 < 6 and 7 > 6, <7203>", &[]);
        case("<0>now</0> <12> <1/>", &["<0>", "</0>", "<1/>"]);
        case(
            "<a href=\"x\">5</a> <!-- 5 --> <Stadium, July 24>",
            &["<a href=\"x\">", "</a>", "<!-- 5 -->"],
        );
        case("R&D; AT&T 5", &[]);
        case("use `x = 5` twice, ``a ` b`` and the `90s and `80s", &["`x = 5`", "``a ` b``"]);
        case("a \u{fffc}b\u{fffc} c", &["\u{fffc}", "\u{fffc}"]);
    }

    #[test]
    fn printf_is_told_from_percentages() {
        case("%s has %d of %1$s, %.2f %@ %-5d", &["%s", "%d", "%1$s", "%.2f", "%@", "%-5d"]);
        case("50% of, 5 % d'intérêts, 100% sure, 5%d, 20 %discount", &[]);
        case("%(count)d files, %{n} left, in %ds", &["%(count)d", "%{n}", "%d"]);
        case("%1 of %2, %n, %L1, %10 and %PATH%", &["%1", "%2", "%n", "%L1", "%PATH%"]);
        case("%5,2 %50 %3.5", &[]);
        case("%1$@ %,d %hu %Lf %the %hi %this", &["%1$@", "%,d", "%hu", "%Lf", "%hi"]);
        let prefixing = Locale::parse("und", "[digits]\npercent-before = true").expect("is legal");
        assert!(masked_in("%5 arttı", &prefixing).is_empty());
    }

    #[test]
    fn formats_variables_and_links_are_placeholders() {
        case("{0,-10} {:>8} {1:.2} {12:30} {1,5}", &["{0,-10}", "{:>8}", "{1:.2}"]);
        case("$HOME_DIR and $META and $user", &["$HOME_DIR", "$user"]);
        case("[[user_name]] and [[Main page]]", &["[[user_name]]"]);
        case(
            "@:the.key. and @.lower:key, a@b.example",
            &["@:the.key", "@.lower:key", "a@b.example"],
        );
    }

    #[test]
    fn braces_are_placeholders_and_icu_branches_are_text() {
        case(
            "{} {0} {name} {a.b:>10} {{ x }} ${y} #{z}",
            &["{}", "{0}", "{name}", "{a.b:>10}", "{{ x }}", "${y}", "#{z}"],
        );
        case(
            "{n, plural, =0{none} one{# item} other{{n} of 5}}!",
            &["{n, plural,", "=0{", "}", "one{", "}", "other{", "{n}", "}", "}"],
        );
        case("{n, number, ::.00} and {d,date,short}", &["{n, number, ::.00}", "{d,date,short}"]);
        case(
            "{ $n ->\n [one] 1 card\n *[other] { $n } cards\n}",
            &["{ $n ->", "[one]", "*[other]", "{ $n }", "}"],
        );
        case("{ -brand-name } \\textbf{2019} {5 apples}", &["{ -brand-name }"]);
    }

    #[test]
    fn amounts_are_never_placeholders() {
        case("$5 $400,000 US$3bn $1 $2", &[]);
        case(
            "$COUNT$ of $t(items) for $user at __HOST__",
            &["$COUNT$", "$t(items)", "$user", "__HOST__"],
        );
        case("$META and __100__", &[]);
    }

    #[test]
    fn paths_are_masked_and_ratios_are_not() {
        case("in /usr/lib/x86 or ~/a1/b, C:\\tmp\\5", &["/usr/lib/x86", "~/a1/b", "C:\\tmp\\5"]);
        case("24/7, 5 km/h, 1/2, $5 /month, and/or", &[]);
    }

    #[test]
    fn broken_constructs_stay_text() {
        case("{n, plural, one{5", &["{n, plural,", "one{"]);
        case("{ <b %( ${ `5 &# @ # %", &[]);
    }
}
