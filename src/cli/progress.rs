//! How far a long run is, for a person who waits at a terminal.
//!
//! One line on standard error, which is drawn over and cleared away before anything else is written.
//! There is none where standard error is no terminal, and none of a run that is over in a moment.

use crate::input::Gauge;
use crate::report::{count, grouped};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::time::{Duration, Instant};

/// How long a run takes before it shows anything.
const SHORT: Duration = Duration::from_secs(1);

/// How long a line stays before it is drawn anew.
const PAUSE: Duration = Duration::from_millis(200);

/// Pairs between two looks at the clock.
const PAIRS: u64 = 64;

/// The line.
pub(super) struct Progress {
    gauge: Gauge,
    started: Instant,
    /// When the line is drawn next; `None` where nobody sees it.
    next: Option<Instant>,
    /// Columns of the line that is there now.
    shown: usize,
}

impl Progress {
    /// The progress of a run that begins now.
    pub(super) fn new(gauge: Gauge) -> Self {
        let started = Instant::now();
        let next = io::stderr().is_terminal().then(|| started + SHORT);
        Self { gauge, started, next, shown: 0 }
    }

    /// Draws the line, if it is time, when `pairs` are checked.
    pub(super) fn show(&mut self, pairs: u64) {
        let Some(next) = self.next.filter(|_| pairs.is_multiple_of(PAIRS)) else { return };
        let now = Instant::now();
        if now < next {
            return;
        }
        self.next = Some(now + PAUSE);
        let line = line(pairs, now - self.started, self.gauge.share());
        // The terminal of a user who has closed it shows nothing.
        let _ = write!(io::stderr(), "\r{line:0$}", self.shown);
        self.shown = line.len();
    }

    /// Takes the line away, so that something else may be written.
    pub(super) fn clear(&mut self) {
        if self.shown > 0 {
            let _ = write!(io::stderr(), "\r{:1$}\r", "", self.shown);
            self.shown = 0;
        }
    }
}

/// `1,200,000 pairs, 95,000 pairs/s, 40 %, 19 s left`.
fn line(pairs: u64, time: Duration, share: Option<f64>) -> String {
    let seconds = time.as_secs_f64().max(1e-6);
    let rate = (pairs as f64 / seconds) as u64;
    let mut line = format!("{}, {} pairs/s", count(pairs, "pair"), grouped(rate));
    if let Some(share) = share.filter(|share| (0.01..1.0).contains(share)) {
        let left = (seconds / share - seconds).ceil() as u64;
        let left = match (left / 3600, left / 60 % 60, left % 60) {
            (0, 0, seconds) => format!("{seconds} s"),
            (0, minutes, seconds) => format!("{minutes}:{seconds:02} min"),
            (hours, minutes, _) => format!("{hours}:{minutes:02} h"),
        };
        let _ = write!(line, ", {:.0} %, {left} left", share * 100.0);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known() {
        let line = |seconds, share| line(120_000, Duration::from_secs(seconds), share);
        assert_eq!(line(10, None), "120,000 pairs, 12,000 pairs/s");
        assert_eq!(line(10, Some(0.4)), "120,000 pairs, 12,000 pairs/s, 40 %, 15 s left");
        assert_eq!(line(100, Some(0.5)), "120,000 pairs, 1,200 pairs/s, 50 %, 1:40 min left");
        assert_eq!(line(4000, Some(0.5)), "120,000 pairs, 30 pairs/s, 50 %, 1:06 h left");
        // What is read to its end is not yet checked to its end.
        assert_eq!(line(10, Some(1.0)), "120,000 pairs, 12,000 pairs/s");
    }
}
