//! Subtitles: `SubRip` and `WebVTT`, a file for each language, whose cues are joined by their time.
//!
//! Numbers of cues say nothing: a translator joins and splits cues, and the tool numbers them anew.

mod cue;
mod timing;

use super::abreast::{self, File, Link, Segment};
use super::escape;
use super::item::{Out, ProblemKind, Units};
use super::{Format, Input, Open, PlaceKind, SOURCE, TARGET};
use timing::Span;

pub(super) const SRT: Format = Format {
    name: "srt",
    extensions: &["srt"],
    summary: "SubRip subtitles, a file for each language",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::verbatim, escape::xml],
    open: Open::Apart(open, open_alone),
};

pub(super) const VTT: Format = Format {
    name: "vtt",
    extensions: &["vtt"],
    summary: "WebVTT subtitles, a file for each language",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Apart(open, open_alone),
};

fn open(mut source: Input, mut target: Input, out: &mut Out) -> Box<dyn Units> {
    let (times, segments) = read(&mut source, out);
    let source = File::new(source, SOURCE, segments);
    let (target_times, segments) = read(&mut target, out);
    let target = File::new(target, TARGET, segments);
    let mut links = timing::join(&times, &target_times);
    let joined = links.iter().filter(|link| !link.source.is_empty() && !link.target.is_empty());
    let joined = joined.count();
    let fewer = times.len().min(target_times.len());
    if joined * 2 < fewer {
        let message = format!("only {joined} of {fewer} cues have a counterpart at their time");
        if times.len() == target_times.len() {
            links = (0..fewer).map(|at| Link { source: at..at + 1, target: at..at + 1 }).collect();
            let message = format!("{message}; they are joined one by one");
            out.problem(target.problem(ProblemKind::Notice, message));
        } else {
            let message = format!("{message}; were both files timed for the same film?");
            out.problem(target.problem(ProblemKind::Damage, message));
        }
    }
    abreast::join([source, target], links)
}

fn open_alone(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let (_, segments) = read(&mut input, out);
    abreast::each(File::alone(input, segments))
}

/// The cues of a file in the order of their times.
fn read(input: &mut Input, out: &mut Out) -> (Vec<Span>, Vec<Segment>) {
    let mut cues = cue::read(input, out);
    cues.sort_by_key(|cue| cue.span.start);
    let segment = |cue: cue::Cue| (cue.span, cue.into_segment());
    cues.into_iter().map(segment).unzip()
}
