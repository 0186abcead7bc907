//! Reads out what an action has done, whether or not the row with its form is still there: the event of the change may remove
//! the row before the answer to the action comes.

use leptos::{
    prelude::*,
    reactive::owner::{Owner, WeakOwner},
    server_fn::ServerFn,
};

use crate::AppError;

/// Where the words go. A handle: copies are the same.
#[derive(Clone, Copy)]
struct Announcer {
    said: RwSignal<String>,
    /// Lives longer than the rows. Weak, because this announcer is a context of that owner.
    owner: StoredValue<Option<WeakOwner>>,
}

/// Lets everything below the calling component announce what it has done. [`Announcements`] shows the words.
pub fn provide_announcer() {
    let owner = Owner::current().map(|owner| owner.downgrade());
    provide_context(Announcer { said: RwSignal::default(), owner: StoredValue::new(owner) });
}

/// The words for screen readers. One for the whole app, below [`provide_announcer`].
#[component]
pub fn Announcements() -> impl IntoView {
    let said = use_context::<Announcer>().map(|announcer| announcer.said);
    view! { <p class="visually-hidden" role="status">{said}</p> }
}

/// Announces each success of an action in these words, which may depend on what was sent. It says nothing of an error. The
/// form must not send a second time before the answer to the first.
pub fn announce<A>(action: ServerAction<A>, words: impl Fn(&A) -> Option<String> + Send + Sync + 'static)
where
    A: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    A::Output: Send + Sync + 'static,
{
    let Some(announcer) = use_context::<Announcer>() else { return };
    let sent = action.input();
    Effect::new(move |_| {
        let words = sent.with(|sent| sent.as_ref().and_then(&words));
        if let Some(words) = words {
            announcer.say_after(action, words);
        }
    });
}

impl Announcer {
    /// Says this once the action under way has succeeded.
    fn say_after<A>(self, action: ServerAction<A>, words: String)
    where
        A: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        A::Output: Send + Sync + 'static,
    {
        let Some(owner) = self.owner.get_value().and_then(|owner| owner.upgrade()) else { return };
        // The same words twice are read out twice.
        self.said.try_set(String::new());
        // The row owns the action and may go first; these signals stay until the answer.
        let waiting = owner.child();
        waiting.with(|| {
            let (answers, answer) = (action.version(), action.value());
            let before = answers.get_untracked();
            let itself = waiting.clone();
            Effect::new(move |_| {
                if answers.get() == before {
                    return;
                }
                if answer.with_untracked(|answer| matches!(answer, Some(Ok(_)))) {
                    self.said.try_set(words.clone());
                }
                itself.cleanup();
            });
        });
    }
}
