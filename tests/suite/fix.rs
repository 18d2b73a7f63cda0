//! Fixes: what is written into files, and what is not.

mod files;

use crate::support::CHECKER;
use files::files;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tieout::error::Error;
use tieout::finding::{Finding, Kind, Severity};
use tieout::fix::{self, FileFix, Plan};
use tieout::input::{self, FORMATS, Format, Problem, Request};
use tieout::report::{Found, Segment};
use tieout::run::{self, Sink};
use tieout::text::Span;

/// Takes every fix.
#[derive(Default)]
struct Collector {
    plan: Plan,
    fixable: usize,
}

impl Sink for Collector {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        self.document(segment, found)
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error> {
        for Found { finding, .. } in &found {
            self.fixable += usize::from(finding.fix().is_some());
            self.plan.take(segment, finding);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn problem(&mut self, _: &Problem) -> Result<ControlFlow<()>, Error> {
        Ok(ControlFlow::Continue(()))
    }
}

/// What can be fixed in the files of a request, and how often something was found to fix.
fn look(request: &Request) -> (Vec<FileFix>, usize) {
    let mut reader = input::open(request).expect("the files are there");
    let mut collector = Collector::default();
    run::run(&mut reader, &CHECKER, 1, &mut collector).expect("the rules load");
    let fixable = collector.fixable;
    (collector.plan.apply(request, reader.origins()).expect("the files are read again"), fixable)
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder
}

/// Writes a text in the place of the first word of every target, as if a check were certain of it.
struct Dictation {
    plan: Plan,
    new: &'static str,
}

impl Sink for Dictation {
    fn pair(&mut self, segment: Segment<'_>, _: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        let target = segment.pair.target.as_ref().expect("every pair has one");
        let first = target.text.as_str().find(' ').expect("it has two words");
        let finding =
            Finding::new("number-mismatch", Kind::Changed, Severity::Error, String::new())
                .in_target(Span::new(0, first))
                .suggest(self.new)
                .applicable(true);
        self.plan.take(segment, &finding);
        Ok(ControlFlow::Continue(()))
    }

    fn document(&mut self, _: Segment<'_>, _: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        Ok(ControlFlow::Continue(()))
    }

    fn problem(&mut self, _: &Problem) -> Result<ControlFlow<()>, Error> {
        Ok(ControlFlow::Continue(()))
    }
}

/// What becomes of a file in which the first word of each target gives way to `new`.
fn dictate(request: &Request, new: &'static str) -> FileFix {
    let mut reader = input::open(request).expect("the files are there");
    let mut dictation = Dictation { plan: Plan::default(), new };
    run::run(&mut reader, &CHECKER, 1, &mut dictation).expect("the rules load");
    let made = dictation.plan.apply(request, reader.origins()).expect("the files are read again");
    made.into_iter().next().expect("there is one file")
}

#[test]
fn text_is_written_as_each_format_escapes_it() {
    let folder = folder("escapes");
    let pairs = |first: &str| {
        ["one", "two"].map(|word| (format!("alpha {word}"), format!("{first} {word}"))).to_vec()
    };
    for format in FORMATS.iter().filter(|format| !format.writes.is_empty()) {
        for new in ["naïve", "a&b", "it's", "\"so\"", "back\\slash", "日本"] {
            let (job, right) =
                (files(format.name, "de", &pairs("beta")), files(format.name, "de", &pairs(new)));
            let made =
                dictate(&lay(format, "de", &folder, &job, &|text| text.as_bytes().to_vec()), new);
            assert!(made.refused.is_empty(), "{}: {:?}", format.name, made.refused);
            let after = String::from_utf8(made.after).expect("it was UTF-8");
            assert_eq!(after, right.target.1, "{}: {new}", format.name);
        }
    }
}

#[test]
fn what_a_file_cannot_hold_is_not_written() {
    let folder = folder("refused");
    let pairs = [("alpha one".to_owned(), "beta one".to_owned())];
    let refused = |format: &str, new, bytes: &dyn Fn(&str) -> Vec<u8>| {
        let format = Format::by_name(format).expect("it is known");
        let mut request = lay(format, "de", &folder, &files(format.name, "de", &pairs), bytes);
        request.encoding =
            (bytes("é").len() == 1).then(|| input::encoding("windows-1252").expect("known"));
        let made = dictate(&request, new);
        assert_eq!(made.after, made.before, "{}: {new:?}", format.name);
        assert!(made.fixes.is_empty());
        made.refused.into_iter().map(|refused| refused.why).collect::<Vec<_>>().join("\n")
    };
    let plain = |text: &str| text.as_bytes().to_vec();
    let place =
        |format| format!("it cannot be written at this place of a file of the format {format}");
    // A new line ends the text, a tab the cell.
    assert_eq!(refused("lines", "a\nb", &plain), place("lines"));
    assert_eq!(refused("tsv", "a\tb", &plain), place("tsv"));
    assert_eq!(refused("xliff", "a\u{0}b", &plain), "a control character is not written");
    assert_eq!(refused("lines", "日本", &latin), "windows-1252 cannot hold it");
}

#[test]
fn properties_of_a_legacy_encoding_are_written_with_escapes() {
    let folder = folder("properties");
    let pairs = [("alpha one".to_owned(), "beta é".to_owned())];
    let format = Format::by_name("properties").expect("it is known");
    let mut request = lay(format, "de", &folder, &files("properties", "de", &pairs), &latin);
    request.encoding = Some(input::encoding("windows-1252").expect("it is known"));
    assert_eq!(dictate(&request, "日本").after, b"k0 = \\u65E5\\u672C \xe9\n");
}

#[test]
fn a_file_that_changed_is_not_touched() {
    let folder = folder("changed");
    let pairs = [("up 3.5% today".to_owned(), "plus 3,6 % heute".to_owned())];
    let format = Format::by_name("tsv").expect("it is known");
    let request =
        lay(format, "de", &folder, &files("tsv", "de", &pairs), &|text| text.as_bytes().to_vec());
    let mut reader = input::open(&request).expect("the file is there");
    let mut collector = Collector::default();
    run::run(&mut reader, &CHECKER, 1, &mut collector).expect("the rules load");
    fs::write(&request.paths[0], "source\ttarget\nanother\tfile\n")
        .expect("the folder is writable");
    let made = collector.plan.apply(&request, reader.origins()).expect("the file is read again");
    assert!(made[0].fixes.is_empty());
    assert_eq!(made[0].refused[0].why, "the file has changed since it was read");
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = folder("permissions");
    let (file, link) = (folder.join("a.txt"), folder.join("link.txt"));
    let mode =
        |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("it is ours");
    fs::write(&file, "one").expect("the folder is writable");
    symlink("a.txt", &link).expect("the folder is writable");
    mode(0o640);
    fix::replace(&link, b"two").expect("the folder is writable");
    assert_eq!(fs::read(&file).expect("it is there"), b"two");
    assert!(link.is_symlink());
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
    mode(0o440);
    let error = fix::replace(&file, b"three").expect_err("it is read-only");
    assert_eq!(error.to_string(), "it is read-only");
    assert_eq!(fs::read(&file).expect("it is there"), b"two");
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 2, "nothing is left behind");
}

/// How the characters of a file are laid down.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Laid {
    Plain,
    Marked,
    Wide,
    Legacy,
}

