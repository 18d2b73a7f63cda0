//! What gettext catalogues say of their plural forms, against what CLDR knows of the language.

use std::fmt::Write as _;
use std::io::Cursor;
use tieout::checker::{Checker, Verdict};
use tieout::input::{self, Format, Item, Request};

/// Checks the forms of the first message of a catalogue with this rule and these translations.
fn check(language: &str, rule: &str, forms: &[&str]) -> Vec<String> {
    let mut text = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Language: {language}\\n\"\n\"Plural-Forms: {rule}\\n\"\n\n\
         msgid \"%d file\"\nmsgid_plural \"%d files\"\n"
    );
    for (index, form) in forms.iter().enumerate() {
        let _ = writeln!(text, "msgstr[{index}] \"{form}\"");
    }
    let request = Request { format: Format::by_name("po"), ..Request::default() };
    let input = Box::new(Cursor::new(text.into_bytes()));
    let reader = input::read(&request, "a.po", input).expect("the request is sound");
    let mut found = Vec::new();
    for item in reader {
        let Item::Unit(unit) = item else { panic!("{language}: {rule}: a problem") };
        let mut verdicts: Vec<_> = unit.pairs.iter().map(|_| Verdict::default()).collect();
        Checker::new().check_unit(&unit, &mut verdicts).expect("the built-in rules load");
        found.extend(verdicts.into_iter().flat_map(|verdict| verdict.findings));
    }
    found
        .iter()
        .map(|f| format!("{} {:?}: {}", f.severity.name(), f.confidence, f.message))
        .collect()
}

#[test]
fn rules_in_use_are_what_the_languages_need() {
    let east = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";
    for (language, rule, forms) in [
        ("de", "nplurals=2; plural=(n != 1);", 2),
        ("es", "nplurals=2; plural=n != 1;", 2),
        ("it", "nplurals=2; plural=(n!=1);", 2),
        ("fr", "nplurals=2; plural=(n > 1);", 2),
        ("pt_BR", "nplurals=2; plural=n > 1;", 2),
        ("pt_PT", "nplurals=2; plural=(n != 1);", 2),
        ("fi", "nplurals=2; plural=(n != 1);", 2),
        ("ja", "nplurals=1; plural=0;", 1),
        ("zh_TW", "nplurals=1; plural=0;", 1),
        ("ko", "nplurals=1; plural=0;", 1),
        ("id", "nplurals=1; plural=0;", 1),
        ("ru", east, 3),
        ("uk", east, 3),
        ("hr", east, 3),
        (
            "pl",
            "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
            3,
        ),
        ("cs", "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;", 3),
        (
            "sl",
            "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
            4,
        ),
        ("ro", "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);", 3),
        (
            "lt",
            "nplurals=3; plural=(n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || n%100>19) ? 1 : 2);",
            3,
        ),
        (
            "lv",
            "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 ? 1 : 2);",
            3,
        ),
        ("is", "nplurals=2; plural=(n%10!=1 || n%100==11);", 2),
        (
            "ga",
            "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : (n>2 && n<7) ? 2 :(n>6 && n<11) ? 3 : 4;",
            5,
        ),
        (
            "ar",
            "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
            6,
        ),
    ] {
        let found = check(language, rule, &vec!["%d"; forms]);
        assert!(found.is_empty(), "{language}: {rule}\n{found:?}");
    }
}

#[test]
fn rules_of_other_languages_are_found() {
    let two = "nplurals=2; plural=(n != 1);";
    for (language, rule, forms, expected) in [
        (
            "ru",
            two,
            2,
            "warning High: the rule of the file has one form for 0 and 2, unlike the language, which has 3 of them",
        ),
        (
            "pl",
            two,
            2,
            "warning High: the rule of the file has one form for 0 and 2, unlike the language, which has 3 of them",
        ),
        (
            "ar",
            two,
            2,
            "warning High: the rule of the file has one form for 3 and 11, unlike the language, which has 6 of them",
        ),
        (
            "ja",
            two,
            2,
            "warning Medium: the rule of the file has two forms for 0 and 1, unlike the language, which has 1 of them",
        ),
        (
            "he",
            two,
            2,
            "warning Medium: the rule of the file has one form for 0 and 2, unlike the language, which has 3 of them",
        ),
        (
            "fr",
            two,
            2,
            "warning Medium: the rule of the file has two forms for 0 and 1, unlike the language, which has 2 of them",
        ),
        (
            "de",
            "nplurals=1; plural=0;",
            1,
            "warning High: the rule of the file has one form for 0 and 1, unlike the language, which has 2 of them",
        ),
        (
            "de",
            "nplurals=2; plural=n;",
            2,
            "error High: the rule of the file takes form 2 for 2, and has forms 0 to 1",
        ),
        (
            "de",
            "nplurals=2; plural=(n != 1;",
            2,
            "error High: the formula in the header of the file cannot be read",
        ),
    ] {
        let found = check(language, rule, &vec!["%d"; forms]);
        assert_eq!(found, [expected], "{language}: {rule}");
    }
}

#[test]
fn each_form_that_the_header_promises_has_a_text() {
    let two = "nplurals=2; plural=(n != 1);";
    for (forms, expected) in [
        (&["%d Datei", "%d Dateien"][..], &[][..]),
        (&["", ""], &[]),
        (&["%d Datei", ""], &["error High: plural form `1` has no text"]),
        (&["%d Datei"], &["error High: plural form `1` has no text"]),
        (&["", "%d Dateien"], &["error High: plural form `one` has no text"]),
        (&["%d", "%d", "%d"], &["error High: 3 plural forms, and the file has 2"]),
    ] {
        assert_eq!(check("de", two, forms), expected, "{forms:?}");
    }
}
