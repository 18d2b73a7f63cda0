//! Which language a tag, a file name or a text speaks of.
//!
//! A tag is taken as the user or the file writes it and brought into its BCP 47 form. A file name is
//! believed only where it holds a real language code at a usual place; a text is guessed from its
//! script, or from its small words, and only as a last resort.

use super::Format;
use super::discover::SLOT;
use std::path::Path;

/// ISO 639 codes; the file says what its columns mean.
const CODES: &str = include_str!("../../rules/language-codes.tsv");

/// Small words of languages that share a script.
const SMALL_WORDS: &str = include_str!("../../rules/guess.tsv");

/// Regions that, written small after their language, are meant as regions although they are codes
/// of languages too (`br` is Breton, `tw` is Twi).
const SMALL_REGIONS: [(&str, &str); 2] = [("pt", "br"), ("zh", "tw")];

/// A row of [`CODES`].
struct Code {
    /// The shortest code of the language.
    tag: &'static str,
    /// Whether it was written as the shortest code.
    shortest: bool,
    /// Whether it is an everyday word too.
    word: bool,
}

fn code(subtag: &str) -> Option<Code> {
    if !matches!(subtag.len(), 2 | 3) || !subtag.is_ascii() {
        return None;
    }
    rows(CODES).find_map(|row| {
        let mut columns = row.split('\t');
        let tag = columns.next()?;
        let other = columns.next().unwrap_or_default();
        let word = columns.next() == Some("word");
        let shortest = tag.eq_ignore_ascii_case(subtag);
        (shortest || other.split(',').any(|other| other.eq_ignore_ascii_case(subtag)))
            .then_some(Code { tag, shortest, word })
    })
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Brings a well-formed language tag into its usual form: `pt_br` is `pt-BR`, `zh-hant` is
/// `zh-Hant`, `eng_Latn` is `en-Latn`, `sr@latin` is `sr-Latn`. The language need not be a known
/// one; `None` means that this is no tag at all.
pub fn canonical(tag: &str) -> Option<String> {
    let tag = tag.trim();
    // Of a POSIX locale (`ca_ES.UTF-8@valencia`) only the script is of use.
    let (tag, modifier) = tag.split_once('@').unwrap_or((tag, ""));
    let tag = tag.split_once('.').map_or(tag, |(tag, _)| tag);
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next()?.to_ascii_lowercase();
    if !matches!(language.len(), 2 | 3) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut out = code(&language).map_or(language, |known| known.tag.to_owned());
    let mut scripted = false;
    for subtag in subtags {
        if !matches!(subtag.len(), 1..=8) || !subtag.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        out.push('-');
        if is_script(subtag) && !scripted {
            scripted = true;
            out.push_str(&subtag[..1].to_ascii_uppercase());
            out.push_str(&subtag[1..].to_ascii_lowercase());
        } else if subtag.len() == 2 {
            out.push_str(&subtag.to_ascii_uppercase());
        } else {
            out.push_str(&subtag.to_ascii_lowercase());
        }
    }
    match modifier {
        "latin" if !scripted => out.insert_str(out.find('-').unwrap_or(out.len()), "-Latn"),
        "cyrillic" if !scripted => out.insert_str(out.find('-').unwrap_or(out.len()), "-Cyrl"),
        _ => {}
    }
    Some(out)
}

fn is_script(subtag: &str) -> bool {
    subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The tag if `text` is one with a real language code, such as a column header.
pub(super) fn known(text: &str) -> Option<String> {
    let language = text.trim().split(['-', '_', '@']).next()?;
    code(language)?;
    let rest = text.trim()[language.len()..].split('@').next()?;
    rest.split(['-', '_']).skip(1).all(is_script_or_region).then(|| canonical(text))?
}

fn is_script_or_region(subtag: &str) -> bool {
    is_script(subtag)
        || (subtag.len() == 2 && subtag.bytes().all(|b| b.is_ascii_alphabetic()))
        || (subtag.len() == 3 && subtag.bytes().all(|b| b.is_ascii_digit()))
}

/// The tag if the name around all strings of a file is one. A name that reads as an everyday word
/// too (`my`, `it`) is believed only where it is one of the languages that are expected.
pub(super) fn around<'a>(
    name: &str,
    mut expected: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let primary = |tag: &str| tag.split('-').next().map(str::to_owned);
    let tag = single(name, false)?.target?;
    (!is_word(name) || expected.any(|expected| primary(expected) == primary(&tag))).then_some(tag)
}

/// The languages that a file name gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The source language, which only a name with both has.
    pub(super) source: Option<String>,
    /// The target language, or the one of a file with one language.
    pub(super) target: Option<String>,
}

