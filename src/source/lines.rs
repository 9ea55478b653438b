//! Reading a file line by line, however large it is: what was read is gone once it was looked at.

use std::io::{self, Read};

use super::Start;
use super::line_index::breaks;

/// How many bytes are asked for at a time.
const ENOUGH: usize = 128 * 1024;

/// A line of a file, without its line feed.
#[derive(Clone, Copy, Debug)]
pub struct Line<'b> {
    /// Where it starts.
    pub start: Start,
    /// What is in it.
    pub bytes: &'b [u8],
}

/// Some lines of a file, which were read together.
#[derive(Debug)]
pub struct Batch {
    bytes: Vec<u8>,
    start: Start,
}

/// The lines of a file that is being read.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    longest: usize,
    /// The start of a line of which the end is not read yet.
    rest: Vec<u8>,
    at: Start,
}

impl<R: Read> Lines<R> {
    /// Of a line of more than `longest` bytes no more than its beginning is kept, which is longer than that by a byte.
    pub const fn new(reader: R, longest: usize) -> Self {
        Self { reader, longest, rest: Vec::new(), at: Start { line: 0, offset: 0 } }
    }

    /// The next lines, as many as come at once: whoever writes them into a pipe one by one gets an answer to each.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn next_batch(&mut self) -> io::Result<Option<Batch>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut looked_at = 0;
        loop {
            let fresh = bytes.get(looked_at..).unwrap_or_default();
            if let Some(end) = memchr::memrchr(b'\n', fresh) {
                self.rest = bytes.split_off(looked_at + end + 1);
                return Ok(Some(self.batch(bytes)));
            }
            if bytes.len() > self.longest {
                return self.overlong(bytes).map(Some);
            }
            looked_at = bytes.len();
            if read_some(&mut self.reader, &mut bytes)? == 0 {
                return Ok((!bytes.is_empty()).then(|| self.batch(bytes)));
            }
        }
    }

    fn batch(&mut self, bytes: Vec<u8>) -> Batch {
        let start = self.at;
        self.at = start.after(&bytes);
        Batch { bytes, start }
    }

    /// The beginning of a line that is too long. Its end is passed over.
    fn overlong(&mut self, mut bytes: Vec<u8>) -> io::Result<Batch> {
        let start = self.at;
        self.at.offset += bytes.len();
        bytes.truncate(self.longest + 1);
        let mut passed = Vec::new();
        loop {
            passed.clear();
            let read = read_some(&mut self.reader, &mut passed)?;
            let end = memchr::memchr(b'\n', &passed);
            self.at.offset += end.map_or(read, |end| end + 1);
            if let Some(end) = end {
                self.at.line += 1;
                self.rest = passed.split_off(end + 1);
            }
            if read == 0 || end.is_some() {
                return Ok(Batch { bytes, start });
            }
        }
    }
}

impl Batch {
    /// Those of the lines that are not blank.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        lines(&self.bytes, self.start)
    }
}

/// Those of the lines of `bytes` that are not blank. The first one starts at `start`.
pub fn lines(bytes: &[u8], start: Start) -> impl Iterator<Item = Line<'_>> {
    let (mut rest, mut at) = (bytes, start);
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (line, next) = rest.split_at_checked(end + 1).unwrap_or((rest, &[]));
            let (start, bytes) = (at, line.get(..end).unwrap_or_default());
            at = Start { line: at.line + 1 + lone_breaks(bytes), offset: at.offset + line.len() };
            rest = next;
            if !bytes.trim_ascii().is_empty() {
                return Some(Line { start, bytes });
            }
        }
        None
    })
}

impl Start {
    /// Where what follows `bytes` starts. A line ends at a lone CR, too, as in editors.
    fn after(self, bytes: &[u8]) -> Self {
        Self { line: self.line + breaks(bytes, false).0, offset: self.offset + bytes.len() }
    }
}

/// How many line breaks there are within a line of NDJSON: editors take a lone CR for one, and the CR in front of a line feed
/// for a part of that.
fn lone_breaks(line: &[u8]) -> usize {
    match memchr::memchr(b'\r', line) {
        Some(first) if first + 1 < line.len() => breaks(line, true).0,
        _ => 0,
    }
}

/// Appends what comes at once; how much that is.
fn read_some(reader: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let before = bytes.len();
    bytes.resize(before + ENOUGH, 0);
    let read = loop {
        match reader.read(bytes.get_mut(before..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    bytes.truncate(before + read.as_ref().map_or(0, |read| *read));
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives no more than so many bytes at a time, as a pipe does.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let (mut head, rest) = self.0.split_at(self.1.min(self.0.len()));
            self.0 = rest;
            head.read(into)
        }
    }

    fn all(text: &str, at_a_time: usize, longest: usize) -> Vec<(usize, usize, String)> {
        let mut lines = Lines::new(Drops(text.as_bytes(), at_a_time), longest);
        let mut all = Vec::new();
        while let Some(batch) = lines.next_batch().unwrap() {
            let read = batch.lines().map(|line| (line.start.line, line.start.offset, String::from_utf8(line.bytes.to_vec())));
            all.extend(read.map(|(line, offset, text)| (line, offset, text.unwrap())));
        }
        all
    }

    #[test]
    fn lines_are_where_they_are_however_they_come() {
        let text = "{}\n\n  \r\n[1]\r\n\"a\rb\"\nlast";
        let expected = [(0, 0, "{}"), (3, 8, "[1]\r"), (4, 13, "\"a\rb\""), (6, 19, "last")];
        for at_a_time in 1..=text.len() {
            let found = all(text, at_a_time, 100);
            assert_eq!(found.iter().map(|(line, at, text)| (*line, *at, text.as_str())).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn of_a_line_that_is_too_long_the_beginning_is_kept_and_the_next_one_is_where_it_is() {
        let text = format!("a\n{}\nb\n{}", "x".repeat(50), "y".repeat(50));
        for at_a_time in [1, 3, 7] {
            let found = all(&text, at_a_time, 10);
            let found: Vec<_> = found.iter().map(|(line, at, text)| (*line, *at, text.as_str())).collect();
            assert_eq!(found, [(0, 0, "a"), (1, 2, "xxxxxxxxxxx"), (2, 53, "b"), (3, 55, "yyyyyyyyyyy")]);
        }
    }
}
