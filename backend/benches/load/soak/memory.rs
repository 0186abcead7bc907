//! What the program has in memory while it is soaked.

use std::fmt;

use crate::{Outcome, machine::Process};

/// How much more the last third may have than the first, in parts of it and in bytes beside: allocators keep a little.
const GROWTH: f64 = 0.1;
const SLACK: u64 = 16 * 1024 * 1024;

/// What was found at each look, in bytes.
#[derive(Default)]
pub(super) struct Memory(Vec<u64>);

impl Memory {
    pub(super) fn look(&mut self, process: &Process) -> Outcome<()> {
        self.0.push(process.memory()?);
        Ok(())
    }

    /// Errors: it grew.
    pub(super) fn check(&self) -> Outcome<()> {
        let (first, last) = self.thirds();
        if last as f64 <= first as f64 * (1.0 + GROWTH) + SLACK as f64 {
            Ok(())
        } else {
            Err("memory grew".into())
        }
    }

    /// The middle values of the first and the last third.
    fn thirds(&self) -> (u64, u64) {
        let third = self.0.len().div_ceil(3);
        let middle = |part: &[u64]| {
            let mut part = part.to_vec();
            part.sort_unstable();
            part.get(part.len() / 2).copied().unwrap_or_default()
        };
        (middle(&self.0[..third]), middle(&self.0[self.0.len() - third..]))
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.thirds();
        let most = self.0.iter().max().copied().unwrap_or_default();
        let [first, last, most] = [first, last, most].map(|bytes| bytes as f64 / 1e6);
        write!(f, "memory: {first:.1} MB in the first third, {last:.1} MB in the last, {most:.1} MB at most")
    }
}
