//! What becomes of a change to the settings.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{AppError, privacy::model::Privacy};

/// What became of the last change, and the settings kept as it answered.
pub(super) fn outcome<A>(
    change: ServerAction<A>,
    privacy: RwSignal<Privacy>,
) -> Signal<Option<Result<(), AppError>>>
where
    A: ServerFn<Output = Privacy, Error = AppError> + Clone + Send + Sync + 'static,
{
    let value = change.value();
    Effect::new(move |_| {
        if let Some(Ok(changed)) = value.get() {
            privacy.set(changed);
        }
    });
    Signal::derive(move || value.get().map(|outcome| outcome.map(drop)))
}
