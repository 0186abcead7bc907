use appwrite::{Id, Timestamp};
use leptos::prelude::*;

use crate::presence::{Dot, Presence, model::seen_words, use_presence};

/// How somebody is, in words: what they are doing, what they say, or when they were last here.
#[component]
pub fn StatusLine(
    user: Id,
    /// When they were last here as of the list they are on, if they let that be known.
    #[prop(optional, into)]
    seen: Signal<Option<Timestamp>>,
) -> impl IntoView {
    let presence = use_presence();
    let words = Memo::new(move |_| status_words(presence, &user, || seen.get()));
    view! { <span class="status-line">{words}</span> }.into_any()
}

/// The words alone, as of now. `seen` is when somebody who is not here was, if they let that be known. Reads signals.
pub fn status_words(presence: Presence, user: &Id, seen: impl FnOnce() -> Option<Timestamp>) -> String {
    if *user == presence.my_id() && presence.my_status().is_none() {
        return "Shown to nobody".to_owned();
    }
    presence.read(user, |dot| dot.map(said)).unwrap_or_else(|| {
        // This page may have seen them later, but only says so of those who let it be known.
        let seen = seen();
        gone(seen.max(presence.last_seen(user).filter(|_| seen.is_some())), presence.minute().get())
    })
}

fn said(dot: &Dot) -> String {
    if dot.composing {
        return "making a snap…".to_owned();
    }
    match &dot.label {
        Some(label) => label.words(),
        None => dot.status.shown().to_owned(),
    }
}

fn gone(seen: Option<Timestamp>, now: Option<Timestamp>) -> String {
    let ago = seen.zip(now).and_then(|(seen, now)| seen_words(seen, now));
    ago.map_or_else(|| "Offline".to_owned(), |ago| format!("Last seen {ago}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::{Label, Status};

    #[test]
    fn what_somebody_is_doing_comes_before_what_they_say_and_that_before_how_they_are() {
        let mut dot = Dot { status: Status::Busy, ..Dot::silent("ana".parse().unwrap(), "Ana") };
        assert_eq!(said(&dot), "Busy");
        dot.label = Label::new("🎧", "in the studio", None).ok();
        assert_eq!(said(&dot), "🎧 in the studio");
        dot.composing = true;
        assert_eq!(said(&dot), "making a snap…");
    }

    #[test]
    fn who_is_gone_was_seen_some_time_ago_or_is_simply_not_here() {
        let at = |minutes: i64| Some(Timestamp::from_millis(minutes * 60_000));
        assert_eq!(gone(at(1), at(4)), "Last seen 3 min ago");
        assert_eq!(gone(at(1), at(5000)), "Offline");
        assert_eq!(gone(at(1), None), "Offline");
        assert_eq!(gone(None, at(4)), "Offline");
    }
}
