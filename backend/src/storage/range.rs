//! Parts of a file, as one asks for them and as one sends them.

use crate::error::{Kind, Result};

/// Bytes `from..to` of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) from: u64,
    pub(super) to: u64,
}

impl Part {
    /// Reads a `Range` header: one range with a beginning, inside the file. Errors: 416 for anything else.
    pub(super) fn asked(header: &str, size: u64) -> Result<Self> {
        let read = || {
            let (from, last) = header.strip_prefix("bytes=")?.split_once('-')?;
            let from: u64 = digits(from)?;
            let last: u64 = if last.is_empty() { size.checked_sub(1)? } else { digits(last)? };
            (from <= last && last < size).then_some(Self { from, to: last + 1 })
        };
        read().ok_or_else(|| Kind::RangeInvalid.into())
    }
}

/// How much of a file one chunk carries, in bytes. Every SDK sends chunks of this size.
pub(super) const CHUNK: u64 = 5 * 1024 * 1024;

/// One chunk of a file: which, and how large the whole will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// From 0.
    pub(super) place: u64,
    pub(super) size: u64,
    pub(super) total: u64,
}

impl Chunk {
    /// Reads a `Content-Range` header. Errors: 400 when it does not name one whole chunk of a file.
    pub(super) fn sent(header: &str) -> Result<Self> {
        let read = || {
            let (_, range) = header.trim().split_once(' ')?;
            let (range, total) = range.split_once('/')?;
            let (start, end) = range.split_once('-')?;
            let (start, end, total): (u64, u64, u64) = (digits(start)?, digits(end)?, digits(total)?);
            let to = end.checked_add(1)?;
            let whole = start % CHUNK == 0 && to > start && to == total.min(start.checked_add(CHUNK)?);
            whole.then(|| Self { place: start / CHUNK, size: to - start, total })
        };
        read().ok_or_else(|| Kind::ContentRangeInvalid.into())
    }

    /// How many there are in all.
    pub(super) fn count(self) -> u64 {
        count(self.total)
    }
}

/// In how many chunks a file of this size comes.
pub(super) fn count(size: u64) -> u64 {
    size.div_ceil(CHUNK).max(1)
}

/// `parse` alone would take a sign.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_begin_somewhere_and_end_inside() {
        let asked = |header| Part::asked(header, 100).ok().map(|part| (part.from, part.to));
        assert_eq!(asked("bytes=0-99"), Some((0, 100)));
        assert_eq!(asked("bytes=90-"), Some((90, 100)));
        assert_eq!(asked("bytes=5-5"), Some((5, 6)));
        for bad in
            ["bytes=988", "bytes=-9", "bytes=0-100", "bytes=100-", "bytes=9-5", "items=0-5", "bytes=+1-5", ""]
        {
            assert_eq!(asked(bad), None, "{bad}");
        }
        assert!(Part::asked("bytes=0-", 0).is_err(), "an empty file has no part");
    }

    #[test]
    fn chunks_are_whole_or_refused() {
        let sent = |header: &str| Chunk::sent(header).ok().map(|chunk| (chunk.place, chunk.size));
        assert_eq!(sent("bytes 0-5242879/6000000"), Some((0, CHUNK)));
        assert_eq!(sent("bytes 5242880-5999999/6000000"), Some((1, 757_120)));
        assert_eq!(sent("bytes 0-99/100"), Some((0, 100)));
        for bad in [
            "bytes 0-99/6000000",
            "bytes 1-5242880/6000000",
            "bytes 5242880-6000000/6000000",
            "bytes 9-5/100",
            "bytes 0-0/0",
            "bytes 0-18446744073709551615/18446744073709551615",
            "0-99/100",
            "",
        ] {
            assert_eq!(sent(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_chunks_of_a_file_are_all_accepted_and_make_up_the_whole(total in 1..40_000_000u64) {
            let mut sum = 0;
            for place in 0..count(total) {
                let (start, end) = (place * CHUNK, total.min((place + 1) * CHUNK) - 1);
                let chunk = Chunk::sent(&format!("bytes {start}-{end}/{total}")).unwrap();
                prop_assert_eq!((chunk.place, chunk.count()), (place, count(total)));
                sum += chunk.size;
            }
            prop_assert_eq!(sum, total);
        }

        #[test]
        fn no_header_makes_parsing_panic(text in "(bytes[ =])?[0-9/-]{0,40}", size: u64) {
            let _ = Part::asked(&text, size);
            let _ = Chunk::sent(&text);
        }
    }
}