/// Reads the languages out of a path: `article.en.txt`, `ja.tsv`, `en-ja.tsv`, `news_en_ja.jsonl`,
/// `strings_pt-BR.po`, `locale/ja/LC_MESSAGES/app.po`, `ja/app.po`.
pub(super) fn from_path(path: &Path) -> Named {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    // Corpora are often called `train.en` and `train.ja`.
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let ending = if Format::of(path).is_none() { single(ending, false) } else { None };
    ending.or_else(|| from_stem(stem)).or_else(|| from_folder(path)).unwrap_or_default()
}

fn from_stem(stem: &str) -> Option<Named> {
    let part = stem.rsplit('.').next()?;
    let alone = part.len() == stem.len();
    if let Some(named) = pair(part).or_else(|| single(part, alone)) {
        return Some(named);
    }
    part.match_indices(['_', '-']).find_map(|(at, _)| {
        let suffix = &part[at + 1..];
        pair(suffix).or_else(|| single(suffix, false).filter(|_| !is_word(suffix)))
    })
}

/// The folder that gettext, Apple's platforms and most translation platforms name after the language.
fn from_folder(path: &Path) -> Option<Named> {
    let mut folders = path.parent()?.components().rev().filter_map(|c| c.as_os_str().to_str());
    let mut name = folders.next()?;
    let gettext = name == "LC_MESSAGES";
    if gettext {
        name = folders.next()?;
        return single(name, true);
    }
    let target = folder(name).filter(|folder| !folder.is_word)?.tag;
    target.map(|target| Named { source: None, target: Some(target) })
}

/// What the name of a folder says of the language of the files in it.
#[derive(Debug)]
pub(super) struct Folder {
    /// The name with a mark for the language, which is what the folders of all languages share.
    pub(super) template: String,
    /// The language; `None` for the folder of the language that the project began with.
    pub(super) tag: Option<String>,
    /// Whether the name is an everyday word too.
    pub(super) is_word: bool,
}

/// Reads the name of a folder: `ja`, `pt_BR`, and by custom of Android `values-pt-rBR` and
/// `values-b+sr+Latn` beside `values`, of Apple `ja.lproj` beside `Base.lproj`.
pub(super) fn folder(name: &str) -> Option<Folder> {
    let (template, tag) = if let Some(rest) = name.strip_prefix("values") {
        let tag = match rest.strip_prefix('-') {
            None if rest.is_empty() => None,
            None => return None,
            Some(tag) => Some(android(tag)?),
        };
        ("values".to_owned(), tag)
    } else if let Some(tag) = name.strip_suffix(".lproj") {
        let tag = if tag == "Base" { None } else { Some(alone(tag)?) };
        (format!("{SLOT}.lproj"), tag)
    } else {
        (SLOT.to_owned(), Some(inside(name)?))
    };
    Some(Folder { template, tag, is_word: is_word(name) })
}

/// The language of a qualifier of Android resources, without the other qualifiers behind it.
fn android(qualifiers: &str) -> Option<String> {
    if let Some(tag) = qualifiers.strip_prefix("b+") {
        return known(&tag.split('-').next()?.replace('+', "-"));
    }
    let mut parts = qualifiers.split('-');
    let language = parts.next().filter(|tag| matches!(tag.len(), 2 | 3))?;
    let region = parts.next().and_then(|part| part.strip_prefix('r'));
    let tag = region.map_or_else(|| language.to_owned(), |region| format!("{language}-{region}"));
    single(&tag, false)?.target
}

/// The tag that stands for itself, as the name of a file does.
pub(super) fn alone(part: &str) -> Option<String> {
    single(part, true)?.target
}

/// The tag that a part of a name is.
pub(super) fn inside(part: &str) -> Option<String> {
    single(part, false)?.target
}

