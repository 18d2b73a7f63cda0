//! Where the bytes of inputs come from: files that tell how far they are read, and streams that a
//! user may end while they wait.

use super::Bytes;
use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Bytes that are read at a time.
const BLOCK: usize = 64 << 10;

/// How long a stream is waited for before the user is asked again whether to go on.
const PATIENCE: Duration = Duration::from_millis(50);

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A sign to end the input early, as if it were at its end. The default one is never given.
#[derive(Debug, Clone, Default)]
pub struct Stop(Option<Arc<AtomicBool>>);

impl Stop {
    /// One that can be given.
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Gives the sign; says whether it was given before.
    pub fn set(&self) -> bool {
        self.0.as_ref().is_some_and(|sign| sign.swap(true, Ordering::Relaxed))
    }

    /// Whether it was given.
    pub fn is_set(&self) -> bool {
        self.0.as_ref().is_some_and(|sign| sign.load(Ordering::Relaxed))
    }
}

/// How many bytes of all inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Gauge {
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Gauge {
    /// The gauge of these files; without a total where one is no file on disk.
    pub(super) fn new<'a>(paths: impl Iterator<Item = &'a Path>) -> Self {
        let size = |path: &Path| fs::metadata(path).ok().filter(fs::Metadata::is_file);
        let total = paths.map(|path| size(path).map(|file| file.len())).sum();
        Self { read: Arc::default(), total }
    }

    /// The share that is read, where the whole is known.
    pub fn share(&self) -> Option<f64> {
        let total = self.total.filter(|&total| total > 0)?;
        Some((self.read.load(Ordering::Relaxed) as f64 / total as f64).min(1.0))
    }

    /// Opens a file, or standard input for `-`.
    pub(super) fn open(&self, path: &Path, stop: &Stop) -> io::Result<Bytes> {
        if is_stdin(path) {
            return Ok(stream(io::stdin(), stop));
        }
        let kind = fs::metadata(path)?;
        if kind.is_dir() {
            return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
        }
        let file = File::open(path)?;
        if !kind.is_file() {
            return Ok(stream(file, stop));
        }
        let counted = Counted { file, read: Arc::clone(&self.read) };
        Ok(Box::new(BufReader::with_capacity(BLOCK, counted)))
    }
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(block)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A stream that may keep its reader waiting, which the sign ends.
fn stream(bytes: impl Read + Send + 'static, stop: &Stop) -> Bytes {
    if stop.0.is_none() {
        return Box::new(BufReader::with_capacity(BLOCK, bytes));
    }
    let waiting = Waiting { blocks: pump(bytes), block: Vec::new(), at: 0, stop: stop.clone() };
    Box::new(BufReader::with_capacity(BLOCK, waiting))
}

/// Reads blocks in a thread of its own, which may wait as long as it likes.
fn pump(mut bytes: impl Read + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (queue, blocks) = mpsc::sync_channel(2);
    thread::spawn(move || {
        loop {
            let mut block = vec![0; BLOCK];
            let read = match bytes.read(&mut block) {
                Ok(0) => return,
                Ok(count) => {
                    block.truncate(count);
                    Ok(block)
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
            let failed = read.is_err();
            if queue.send(read).is_err() || failed {
                return;
            }
        }
    });
    blocks
}

/// The reader of a pumped stream.
struct Waiting {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    /// How much of the block is read.
    at: usize,
    stop: Stop,
}

impl Read for Waiting {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        while self.at == self.block.len() {
            if self.stop.is_set() {
                return Ok(0);
            }
            match self.blocks.recv_timeout(PATIENCE) {
                Ok(block) => (self.block, self.at) = (block?, 0),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let count = (&self.block[self.at..]).read(space)?;
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that never ends and never says anything.
    struct Silence;

    impl Read for Silence {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            loop {
                thread::park();
            }
        }
    }

    #[test]
    fn a_stream_that_waits_is_ended_by_the_sign() {
        let stop = Stop::new();
        let mut bytes = stream(Silence, &stop);
        let sign = stop.clone();
        thread::spawn(move || {
            thread::sleep(2 * PATIENCE);
            sign.set()
        });
        let mut text = Vec::new();
        bytes.read_to_end(&mut text).expect("it ends");
        assert!(text.is_empty() && stop.is_set());
    }

    #[test]
    fn a_stream_is_read_as_it_is_whatever_its_blocks() {
        let all: Vec<u8> = (0..3 * BLOCK).map(|n| (n % 251) as u8).collect();
        for stop in [Stop::default(), Stop::new()] {
            let mut read = Vec::new();
            let mut bytes = stream(io::Cursor::new(all.clone()), &stop);
            bytes.read_to_end(&mut read).expect("it ends");
            assert!(read == all);
        }
    }
}