impl Laid {
    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Plain => text.as_bytes().to_vec(),
            Self::Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            Self::Wide => [0xfeff_u16]
                .into_iter()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            Self::Legacy => latin(text),
        }
    }
}

/// Windows-1252 as far as these tests need it: Latin-1.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c as u32).unwrap_or(b'?')).collect()
}

/// One number as both languages write it, and with a slip in the target.
#[derive(Debug, Clone)]
struct Slip {
    source: String,
    right: String,
    wrong: String,
}

/// `digits` in groups of three.
fn grouped(digits: &str, separator: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

fn slip(lang: &'static str) -> impl Strategy<Value = Slip> {
    let digits = (100_u64..9_999_999, 0_u32..100, any::<bool>(), any::<prop::sample::Index>());
    digits.prop_filter_map(
        "two digits beside each other differ",
        move |(whole, part, short, at)| {
            let (group, point) = match lang {
                "de" => (".", ","),
                "fr" => ("\u{a0}", ","),
                _ => (",", "."),
            };
            let part = if short { String::new() } else { format!("{part:02}") };
            let write = |whole: &str, group: &str, point: &str| {
                let point = if part.is_empty() { "" } else { point };
                format!("{}{point}{part}", grouped(whole, group))
            };
            let right = whole.to_string();
            let mut wrong: Vec<char> = right.chars().collect();
            let at = at.index(wrong.len() - 1);
            if wrong[at] == wrong[at + 1] || wrong[at + 1] == '0' {
                return None;
            }
            wrong.swap(at, at + 1);
            let wrong: String = wrong.into_iter().collect();
            Some(Slip {
                source: write(&right, ",", "."),
                right: write(&right, group, point),
                wrong: write(&wrong, group, point),
            })
        },
    )
}

/// Words with what formats escape.
fn words() -> impl Strategy<Value = String> {
    let word = select(vec![
        "alpha",
        "B & C",
        "\"so\"",
        "it's",
        "back\\slash",
        "naïve",
        "x < y",
        "über",
        "a; b",
    ]);
    prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "))
}

#[derive(Debug, Clone)]
struct Job {
    format: &'static str,
    lang: &'static str,
    laid: Laid,
    crlf: bool,
    pairs: Vec<(String, String, Slip)>,
}

fn job() -> impl Strategy<Value = Job> {
    let formats: Vec<_> =
        FORMATS.iter().filter(|f| !f.writes.is_empty()).map(|format| format.name).collect();
    let laid = select(vec![Laid::Plain, Laid::Plain, Laid::Marked, Laid::Wide, Laid::Legacy]);
    (select(formats), select(vec!["de", "fr", "ja"]), laid, any::<bool>()).prop_flat_map(
        |(format, lang, laid, crlf)| {
            let pairs = prop::collection::vec((words(), words(), slip(lang)), 1..5);
            pairs.prop_map(move |pairs| Job { format, lang, laid, crlf, pairs })
        },
    )
}

impl Job {
    /// The files with the texts as `number` writes the figure of the target.
    fn files(&self, number: impl Fn(&Slip) -> String) -> files::Files {
        let text = |before: &str, number: &str, after: &str| {
            format!("{before} {number} {after}").trim().to_owned()
        };
        let pairs: Vec<(String, String)> = self
            .pairs
            .iter()
            .map(|(before, after, slip)| {
                let target = number(slip);
                (text(before, &slip.source, after), text(before, &target, after))
            })
            .collect();
        files(self.format, self.lang, &pairs)
    }

    fn bytes(&self, text: &str) -> Vec<u8> {
        self.laid.bytes(&if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() })
    }

    /// Lays the files into a folder.
    fn lay(&self, folder: &Path, files: &files::Files) -> Request {
        let format = Format::by_name(self.format).expect("it is known");
        let encoding = input::encoding("windows-1252").expect("it is known");
        Request {
            encoding: (self.laid == Laid::Legacy).then_some(encoding),
            ..lay(format, self.lang, folder, files, &|text| self.bytes(text))
        }
    }
}