/// A part of a name that is a tag. A three-letter code that has a shorter form (`may`, `per`) counts
/// only where it stands `alone` or with a script or region.
fn single(part: &str, alone: bool) -> Option<Named> {
    let tag = known(part)?;
    (alone || part.contains(['-', '_', '@']) || code(part)?.shortest)
        .then_some(Named { source: None, target: Some(tag) })
}

/// Whether a part of a name reads as everyday words; a region in capitals (`it-IT`) speaks against.
pub(super) fn is_word(part: &str) -> bool {
    let language = part.split(['-', '_', '@']).next().unwrap_or_default();
    let region = part[language.len()..].bytes().any(|b| b.is_ascii_uppercase());
    !region && code(language).is_some_and(|code| code.word)
}

/// A part of a name that is two tags: `en-ja`, `en_pt-BR`, `en2ja`, `en-to-ja`.
fn pair(part: &str) -> Option<Named> {
    part.match_indices(['-', '_', '2']).find_map(|(at, _)| {
        let (left, right) = (&part[..at], &part[at + 1..]);
        let right = right.strip_prefix("to-").or(right.strip_prefix("to_")).unwrap_or(right);
        let (source, target) = (known(left)?, known(right)?);
        (source != target && !is_region(left, right) && !(is_word(left) && is_word(right)))
            .then_some(Named { source: Some(source), target: Some(target) })
    })
}

/// Whether the second of two subtags is the region of the first: `pt_BR`, and `pt-br` by custom.
fn is_region(left: &str, right: &str) -> bool {
    let capitals = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase());
    (right.len() == 2 && capitals(right) && !capitals(left))
        || SMALL_REGIONS.contains(&(left, right))
}

/// What a sample of text shows about its language.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    letters: [u32; SCRIPTS.len()],
    total: u32,
    /// Letters that Ukrainian has and Russian has not.
    ukrainian: u32,
    text: String,
}

/// Scripts that say which language it is, with that language; kana goes before Han.
const SCRIPTS: [(&str, &str); 10] = [
    ("Kana", "ja"),
    ("Hangul", "ko"),
    ("Han", "zh"),
    ("Thai", "th"),
    ("Greek", "el"),
    ("Hebrew", "he"),
    ("Arabic", "ar"),
    ("Devanagari", "hi"),
    ("Cyrillic", "ru"),
    ("Latin", ""),
];

const KANA: usize = 0;
const HAN: usize = 2;
const CYRILLIC: usize = 8;
const LATIN: usize = 9;

/// The place of a letter's script in [`SCRIPTS`].
fn script(c: char) -> Option<usize> {
    Some(match c {
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}' => KANA,
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' => 1,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' => HAN,
        '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' => 3,
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => 4,
        '\u{05D0}'..='\u{05EA}' => 5,
        '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' => 6,
        '\u{0904}'..='\u{0939}' | '\u{093E}'..='\u{094D}' => 7,
        '\u{0400}'..='\u{052F}' => CYRILLIC,
        _ if c.is_alphabetic() && c < '\u{0250}' => LATIN,
        _ => return None,
    })
}

impl Sample {
    /// How much text a sample needs at most, in bytes.
    const ENOUGH: usize = 16 << 10;

    /// Adds a segment, or the beginning of a long one.
    pub(super) fn add(&mut self, text: &str) {
        let room = Self::ENOUGH.saturating_sub(self.text.len());
        let end = (0..=room.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        let text = &text[..end.unwrap_or(0)];
        for c in text.chars() {
            if let Some(script) = script(c) {
                self.letters[script] += 1;
                self.total += 1;
                self.ukrainian += u32::from("іїєґІЇЄҐ".contains(c));
            }
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The language, if the text shows it.
    pub(super) fn guess(&self) -> Option<&'static str> {
        self.guess_by_script().or_else(|| self.guess_by_words())
    }

    /// The best known language of the script, if that is not the Latin one.
    fn guess_by_script(&self) -> Option<&'static str> {
        // Foreign names and codes are in Latin letters in every script, so a fifth is enough.
        let enough = |count: u32| count > 0 && count * 5 >= self.total;
        let japanese = self.letters[KANA] + self.letters[HAN];
        if enough(japanese) && self.letters[KANA] * 20 >= japanese {
            return Some(SCRIPTS[KANA].1);
        }
        let (script, &count) =
            self.letters[..LATIN].iter().enumerate().max_by_key(|&(at, &n)| (n, LATIN - at))?;
        let ukrainian = script == CYRILLIC && self.ukrainian * 50 >= count;
        enough(count).then_some(if ukrainian { "uk" } else { SCRIPTS[script].1 })
    }

    /// The language with the most small words, if it is well ahead of the next.
    fn guess_by_words(&self) -> Option<&'static str> {
        let words = self.words();
        let mut scores: Vec<_> = small_words()
            .map(|(tag, small)| (words.iter().filter(|word| is_in(small, word)).count(), tag))
            .collect();
        scores.sort_by_key(|&(hits, _)| std::cmp::Reverse(hits));
        let [(best, tag), (next, _), ..] = scores[..] else { return None };
        (best >= 3 && best * 10 >= words.len() && best * 2 >= next * 3).then_some(tag)
    }

