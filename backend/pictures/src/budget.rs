//! The memory that open pictures may take, for all callers in this process together. It is counted in bytes, before
//! any pixel is decoded, and handed out in the order of asking.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Unreadable;

/// What all open pictures may take together, in bytes. With the largest uploads beside it a process stays under 400 MB.
pub const ALL: u32 = 256 * 1024 * 1024;

/// What one picture may take, in bytes: room for a progressive JPEG of 40 million pixels, as phones and cameras
/// write them.
pub const MOST_FOR_ONE: u32 = 240 * 1024 * 1024;

const _: () = assert!(MOST_FOR_ONE <= ALL, "the largest picture must fit");

static BUDGET: Semaphore = Semaphore::const_new(ALL as usize);

/// Memory that is taken until this is dropped. Move it into the work that uses the memory.
#[derive(Debug)]
#[must_use]
pub struct Reservation {
    _bytes: SemaphorePermit<'static>,
}

/// Waits until this many bytes are free, and takes them. Errors: [`Unreadable::TooMuchMemory`] when it is more than
/// [`ALL`].
pub async fn reserve(bytes: u64) -> Result<Reservation, Unreadable> {
    let bytes = u32::try_from(bytes).ok().filter(|bytes| *bytes <= ALL).ok_or(Unreadable::TooMuchMemory)?;
    // The semaphore is never closed.
    let permit = BUDGET.acquire_many(bytes).await.map_err(|_| Unreadable::TooMuchMemory)?;
    Ok(Reservation { _bytes: permit })
}

/// How many bytes are free now.
pub fn free() -> u64 {
    BUDGET.available_permits() as u64
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::*;

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn pictures_wait_for_each_other_when_the_budget_is_used_up() {
        let all = u64::from(ALL);
        let Poll::Ready(Ok(first)) = poll(pin!(reserve(all / 2))) else { panic!("half is free") };
        let Poll::Ready(Ok(second)) = poll(pin!(reserve(all / 2))) else { panic!("half is free") };
        assert_eq!(free(), 0);
        let mut third = pin!(reserve(1));
        assert!(poll(third.as_mut()).is_pending());
        drop(first);
        let Poll::Ready(Ok(third)) = poll(third) else { panic!("half is free again") };
        drop((second, third));
        assert_eq!(free(), all, "what was taken comes back");
        assert_eq!(
            poll(pin!(reserve(all + 1))).map(|outcome| outcome.map(drop)),
            Poll::Ready(Err(Unreadable::TooMuchMemory)),
            "what can never fit does not wait"
        );
    }
}
