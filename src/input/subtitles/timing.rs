//! Times of cues, and which cues of two files are on screen together.

use super::super::abreast::Link;

/// When a cue is shown, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u64,
    pub(super) end: u64,
}

/// Cues that begin no further apart answer each other, however long they are shown.
const TOLERANCE: u64 = 100;

/// No more cues of one file are joined into a unit, so that one that stays on screen does not take all.
const MOST: usize = 4;

impl Span {
    /// Reads `00:01:02,500 --> 00:01:04,000`, behind which WebVTT may set the cue.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (start, rest) = line.split_once("-->")?;
        let end = rest.split_whitespace().next()?;
        Some(Self { start: time(start.trim())?, end: time(end)? })
    }

    /// When it begins, as WebVTT writes it.
    pub(super) fn key(self) -> String {
        let (seconds, thousandths) = (self.start / 1000, self.start % 1000);
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600);
        format!("{hours:02}:{minutes:02}:{:02}.{thousandths:03}", seconds % 60)
    }

    fn length(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// How long both are shown together.
    fn overlap(self, other: Self) -> u64 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether one is shown for most of the time of the other.
    fn answers(self, other: Self) -> bool {
        self.overlap(other) * 2 > self.length().min(other.length())
            || self.start.abs_diff(other.start) <= TOLERANCE
    }
}

/// A time in milliseconds: hours may be left out, and a comma may be a dot.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let number = |text: &str| {
        let digits = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u64>().ok())?
    };
    let mut seconds = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        seconds = seconds * 60 + number(part.trim())?;
        parts += 1;
    }
    let thousandths = number(format!("{fraction:0<3}").get(..3)?)?;
    matches!(parts, 2 | 3).then_some(seconds * 1000 + thousandths)
}

/// Joins the cues of two files, which stand in the order of their times.
pub(super) fn join(source: &[Span], target: &[Span]) -> Vec<Link> {
    let mut links = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < source.len() || j < target.len() {
        let (mut to, mut till) = (i, j);
        match (source.get(i), target.get(j)) {
            (Some(from), Some(answer)) if from.answers(*answer) => {
                (to, till) = group(source, target, i, j);
            }
            (Some(from), Some(answer)) if from.start <= answer.start => to += 1,
            (Some(_), None) => to += 1,
            _ => till += 1,
        }
        links.push(Link { source: i..to, target: j..till });
        (i, j) = (to, till);
    }
    links
}

/// How far the unit reaches that begins with the cues `i` and `j`.
fn group(source: &[Span], target: &[Span], i: usize, j: usize) -> (usize, usize) {
    let (mut to, mut till) = (i + 1, j + 1);
    loop {
        if till - j < MOST && belongs(target, till, source, to) {
            till += 1;
        } else if to - i < MOST && belongs(source, to, target, till) {
            to += 1;
        } else {
            return (to, till);
        }
    }
}

/// Whether the cue `at` of a file belongs to the last of `others` before `end`, rather than to the one
/// there.
fn belongs(cues: &[Span], at: usize, others: &[Span], end: usize) -> bool {
    let Some(cue) = cues.get(at) else { return false };
    let rather = others.get(end).map_or(0, |next| next.overlap(*cue));
    let last = others[end - 1];
    last.overlap(*cue) > rather && last.answers(*cue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(times: &[(u64, u64)]) -> Vec<Span> {
        times.iter().map(|&(start, end)| Span { start, end }).collect()
    }

    #[test]
    fn a_time_is_read_in_every_custom() {
        for (line, expected) in [
            ("00:01:02,500 --> 00:01:04,000", Some((62_500, 64_000))),
            ("01:02.500 --> 01:04.000 align:start position:10%", Some((62_500, 64_000))),
            ("0:00:01,5-->0:00:02,25", Some((1500, 2250))),
            ("100:00:00.000 --> 100:00:01", Some((360_000_000, 360_001_000))),
            ("00:00 --> ", None),
            ("a --> b", None),
            ("1 --> 2", None),
            ("00:00:01,000 -> 00:00:02,000", None),
            ("99999999999:00:00 --> 1:00:00", None),
        ] {
            let found = Span::parse(line).map(|span| (span.start, span.end));
            assert_eq!(found, expected, "{line}");
        }
        assert_eq!(Span { start: 3_723_004, end: 0 }.key(), "01:02:03.004");
    }

    #[test]
    fn cues_are_joined_by_their_times() {
        let pairs = |source: &[(u64, u64)], target: &[(u64, u64)]| {
            let links = join(&spans(source), &spans(target));
            let shown = links.into_iter().map(|link| (link.source.len(), link.target.len()));
            shown.collect::<Vec<_>>()
        };
        // One by one, with a little jitter.
        assert_eq!(pairs(&[(0, 900), (1000, 2000)], &[(50, 950), (1040, 2100)]), [(1, 1), (1, 1)]);
        // One cue became two, and two became one.
        assert_eq!(pairs(&[(0, 4000)], &[(0, 2000), (2000, 4000)]), [(1, 2)]);
        assert_eq!(pairs(&[(0, 2000), (2000, 4000)], &[(0, 4000)]), [(2, 1)]);
        // A cue of one file alone, in the middle and at the ends.
        assert_eq!(pairs(&[(0, 9), (1000, 2000)], &[(1000, 2000)]), [(1, 0), (1, 1)]);
        assert_eq!(pairs(&[(0, 900)], &[(0, 900), (5000, 6000)]), [(1, 1), (0, 1)]);
        // Two speakers at once.
        assert_eq!(pairs(&[(0, 900), (0, 900)], &[(0, 900), (0, 900)]), [(1, 1), (1, 1)]);
        // A cue that stays takes no more than a few.
        let short: Vec<_> = (0..6).map(|n| (n * 1000, n * 1000 + 900)).collect();
        assert_eq!(pairs(&[(0, 60_000)], &short), [(1, 4), (0, 1), (0, 1)]);
        // A cue without length, and one that ends before it begins.
        assert_eq!(pairs(&[(0, 0), (500, 400)], &[(0, 0), (500, 400)]), [(1, 1), (1, 1)]);
    }
}
