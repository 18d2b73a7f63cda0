//! Glossaries: what their files yield, whatever state they are in, and how their terms are found.

use crate::support::{self, CHECKER};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fmt::Write as _;
use tieout::checker::{Checker, Scratch};
use tieout::input::{self, ProblemKind};
use tieout::terms::read::{self, Glossary, Known};
use tieout::terms::{Case, Concept, Role, Status, Term, Termbase};

/// The terms of a glossary, a concept a line.
fn shown(base: &Termbase) -> String {
    let mut text = String::new();
    for concept in base.concepts() {
        let terms: Vec<String> = concept
            .terms
            .iter()
            .map(|term| format!("{}:{} {:?}", term.lang, term.text, term.status))
            .collect();
        let _ = writeln!(text, "{}", terms.join(", "));
    }
    text
}

#[track_caller]
fn assert_yields(name: &str, bytes: impl Into<Vec<u8>>, expected: &str) {
    let Glossary { base, problems } = read::glossary(name, bytes.into(), &Known::default());
    let loud: Vec<_> = problems.iter().filter(|p| p.kind != ProblemKind::Notice).collect();
    assert!(loud.is_empty(), "{loud:?}");
    assert_eq!(shown(&base).trim(), expected);
}

const V2_CORE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>From a <hi>book</hi></p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="1">
   <descripGrp><descrip type="definition">What follows</descrip></descripGrp>
   <langSet xml:lang="en-US">
    <ntig><termGrp><term>price <hi>action</hi></term>
     <termNote type="partOfSpeech">noun</termNote>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
   </langSet>
   <langSet xml:lang="ja">
    <tig><term>値動き</term></tig>
    <tig><term>価格アクション</term><termNote type="normativeAuthorization">deprecatedTerm</termNote></tig>
   </langSet>
  </termEntry>
 </body></text>
</martif>"#;

const V3_DCT: &str = r#"<?xml version='1.0'?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <text><body><conceptEntry id="c1"><min:subjectField>finance</min:subjectField>
  <langSec xml:lang="en"><termSec><term>R&amp;D &#x2014; <![CDATA[costs]]></term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
  <langSec xml:lang="de"><termSec><term>F&#38;E-Kosten</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
  <termSec><term>Forschungsgeld</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
 </conceptEntry></body></text></tbx>"#;

const MIN: &str = r#"<TBX dialect="TBX-Min">
 <header><id>x</id><languages source="en" target="de"/></header>
 <body><termEntry id="C1">
  <langGroup xml:lang="en"><termGroup><term>dog</term><termStatus>preferred</termStatus></termGroup></langGroup>
  <langGroup xml:lang="de"><termGroup><term>Hund</term></termGroup>
   <termGroup><term>Köter</term><termStatus>notRecommended</termStatus></termGroup></langGroup>
 </termEntry></body></TBX>"#;

#[test]
fn tbx_is_read_in_every_version_and_dialect() {
    assert_yields(
        "a.tbx",
        V2_CORE,
        "en-US:price action Preferred, ja:値動き Preferred, ja:価格アクション Forbidden",
    );
    assert_yields(
        "b.tbx",
        V3_DCT,
        "en:R&D — costs Preferred, de:F&E-Kosten Admitted, de:Forschungsgeld Forbidden",
    );
    assert_yields("c.xml", MIN, "en:dog Preferred, de:Hund Preferred, de:Köter Forbidden");
}

#[test]
fn a_table_is_read_as_programs_write_it() {
    assert_yields(
        "quoted.csv",
        "\u{feff}\"en\",\"ja\"\r\n\"say \"\"no\"\", twice\",\"二行\n目\"\r\n",
        "en:say \"no\", twice Preferred, ja:二行\n目 Preferred",
    );
    assert_yields(
        "excel.csv",
        "English;German\nshare;Aktie|Anteil\n",
        "en:share Preferred, de:Aktie Preferred, de:Anteil Admitted",
    );
    assert_yields(
        "lists.tsv",
        "source\ttarget\tforbidden\ttarget-lang\nshare\tAktie\tAnteil\tde-DE\n",
        ":share Preferred, de-DE:Aktie Preferred, de-DE:Anteil Forbidden",
    );
    assert_yields(
        "numbered.csv",
        "id,en,ja,Part of Speech\n7,share,株,noun\n",
        "en:share Preferred, ja:株 Preferred",
    );
    assert_yields(
        "named.en-ja.csv",
        "source,target\nshare,株\n",
        "en:share Preferred, ja:株 Preferred",
    );
    assert_yields(
        "indonesian.csv",
        "en,id\nshare,saham\n",
        "en:share Preferred, id:saham Preferred",
    );
}

