//! Files of every format that can be written back, made from pairs of texts.

use serde_json::{Value, json};

/// A pair of files, or one that holds both sides: names and contents.
pub(super) struct Files {
    /// The file of the source, if it is another one.
    pub(super) source: Option<(String, String)>,
    /// The file of the target.
    pub(super) target: (String, String),
}

/// The texts in a file of `format`, from English to `lang`.
pub(super) fn files(format: &str, lang: &str, pairs: &[(String, String)]) -> Files {
    let together = |name: String, text: String| Files { source: None, target: (name, text) };
    let apart = |ending: &str, write: &dyn Fn(&[&String]) -> String| Files {
        source: Some((
            format!("a.en.{ending}"),
            write(&pairs.iter().map(|pair| &pair.0).collect::<Vec<_>>()),
        )),
        target: (
            format!("a.{lang}.{ending}"),
            write(&pairs.iter().map(|pair| &pair.1).collect::<Vec<_>>()),
        ),
    };
    let numbered = |texts: &[&String], line: &dyn Fn(usize, &str) -> String| {
        texts.iter().enumerate().map(|(at, text)| line(at, text)).collect::<String>()
    };
    let rows = |row: &dyn Fn(usize, &str, &str) -> String| {
        let rows = pairs.iter().enumerate();
        rows.map(|(at, (source, target))| row(at, source, target)).collect::<String>()
    };
    match format {
        "android" => apart("xml", &|texts| {
            let strings = numbered(texts, &|at, text| {
                let text =
                    xml(&text.replace('\\', "\\\\").replace('\'', "\\'").replace('"', "\\\""));
                format!("  <string name=\"k{at}\">{text}</string>\n")
            });
            format!("<resources>\n{strings}</resources>\n")
        }),
        "arb" | "json" => apart(format, &|texts| {
            let entries = texts.iter().enumerate();
            let entries = entries.map(|(at, text)| (format!("k{at}"), json!(text)));
            let text = serde_json::to_string_pretty(&Value::Object(entries.collect()));
            text.expect("texts are JSON") + "\n"
        }),
        "csv" => {
            let row = |at: usize, source: &str, target: &str| {
                let target = target.replace('"', "\"\"");
                format!("k{at},\"{}\",\"{target}\"\n", source.replace('"', "\"\""))
            };
            together(format!("a.en-{lang}.csv"), format!("key,source,target\n{}", rows(&row)))
        }
        "fluent" => apart("ftl", &|texts| numbered(texts, &|at, text| format!("k{at} = {text}\n"))),
        "jsonl" => together(
            "a.jsonl".to_owned(),
            rows(&|at, source, target| {
                let (id, from) = (at.to_string(), "en");
                let row = json!({"id": id, "source": source, "target": target,
                    "source_lang": from, "target_lang": lang});
                format!("{row}\n")
            }),
        ),
        "lines" => apart("txt", &|texts| numbered(texts, &|_, text| format!("{text}\n"))),
        "markdown" => apart("md", &|texts| numbered(texts, &|_, text| format!("{text}\n\n"))),
        "po" => {
            let head = format!("msgid \"\"\nmsgstr \"Language: {lang}\\n\"\n\n");
            let entry = |_: usize, source: &str, target: &str| {
                // A long text stands on several lines, wherever they are cut.
                let target = json!(target).to_string();
                let target = target.trim_matches('"').replacen(' ', " \"\n\"", 1);
                format!("msgid {}\nmsgstr \"{target}\"\n\n", json!(source))
            };
            together(format!("{lang}.po"), head + &rows(&entry))
        }
        "properties" => apart("properties", &|texts| {
            numbered(texts, &|at, text| format!("k{at} = {}\n", text.replace('\\', "\\\\")))
        }),
        "qt" => together(
            format!("a_{lang}.ts"),
            format!(
                "<TS version=\"2.1\" language=\"{lang}\" sourcelanguage=\"en\"><context><name>c</name>\n\
                 {}</context></TS>\n",
                rows(&|_, source, target| format!(
                    "<message><source>{}</source><translation>{}</translation></message>\n",
                    xml(source),
                    xml(target)
                ))
            ),
        ),
        "resx" => apart("resx", &|texts| {
            let data = numbered(texts, &|at, text| {
                format!("<data name=\"k{at}\"><value>{}</value></data>\n", xml(text))
            });
            format!("<root>\n{data}</root>\n")
        }),
        "srt" => apart("srt", &|texts| {
            numbered(texts, &|at, text| {
                format!("{0}\n00:00:{0:02},000 --> 00:00:{0:02},900\n{text}\n\n", at + 1)
            })
        }),
        "vtt" => apart("vtt", &|texts| {
            let cues = numbered(texts, &|at, text| {
                format!("00:00:{0:02}.000 --> 00:00:{0:02}.900\n{1}\n\n", at + 1, xml(text))
            });
            format!("WEBVTT\n\n{cues}")
        }),
        "strings" => apart("strings", &|texts| {
            numbered(texts, &|at, text| format!("\"k{at}\" = {};\n", json!(text)))
        }),
        "stringsdict" => apart("stringsdict", &|texts| {
            let entries = numbered(texts, &|at, text| {
                format!(
                    "<key>k{at}</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@n@</string>\n\
                     <key>n</key><dict><key>NSStringFormatSpecTypeKey</key>\
                     <string>NSStringPluralRuleType</string>\
                     <key>NSStringFormatValueTypeKey</key><string>d</string>\
                     <key>other</key><string>{}</string></dict></dict>\n",
                    xml(text)
                )
            });
            format!("<plist version=\"1.0\"><dict>\n{entries}</dict></plist>\n")
        }),
        "tmx" => together(
            "a.tmx".to_owned(),
            format!(
                "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{}</body></tmx>\n",
                rows(&|_, source, target| format!(
                    "<tu><tuv xml:lang=\"en\"><seg>{}</seg></tuv>\
                     <tuv xml:lang=\"{lang}\"><seg>{}</seg></tuv></tu>\n",
                    xml(source),
                    xml(target)
                ))
            ),
        ),
        "tsv" => together(
            format!("a.en-{lang}.tsv"),
            format!(
                "source\ttarget\n{}",
                rows(&|_, source, target| format!("{source}\t{target}\n"))
            ),
        ),
        "xcstrings" => {
            let strings = pairs.iter().enumerate().map(|(at, (source, target))| {
                let unit =
                    |text: &str| json!({"stringUnit": {"state": "translated", "value": text}});
                let both = json!({"en": unit(source), lang: unit(target)});
                (format!("k{at}"), json!({"localizations": both}))
            });
            let strings = Value::Object(strings.collect());
            let all = json!({"sourceLanguage": "en", "strings": strings, "version": "1.0"});
            let text = serde_json::to_string_pretty(&all).expect("texts are JSON");
            together("Localizable.xcstrings".to_owned(), text)
        }
        "xliff" => together(
            "a.xlf".to_owned(),
            format!(
                "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"{lang}\" \
                 datatype=\"plaintext\" original=\"a\"><body>\n{}</body></file></xliff>\n",
                rows(&|at, source, target| format!(
                    "<trans-unit id=\"{at}\"><source>{}</source><target><![CDATA[{target}]]></target>\
                     </trans-unit>\n",
                    xml(source),
                ))
            ),
        ),
        "yaml" => apart("yml", &|texts| {
            let quoted = |at: usize, text: &str| match at % 2 {
                0 => json!(text).to_string(),
                _ => format!("'{}'", text.replace('\'', "''")),
            };
            numbered(texts, &|at, text| format!("k{at}: {}\n", quoted(at, text)))
        }),
        other => panic!("no file of the format {other} is made"),
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