    fn words(&self) -> Vec<String> {
        let words = self.text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }
}

/// The languages that are known by their small words, each with a list of them.
fn small_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(SMALL_WORDS).filter_map(|row| row.split_once('\t'))
}

fn is_in(small: &str, word: &str) -> bool {
    small.split(' ').any(|other| other == word)
}

/// The language of a tag without its script and region.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// How sure [`leaning`] can be at most.
const SURE: f64 = 4.0;

/// Which of two languages a text is in: above zero for the first, below for the second, and zero
/// where it shows nothing.
pub(super) fn leaning(text: &str, tags: [&str; 2]) -> f64 {
    let mut sample = Sample::default();
    sample.add(text);
    let tags = tags.map(primary);
    let mut seen = sample.guess_by_script();
    // A heading in Japanese may have no kana.
    if seen == Some("zh") && !tags.contains(&"zh") {
        seen = Some("ja");
    }
    let letters = (f64::from(sample.total) / 2.0).min(SURE);
    let written = |tag: &str| match seen {
        Some(seen) => tag == seen || !is_known(tag),
        None => !has_own_script(tag),
    };
    match tags.map(|tag| (seen == Some(tag), written(tag))) {
        [(true, _), (false, _)] | [(_, true), (_, false)] => letters,
        [(false, _), (true, _)] | [(_, false), (_, true)] => -letters,
        _ if seen.is_none() => sample.leaning_by_words(tags),
        _ => 0.0,
    }
}

/// Whether a text in the language can be recognised.
fn is_known(tag: &str) -> bool {
    has_own_script(tag) || small_words().any(|(known, _)| known == tag)
}

/// Whether the language is one that its script tells.
fn has_own_script(tag: &str) -> bool {
    tag == "uk" || SCRIPTS[..LATIN].iter().any(|(_, known)| *known == tag)
}