#[test]
fn a_glossary_is_read_in_its_encoding() {
    let expected = "en:share Preferred, ja:株 Preferred";
    let wide: Vec<u8> =
        "\u{feff}en\tja\nshare\t株\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_yields("wide.txt", wide, expected);
    let xml = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><martif><text><body><termEntry>\
               <langSet xml:lang='en'><tig><term>share</term></tig></langSet>\
               <langSet xml:lang='ja'><tig><term>@</term></tig></langSet></termEntry></body></text></martif>";
    let at = xml.find('@').expect("it stands there");
    let xml: Vec<u8> = [&xml.as_bytes()[..at], b"\x8a\x94", &xml.as_bytes()[at + 1..]].concat();
    assert_yields("old.tbx", xml, expected);
    let named = Known { encoding: input::encoding("shift_jis").ok(), ..Known::default() };
    let table = b"en,ja\nshare,\x8a\x94\n".to_vec();
    let read = read::glossary("old.csv", table.clone(), &named);
    assert_eq!(shown(&read.base).trim(), expected);
    let read = read::glossary("old.csv", table, &Known::default());
    let loud = read.problems.first().expect("broken text is a problem");
    assert!(loud.kind.is_failure() && loud.to_string().starts_with("old.csv:2:"), "{loud}");
}

/// A glossary that asks for a word which no text has, for each of `terms`.
fn demanding(terms: &[String], case: Case) -> Checker {
    let mut base = Termbase::default();
    for text in terms {
        let term = |lang: &str, text: &str, status| Term {
            lang: lang.into(),
            text: text.to_owned(),
            status,
            case,
            role: Role::Either,
        };
        let terms = vec![term("en", text, Status::Preferred), term("ja", "要求", Status::Required)];
        base.add(Concept { terms, note: None });
    }
    CHECKER.clone().with_terms(base)
}

/// The terms that are found in `source`, as they stand there.
fn found<'a>(checker: &Checker, source: &'a str) -> Vec<&'a str> {
    let pair = support::pair(("en", "ja"), source, "何もない");
    let verdict = checker.check(&pair, &mut Scratch::default()).expect("the built-in rules load");
    let terms = verdict.findings.iter().filter(|finding| finding.check == "term-mismatch");
    terms.map(|finding| finding.source.expect("a term has a place").of(source)).collect()
}

/// Of terms that are sequences of words, the ones that a reader finds: of those that overlap the
/// first, of those the longest, and each once.
fn expected<'a>(terms: &[String], words: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fits = |n: &usize| terms.contains(&words[at..at + n].join(" "));
        match (1..=words.len() - at).rev().find(fits) {
            Some(n) => {
                if !found.contains(&words[at..at + n].to_vec()) {
                    found.push(words[at..at + n].to_vec());
                }
                at += n;
            }
            None => at += 1,
        }
    }
    found
}

