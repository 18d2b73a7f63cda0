//! Addresses: of the web, of mail, in a file system; handles and hashtags. They are masked as no text
//! and compared as codes.
//!
//! A translation may lead its readers to pages of their own: `/en/` becomes `/ja/`, `en.wikipedia.org`
//! another host. What names a language is no part of an address as it is compared.

use super::kinds::{Address, tables};
use super::{CheckDigit, Code, CodeKind};
use crate::facts::{Chars, Mask, MaskKind};

/// Longer addresses are compared as far as this, in characters.
const LONGEST: usize = 512;

/// The length that a part of an address needs for one other letter in it to be a slip: shorter ones
/// are countries, languages and endings.
const TELLING: usize = 4;

/// The code of a masked stretch, if it is an address.
pub(super) fn read(chars: &Chars, mask: &Mask) -> Option<Code> {
    let (start, end) = (chars.index(mask.span.start), chars.index(mask.span.end));
    let first = chars.get(start);
    let id = match mask.kind {
        MaskKind::Url => "url",
        MaskKind::Email => "e-mail",
        MaskKind::Path => "path",
        MaskKind::Handle if first == '#' => "hashtag",
        MaskKind::Handle => "handle",
        _ => return None,
    };
    let kind = tables().address(id)?;
    let longest = end.min(start + LONGEST);
    let text: String = (start..longest).map(|at| chars.narrow(at)).collect();
    // The target of a Markdown link stands in brackets; one on the same page is named by its heading.
    let bare = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    if bare.starts_with('#') && bare.len() < text.len() {
        return None;
    }
    let canonical = match mask.kind {
        MaskKind::Url => without_languages(bare).to_ascii_lowercase(),
        MaskKind::Path => bare.trim_end_matches('/').to_owned(),
        _ => bare.to_ascii_lowercase(),
    };
    let bracket = usize::from(bare.len() < text.len());
    Some(Code {
        kind: CodeKind::Identifier(&kind.id),
        canonical,
        exchange: None,
        span: mask.span,
        symbol: chars.span(start + bracket, end - bracket),
        bare: false,
        check: CheckDigit::None,
    })
}

/// Whether both addresses lead to the same host, each to a page in another language.
pub(super) fn are_translations(url: &str, other: &str) -> bool {
    let host = |url: &str| {
        let plain = without_languages(url);
        plain.split('/').next().unwrap_or_default().to_owned()
    };
    let languages = |url: &'_ str| -> Vec<String> {
        let parts = url.split(['/', '.', '?', '&', '=']).filter(|part| names_language(part));
        parts.map(str::to_ascii_lowercase).collect()
    };
    host(url) == host(other) && languages(url) != languages(other)
}

/// An address of the web without its scheme, without `www` and without what names a language.
fn without_languages(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, q)| (path, Some(q)));
    let mut parts = path.trim_end_matches('/').split('/');
    let host = parts.next().unwrap_or_default().to_ascii_lowercase();
    let mut labels = host.split('.').peekable();
    let mut canonical = String::with_capacity(url.len());
    while let Some(label) = labels.next() {
        // `de.wikipedia.org` has two more labels, and `amazon.de` is a shop of its own.
        let last = labels.peek().is_none();
        if label == "www" || (canonical.is_empty() && !last && names_language(label)) {
            continue;
        }
        push(&mut canonical, '.', label);
    }
    for part in parts.filter(|part| !names_language(part)) {
        canonical.push('/');
        canonical.push_str(part);
    }
    let kept = query.into_iter().flat_map(|query| query.split('&')).filter(|pair| {
        let value = pair.split_once('=').map_or("", |(_, value)| value);
        !names_language(value)
    });
    for (at, pair) in kept.enumerate() {
        canonical.push(if at == 0 { '?' } else { '&' });
        canonical.push_str(pair);
    }
    canonical
}

fn push(text: &mut String, separator: char, part: &str) {
    if !text.is_empty() {
        text.push(separator);
    }
    text.push_str(part);
}

/// Whether `part` is the tag of a language: `en`, `pt-BR`, `zh_hans`.
fn names_language(part: &str) -> bool {
    let (language, rest) = part.split_once(['-', '_']).unwrap_or((part, ""));
    let region = rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_alphabetic());
    region && tables().is_language(language)
}

impl Address {
    /// Whether `other` is what became of `code` by a slip: one part differs, and in it one character.
    pub(super) fn is_slip(code: &str, other: &str) -> bool {
        let parts = |text| -> Vec<&str> {
            str::split(text, |c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .collect()
        };
        let (a, b): (Vec<&str>, Vec<&str>) = (parts(code), parts(other));
        let mut other_parts = a.iter().zip(&b).filter(|(a, b)| !a.eq_ignore_ascii_case(b));
        let Some((a_part, b_part)) = other_parts.next() else { return false };
        let numbers = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let telling = a_part.len().min(b_part.len()) >= TELLING
            || (numbers(a_part) && a_part.len() == b_part.len());
        let alike = strsim::damerau_levenshtein(a_part, b_part) <= 1;
        a.len() == b.len() && other_parts.next().is_none() && telling && alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_no_part_of_an_address() {
        for (url, other) in [
            ("https://example.com/en/docs", "http://www.example.com/ja/docs/"),
            ("https://en.wikipedia.org/wiki/Tokyo", "https://fr.wikipedia.org/wiki/Tokyo"),
            ("https://a.com/pt-BR/x?id=5&hl=en", "https://a.com/zh_hans/x?id=5"),
        ] {
            assert_eq!(without_languages(url), without_languages(other), "{url}");
        }
        assert!(are_translations("https://en.a.org/wiki/Tokyo", "https://ja.a.org/wiki/東京"));
        assert!(!are_translations("https://a.org/Tokyo", "https://a.org/Tokio"));
        assert_ne!(without_languages("https://amazon.de"), without_languages("https://amazon.fr"));
        assert_ne!(
            without_languages("https://a.com/docs/1"),
            without_languages("https://a.com/docs/2")
        );
    }

    #[test]
    fn one_other_character_is_a_slip_and_another_ending_is_none() {
        assert!(Address::is_slip("example.com/docs", "exmaple.com/docs"));
        assert!(Address::is_slip("example.com/2024/5", "example.com/2023/5"));
        assert!(Address::is_slip("info@example.com", "infos@example.com"));
        assert!(!Address::is_slip("amazon.de", "amazon.fr"));
        assert!(!Address::is_slip("example.com/issues/282", "example.com/issues/1957"));
        assert!(!Address::is_slip("example.com/docs", "example.com/manual"));
    }
}