impl Sample {
    /// By small words, as [`leaning`]. Where those of one language are not known, a text of some
    /// length without any of the other is in it.
    fn leaning_by_words(&self, tags: [&str; 2]) -> f64 {
        let words = self.words();
        let hits = tags.map(|tag| {
            let (_, small) = small_words().find(|(known, _)| *known == tag)?;
            Some(words.iter().filter(|word| is_in(small, word)).count() as f64)
        });
        let expected = words.len() as f64 / 8.0;
        let lean = match hits {
            [Some(first), Some(second)] => first - second,
            [Some(first), None] => first - expected,
            [None, Some(second)] => expected - second,
            [None, None] => 0.0,
        };
        lean.clamp(-SURE, SURE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> (Option<String>, Option<String>) {
        let named = from_path(Path::new(name));
        (named.source, named.target)
    }

    fn some(source: &str, target: &str) -> (Option<String>, Option<String>) {
        let tag = |tag: &str| (!tag.is_empty()).then(|| tag.to_owned());
        (tag(source), tag(target))
    }

    #[test]
    fn a_tag_is_brought_into_its_usual_form() {
        for (written, expected) in [
            ("en", "en"),
            ("PT_br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("eng_Latn", "en-Latn"),
            ("sr@latin", "sr-Latn"),
            ("sr_RS@latin", "sr-Latn-RS"),
            ("ca_ES.UTF-8@valencia", "ca-ES"),
            ("es-419", "es-419"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(canonical(written).as_deref(), Some(expected), "{written}");
        }
        for wrong in ["", "english", "e", "en-", "日本語", "en US", "1a"] {
            assert_eq!(canonical(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_file_name_gives_its_languages() {
        for (name, source, target) in [
            ("article.en.txt", "", "en"),
            ("ja.tsv", "", "ja"),
            ("en-ja.tsv", "en", "ja"),
            ("en_ja.jsonl", "en", "ja"),
            ("en2ja.tsv", "en", "ja"),
            ("en-to-ja.tsv", "en", "ja"),
            ("news.en-pt-BR.tsv", "en", "pt-BR"),
            ("newstest2020-en-ja.tsv", "en", "ja"),
            ("eng-jpn.tsv", "en", "ja"),
            ("strings_pt-BR.po", "", "pt-BR"),
            ("strings_pt_BR.po", "", "pt-BR"),
            ("pt-br.po", "", "pt-BR"),
            ("zh_Hant.po", "", "zh-Hant"),
            ("en_US.po", "", "en-US"),
            ("sr@latin.po", "", "sr-Latn"),
            ("locale/ja/LC_MESSAGES/app.po", "", "ja"),
            ("locale/it/LC_MESSAGES/app.po", "", "it"),
            ("po/de/app.po", "", "de"),
            ("ja.lproj/Localizable.strings", "", "ja"),
            ("App/zh-Hans.lproj/InfoPlist.strings", "", "zh-Hans"),
            ("it.lproj/Main.strings", "", "it"),
            ("messages_pt_BR.properties", "", "pt-BR"),
            ("Film (2019).ja.srt", "", "ja"),
            ("flores.jpn_Jpan.txt", "", "ja-Jpan"),
            ("train.pt-BR", "", "pt-BR"),
        ] {
            assert_eq!(path(name), some(source, target), "{name}");
        }
    }

    #[test]
    fn a_name_without_a_language_gives_none() {
        for name in [
            "my.report.txt",
            "report.may.txt",
            "sign_in_it.tsv",
            "my/report.txt",
            "what-it-is.tsv",
            "data-2024.tsv",
            "app.po",
            "Base.lproj/Main.strings",
            "-",
            "",
        ] {
            assert_eq!(path(name), some("", ""), "{name}");
        }
    }

    #[test]
    fn a_text_leans_to_one_of_two_languages() {
        let leans = |text: &str, tags: [&str; 2]| {
            let lean = leaning(text, tags);
            if lean > 0.0 { Some(0) } else { (lean < 0.0).then_some(1) }
        };
        for (text, tags, expected) in [
            ("Meta Platforms", ["en", "ja"], Some(0)),
            ("概要", ["en", "ja"], Some(1)),
            ("Llama 4とは", ["en", "ja"], Some(1)),
            ("新しいモデル", ["zh", "ja"], Some(1)),
            ("Нови модели", ["en", "sr"], Some(1)),
            ("The end of the year", ["de", "en"], Some(1)),
            ("Das Ende des Jahres ist da", ["de", "en"], Some(0)),
            ("Mwisho wa mwaka umefika na watu wamefurahi sana", ["en", "sw"], Some(1)),
            ("12 345", ["en", "ja"], None),
            ("Berlin", ["en", "de"], None),
        ] {
            assert_eq!(leans(text, tags), expected, "{text}");
        }
    }

    #[test]
    fn a_text_shows_its_language_by_its_script_or_its_small_words() {
        for (text, expected) in [
            ("NVIDIA H100とは何か", Some("ja")),
            ("国务院总理出席会议", Some("zh")),
            ("회사는 밝혔다", Some("ko")),
            ("บริษัทกล่าว", Some("th")),
            ("Η εταιρεία", Some("el")),
            ("החברה אמרה", Some("he")),
            ("قالت الشركة", Some("ar")),
            ("कंपनी ने कहा", Some("hi")),
            ("Компания сообщила", Some("ru")),
            ("Компанія повідомила", Some("uk")),
            ("The price of the stock is up in the third quarter", Some("en")),
            (
                "Der Kurs der Aktie ist im dritten Quartal gestiegen und das nicht zu knapp",
                Some("de"),
            ),
            ("Meta Platforms", None),
            ("12 345", None),
        ] {
            let mut sample = Sample::default();
            sample.add(text);
            assert_eq!(sample.guess(), expected, "{text}");
        }
    }
}