const WORDS: [&str; 6] = ["alpha", "beta", "alphabet", "be", "gamma", "delta"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_longest_term_is_found_first(
        terms in vec(vec(select(&WORDS[..]), 1..4), 1..8),
        words in vec(select(&WORDS[..]), 0..14),
    ) {
        let terms: Vec<String> = terms.iter().map(|words| words.join(" ")).collect();
        let source = words.join(" ");
        let checker = demanding(&terms, Case::Usual);
        let expected: Vec<String> = expected(&terms, &words).iter().map(|w| w.join(" ")).collect();
        prop_assert_eq!(found(&checker, &source), expected);
    }

    #[test]
    fn a_term_is_not_found_inside_a_word(before in "[a-zé]{1,4}", after in "[a-zé]{1,4}") {
        let checker = demanding(&["market".to_owned()], Case::Usual);
        for source in [format!("{before}market"), format!("{before}market{after}")] {
            prop_assert!(found(&checker, &source).is_empty(), "{}", source);
        }
        for border in [" ", ", ", "-", "\u{a0}", "（", "、", "株"] {
            let source = format!("{before}{border}market{border}{after}");
            prop_assert_eq!(found(&checker, &source), ["market"], "{}", source);
        }
    }

    #[test]
    fn capitals_count_where_the_term_has_them(capitals in vec(any::<bool>(), 6)) {
        let raise = |(c, up): (char, &bool)| if *up { c.to_ascii_uppercase() } else { c };
        let text: String = "market".chars().zip(&capitals).map(raise).collect();
        let source = format!("the {text} fell");
        let terms = |case, term: &str| found(&demanding(&[term.to_owned()], case), &source).len();
        prop_assert_eq!(terms(Case::Usual, "market"), 1);
        prop_assert_eq!(terms(Case::Ignored, "MarKet"), 1);
        prop_assert_eq!(terms(Case::Exact, "market"), usize::from(text == "market"));
        prop_assert_eq!(terms(Case::Usual, "Market"), usize::from(text == "Market"));
    }

    #[test]
    fn no_glossary_and_no_text_is_too_strange(
        terms in vec("\\PC{0,6}", 0..6),
        source in "\\PC{0,24}",
        target in "\\PC{0,24}",
    ) {
        let mut base = Termbase::default();
        let statuses = [Status::Required, Status::Admitted, Status::Forbidden, Status::Keep];
        for (n, text) in terms.iter().enumerate() {
            let term = |lang: &str, status| Term {
                lang: lang.into(), text: text.clone(), status, case: Case::Usual, role: Role::Either,
            };
            let status = statuses[n % statuses.len()];
            base.add(Concept { terms: vec![term("en", Status::Preferred), term("ja", status)], note: None });
            base.add(Concept { terms: vec![term("", status)], note: None });
        }
        let checker = CHECKER.clone().with_terms(base);
        let source = terms.first().map_or(source.clone(), |term| format!("{source}{term}"));
        let pair = support::pair(("en", "ja"), &source, &target);
        let verdict = checker.check(&pair, &mut Scratch::default()).expect("the rules load");
        for finding in verdict.findings {
            for (span, text) in [(finding.source, &source), (finding.target, &target)] {
                prop_assert!(span.is_none_or(|span| text.get(span.range()).is_some()));
            }
        }
    }

    #[test]
    fn a_damaged_file_is_told_and_read_on(
        file in select(&[V2_CORE, V3_DCT, MIN, "en,ja,status\n\"a\",b,forbidden\nc,d|e,\n"][..]),
        cuts in vec((any::<Index>(), any::<u8>(), 0..3u8), 1..5),
    ) {
        let mut bytes = file.as_bytes().to_vec();
        for (at, byte, how) in cuts {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match how {
                0 => bytes.truncate(at.max(1)),
                1 if at < bytes.len() => bytes[at] = byte,
                _ => bytes.insert(at, byte),
            }
        }
        let read = read::glossary("damaged", bytes, &Known::default());
        for problem in &read.problems {
            prop_assert!(!problem.to_string().contains('\n'), "{problem}");
        }
    }
}

#[test]
fn a_cut_file_is_an_error_wherever_it_is_cut() {
    for end in (V3_DCT.len() / 4..V3_DCT.len() - 1).filter(|&end| V3_DCT.is_char_boundary(end)) {
        let read = read::glossary("cut.tbx", V3_DCT.as_bytes()[..end].to_vec(), &Known::default());
        assert!(read.problems.iter().any(|p| p.kind.is_failure()), "cut at {end}");
    }
}

#[test]
fn names_of_entities_are_told_and_not_followed() {
    let bomb = "<!DOCTYPE martif [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><martif><text><body>\
                <termEntry><langSet xml:lang='en'><tig><term>&b;</term></tig></langSet></termEntry>\
                </body></text></martif>";
    let read = read::glossary("bomb.tbx", bomb.as_bytes().to_vec(), &Known::default());
    let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|line| line.contains("`&b;` stands for no character")), "{told:?}");
}