/// Lays files into a folder, to be read with the format.
fn lay(
    format: &'static Format,
    lang: &str,
    folder: &Path,
    files: &files::Files,
    bytes: &dyn Fn(&str) -> Vec<u8>,
) -> Request {
    let lay = |(name, text): &(String, String)| {
        let path = folder.join(name);
        fs::write(&path, bytes(text)).expect("the folder is writable");
        path
    };
    let target = lay(&files.target);
    let source = files.source.as_ref().map(lay);
    Request {
        format: Some(format),
        source_lang: Some("en".to_owned()),
        target_lang: Some(lang.to_owned()),
        paths: if source.is_none() { vec![target.clone()] } else { Vec::new() },
        target: source.is_some().then_some(target),
        source,
        ..Request::default()
    }
}

#[test]
fn a_slip_is_mended_to_the_byte_in_every_format() {
    /// Slips of a format, and how many were mended.
    static SCORE: Mutex<BTreeMap<&str, (usize, usize)>> = Mutex::new(BTreeMap::new());
    let folder = folder("slips");
    let config =
        ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(job in job())| {
        let (right, wrong) = (job.files(|slip| slip.right.clone()), job.files(|slip| slip.wrong.clone()));
        let request = job.lay(&folder, &wrong);
        let (made, _) = look(&request);
        let before = job.bytes(&wrong.target.1);
        let mut mended = 0;
        for made in &made {
            prop_assert_eq!(&made.before, &before);
            prop_assert!(made.refused.is_empty(), "{:?}", made.refused);
            mended += made.fixes.len();
            // What is not mended stays as it is: every line is that of one file or of the other.
            let expected = job.bytes(&right.target.1);
            let lines = |content: &[u8]| content.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
            let (after, right, wrong) = (lines(&made.after), lines(&expected), lines(&before));
            prop_assert_eq!(after.len(), right.len());
            for ((after, right), wrong) in after.iter().zip(&right).zip(&wrong) {
                prop_assert!(after == right || after == wrong, "{}", String::from_utf8_lossy(after));
            }
            if made.fixes.len() == job.pairs.len() {
                prop_assert_eq!(&made.after, &expected);
            }
            // What was fixed is not found again.
            let path = &made.origin.as_ref().expect("it was read").path;
            fix::replace(path, &made.after).expect("the folder is writable");
        }
        if mended > 0 {
            prop_assert_eq!(look(&request).1, 0);
        }
        let mut score = SCORE.lock().expect("no test has panicked");
        let score = score.entry(job.format).or_default();
        score.0 += job.pairs.len();
        score.1 += mended;
    });
    let score = SCORE.lock().expect("no test has panicked");
    let written = FORMATS.iter().filter(|format| !format.writes.is_empty());
    for format in written {
        let (slips, mended) = score.get(format.name).copied().unwrap_or_default();
        assert!(mended * 10 >= slips * 8 && slips > 20, "{}: {mended} of {slips}", format.name);
    }
}
