//! What is damaged in one unit costs no other unit.

use super::mutations::{Random, edit};
use super::{bytes, request, split};
use std::collections::HashMap;
use tieout::input::{self, Request};

/// How many files of each kind are damaged.
const ROUNDS: usize = 3_000;

/// How many units a file has.
const UNITS: usize = 9;

/// A file of a format, in parts: what stands before its units, a unit by its number, and what stands
/// behind them.
struct Sample {
    format: &'static str,
    name: &'static str,
    head: &'static str,
    unit: fn(usize) -> String,
    tail: &'static str,
}

const SAMPLES: &[Sample] = &[
    Sample {
        format: "xliff",
        name: "a.xlf",
        head: "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"><file original=\"a\" \
               source-language=\"en\" target-language=\"ja\"><body>\n",
        unit: |n| {
            format!(
                "<trans-unit id=\"u{n}{n}{n}\" xml:space='preserve'>\n  <source>Number {n} &amp; \
                 <g id=\"1\">more</g><x id='2'/></source>\n  <target state=\"translated\">第{n}&#x3042;\
                 <g id=\"1\">他</g><x id='2'/></target>\n  <note>n</note>\n</trans-unit>\n"
            )
        },
        tail: "</body></file></xliff>\n",
    },
    Sample {
        format: "xliff",
        name: "b.xlf",
        head: "<xliff version=\"2.0\" srcLang=\"en\" trgLang=\"ja\"><file id=\"f\"><group id=\"g\">\n",
        unit: |n| {
            format!(
                "<unit id=\"u{n}{n}{n}\"><originalData><data id=\"d\">&lt;b></data></originalData>\
                 <segment><source>Number {n} <pc id=\"1\" dataRefStart=\"d\">more</pc></source>\
                 <target>第{n}<pc id=\"1\" dataRefStart=\"d\">他</pc></target></segment></unit>"
            )
        },
        tail: "</group></file></xliff>",
    },
    Sample {
        format: "tmx",
        name: "a.tmx",
        head: "<tmx version=\"1.4\"><header srclang=\"en\"/><body>",
        unit: |n| {
            format!(
                "<tu tuid=\"u{n}{n}{n}\"><tuv xml:lang=\"en\"><seg>Number {n} <bpt i=\"1\">&lt;b></bpt>x\
                 <ept i=\"1\"/></seg></tuv><tuv xml:lang=\"ja\"><seg>第{n} &lt;3></seg>\
                 </tuv></tu>\r\n"
            )
        },
        tail: "</body></tmx>",
    },
    Sample {
        format: "android",
        name: "strings.en.xml",
        head: "<?xml version=\"1.0\"?>\n<resources>\n",
        unit: |n| {
            format!("  <string name=\"u{n}{n}{n}\">It\\'s <b>no.</b> {n} &amp; more</string>\n")
        },
        tail: "</resources>\n",
    },
    Sample {
        format: "resx",
        name: "a.en.resx",
        head: "<?xml version=\"1.0\"?>\n<root>\n",
        unit: |n| {
            format!(
                "<data name=\"u{n}{n}{n}\" xml:space=\"preserve\">\n  <value>No. {n} &lt;3</value>\n  \
                 <comment>c</comment>\n</data>\n"
            )
        },
        tail: "</root>\n",
    },
    Sample {
        format: "qt",
        name: "a.ts",
        head: "<!DOCTYPE TS><TS version=\"2.1\" language=\"ja\"><context><name>A</name>\n",
        unit: |n| {
            format!(
                "<message id=\"u{n}{n}{n}\"><location line=\"1\"/><source>No. {n} &amp; more</source>\n\
                 <translation><numerusform>第{n}</numerusform></translation></message>\n"
            )
        },
        tail: "</context></TS>\n",
    },
];

/// The texts of each unit that is read, by its key.
fn texts(sample: &Sample, content: &[u8]) -> HashMap<String, Vec<String>> {
    let request = Request { monolingual: true, ..request(sample.format) };
    let reader = input::read(&request, sample.name, bytes(content)).unwrap();
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for unit in split(reader).0 {
        let sides = unit.pairs.iter().flat_map(|pair| [Some(&pair.source), pair.target.as_ref()]);
        let texts = sides.flatten().map(|side| side.text.as_str().to_owned());
        found.entry(unit.key.unwrap_or_default()).or_default().extend(texts);
    }
    found
}

#[test]
fn damage_in_one_unit_costs_no_other() {
    for sample in SAMPLES {
        let mut random = Random::new();
        let units: Vec<_> = (1..=UNITS).map(|n| (sample.unit)(n).into_bytes()).collect();
        let whole = texts(
            sample,
            &[sample.head.as_bytes(), &units.concat(), sample.tail.as_bytes()].concat(),
        );
        assert_eq!(whole.len(), UNITS, "{}", sample.name);
        for round in 0..ROUNDS {
            let damaged = random.below(UNITS);
            let mut units = units.clone();
            edit(&mut units[damaged], &mut random);
            let content =
                [sample.head.as_bytes(), &units.concat(), sample.tail.as_bytes()].concat();
            let found = texts(sample, &content);
            for n in (1..=UNITS).filter(|&n| n != damaged + 1) {
                let key = format!("u{n}{n}{n}");
                assert_eq!(
                    found.get(&key),
                    whole.get(&key),
                    "{} round {round}: {key} in\n{}",
                    sample.name,
                    String::from_utf8_lossy(&content)
                );
            }
        }
    }
}
