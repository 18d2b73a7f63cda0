//! Long lines, many files, pipes, and what the list of formats promises.

use super::{bytes, read, request, split};
use std::io::{BufReader, Read as _, repeat};
use std::path::PathBuf;
use tieout::input::{self, FORMATS, ProblemKind, Reader, Request};

#[test]
fn a_line_without_end_is_left_out_and_the_rest_is_read() {
    let long = repeat(b'a').take(40 << 20);
    let rest = "\nThe end.\n".as_bytes();
    let stream = Box::new(BufReader::new("Begin.\n".as_bytes().chain(long).chain(rest)));
    let request = Request { monolingual: true, ..request("lines") };
    let (units, problems) = split(input::read(&request, "x.en.txt", stream).unwrap());
    assert_eq!(units.len(), 2);
    assert_eq!(units[1].pairs[0].source.text.place(0).line, 3);
    assert_eq!(units[1].pairs[0].source.text.place(0).byte, 8 + (40 << 20));
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].to_string(),
        "x.en.txt:2:1: this line is longer than 16 MiB and was left out"
    );
    assert_eq!(problems[0].kind, ProblemKind::Lost);
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem_and_the_others_are_read() {
    let here = super::folder().join("jsonl");
    let good = here.join("records.jsonl");
    let code = [env!("CARGO_MANIFEST_DIR"), "src"].iter().collect();
    let paths = vec![here.join("none.jsonl"), code, PathBuf::from("x.doc"), good];
    let (units, problems) = split(input::open(&Request { paths, ..Request::default() }).unwrap());
    assert_eq!(units.len(), 4);
    assert_eq!(problems.len(), 3);
    assert!(problems.iter().all(|problem| problem.kind.is_failure()));
}

#[test]
fn parallel_pipes_that_do_not_fit_say_so_at_the_end() {
    let reader = input::read_parallel(
        &request("lines"),
        ("a.en", bytes(b"One.\nTwo.\n")),
        ("b.ja", bytes("一。\n".as_bytes())),
    );
    let (units, problems) = split(reader.unwrap());
    assert_eq!(units.len(), 2);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.starts_with("a.en has 2 segments and b.ja has 1"));
    assert!(problems[0].kind.is_failure());
}

#[test]
fn requests_that_make_no_sense_are_errors() {
    let stdin = PathBuf::from("-");
    for request in [
        Request { paths: vec![stdin.clone()], ..Request::default() },
        Request { source: Some(stdin.clone()), ..Request::default() },
        Request { source: Some(stdin.clone()), target: Some(stdin), ..Request::default() },
        Request { source_lang: Some("english".to_owned()), ..Request::default() },
    ] {
        assert!(input::open(&request).is_err(), "{request:?}");
    }
    assert!(input::encoding("shift-jis").is_ok());
    assert!(input::encoding("iso-2022-cn").is_err(), "a decoder that reads nothing");
}

#[test]
fn options_win_over_records_and_records_over_names() {
    let record = br#"{"source": "a", "target": "b", "target_lang": "de"}"#;
    let langs = |request: &Request| {
        let (units, _) = split(read(request, "en-ja.jsonl", record));
        let pair = &units[0].pairs[0];
        (pair.source.lang.to_string(), pair.target.as_ref().unwrap().lang.to_string())
    };
    assert_eq!(langs(&request("jsonl")), ("en".to_owned(), "de".to_owned()));
    let given = Request { target_lang: Some("pt_br".to_owned()), ..request("jsonl") };
    assert_eq!(langs(&given), ("en".to_owned(), "pt-BR".to_owned()));
}

#[test]
fn both_sides_of_pairs_are_segments_too() {
    let path = super::folder().join("jsonl/alone.jsonl");
    let request = Request { paths: vec![path], ..Request::default() };
    let segments: Vec<_> = input::segments(&request).unwrap().filter_map(Result::ok).collect();
    let langs: Vec<_> = segments.iter().map(|segment| &*segment.lang).collect();
    assert_eq!(langs, ["de", "ja", "en", "ja"]);
    assert!(segments[0].side.is_none() && segments[3].side.is_some());
}

#[test]
fn the_list_of_formats_is_sorted_and_no_ending_is_listed_twice() {
    assert!(FORMATS.is_sorted_by_key(|format| format.name));
    let mut endings: Vec<_> = FORMATS.iter().flat_map(|format| format.extensions).collect();
    endings.sort_unstable();
    let all = endings.len();
    endings.dedup();
    assert_eq!(endings.len(), all);
}

/// A reader can be handed to another thread.
const fn is_send<T: Send>() {}
const _: () = is_send::<Reader>();
