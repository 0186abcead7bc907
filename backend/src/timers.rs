//! Tasks that run by the clock for as long as the backend does, and no longer.

use std::{future::Future, sync::Mutex};

use tokio::task::JoinHandle;

/// They end when this is dropped. A timer must hold the backend weakly while it waits, or neither ever goes.
#[derive(Default)]
pub(crate) struct Timers(Mutex<Vec<JoinHandle<()>>>);

impl Timers {
    pub(crate) fn start(&self, timer: impl Future<Output = ()> + Send + 'static) {
        if let Ok(mut timers) = self.0.lock() {
            timers.push(tokio::spawn(timer));
        }
    }

    /// Ends them all, wherever they wait.
    pub(crate) fn stop(&self) {
        if let Ok(mut timers) = self.0.lock() {
            timers.drain(..).for_each(|timer| timer.abort());
        }
    }
}

impl Drop for Timers {
    fn drop(&mut self) {
        self.stop();
    }
}
