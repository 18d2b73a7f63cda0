//! Files that are larger than the memory: readers that stream hold one unit at a time.

use super::{request, split};
use allocation_counter::measure;
use std::io::{self, BufRead, Read};
use std::time::Instant;
use tieout::input::{self, Item};

/// How much memory a reader may hold at once, in bytes.
const ENOUGH: u64 = 4 << 20;

/// A file that is written while it is read: a head, a unit again and again, and a tail.
struct Endless {
    ready: Vec<u8>,
    at: usize,
    unit: fn(u64) -> String,
    next: u64,
    /// How many units are left, and what stands behind them.
    left: u64,
    tail: &'static str,
}

impl BufRead for Endless {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.ready.len() {
            self.ready.clear();
            self.at = 0;
            while self.ready.len() < 64 << 10 && self.left > 0 {
                self.ready.extend((self.unit)(self.next).bytes());
                self.next += 1;
                self.left -= 1;
            }
            if self.left == 0 {
                self.ready.extend(std::mem::take(&mut self.tail).bytes());
            }
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, read: usize) {
        self.at += read;
    }
}

impl Read for Endless {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(to)?;
        self.consume(length);
        Ok(length)
    }
}

fn xliff(n: u64) -> String {
    format!(
        "<trans-unit id=\"{n}\" xml:space=\"preserve\">\n  <source>Revenue rose by <g id=\"1\">{n}\
         </g> million &amp; more in the quarter.</source>\n  <target state=\"translated\">\
         四半期の売上高は<g id=\"1\">{n}</g>百万&amp;以上の増加となった。</target>\n  \
         <note>A note</note>\n</trans-unit>\n"
    )
}

fn tmx(n: u64) -> String {
    // On one line, as some tools write them.
    format!(
        "<tu tuid=\"{n}\" creationdate=\"20240105T101500Z\"><prop type=\"x\">y</prop>\
         <tuv xml:lang=\"en\"><seg>Revenue rose by <bpt i=\"1\">&lt;b></bpt>{n}<ept i=\"1\"/> \
         million in the quarter.</seg></tuv><tuv xml:lang=\"ja\"><seg>四半期の売上高は\
         <bpt i=\"1\">&lt;b></bpt>{n}<ept i=\"1\"/>百万の増加となった。</seg></tuv></tu>"
    )
}

/// A format, the head of a file, a unit by its number, and the tail.
type Sample = (&'static str, &'static str, fn(u64) -> String, &'static str);

const SAMPLES: [Sample; 2] = [
    (
        "xliff",
        "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" \
         target-language=\"ja\"><body>\n",
        xliff,
        "</body></file></xliff>\n",
    ),
    ("tmx", "<tmx version=\"1.4\"><header srclang=\"en\"/><body>", tmx, "</body></tmx>\n"),
];

/// Reads a file with so many units, and gives the most memory that was held.
fn peak(&(format, head, unit, tail): &Sample, units: u64) -> u64 {
    let file = Endless { ready: head.into(), at: 0, unit, next: 0, left: units, tail };
    let reader = input::read(&request(format), "big", Box::new(file)).unwrap();
    let mut found = 0;
    let used = measure(|| {
        for item in reader {
            match item {
                Item::Unit(unit) => {
                    assert!(unit.pairs[0].target.is_some());
                    found += 1;
                }
                Item::Problem(problem) => panic!("{problem}"),
            }
        }
    });
    assert_eq!(found, units);
    used.bytes_max
}

#[test]
fn a_large_file_takes_little_memory() {
    for sample in &SAMPLES {
        let most = peak(sample, 20_000);
        assert!(most < ENOUGH, "{}: {most} bytes at once", sample.0);
    }
}

/// `cargo test --release -- --ignored --nocapture gigabyte`: how fast the readers are.
#[test]
#[ignore = "takes long; prints how fast the readers are"]
#[allow(clippy::print_stdout, reason = "it is for the one who asks")]
fn a_gigabyte_of_each() {
    for sample in &SAMPLES {
        let units = (1 << 30) / sample.2(1 << 20).len() as u64;
        let start = Instant::now();
        let most = peak(sample, units);
        let seconds = start.elapsed().as_secs_f64();
        println!("{}: {:.0} MB/s, {most} bytes at once", sample.0, 1074.0 / seconds);
    }
}

#[test]
fn a_unit_without_end_is_left_out() {
    let head = "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>";
    let long = "Long &amp; longer. ".repeat(1 << 20);
    let tail = "</seg></tuv></tu><tu tuid=\"2\"><tuv xml:lang=\"en\"><seg>a</seg></tuv>\
                <tuv xml:lang=\"de\"><seg>b</seg></tuv></tu></body></tmx>";
    let content = [head, &long, tail].concat();
    let (units, problems) = split(super::read(&request("tmx"), "a.tmx", content.as_bytes()));
    assert_eq!(units.len(), 1);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "this unit was left out: it is longer than 16 MiB");
}
