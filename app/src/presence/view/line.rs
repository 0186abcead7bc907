use appwrite::{Id, Timestamp};
use leptos::prelude::*;

use crate::presence::{Entry, model::seen_words, use_presence};

/// How somebody is, in words: what they are doing, what they say, or when they were last here.
#[component]
pub fn StatusLine(
    user: Id,
    /// When they were last here as of the list they are on, if they let that be known.
    #[prop(optional, into)]
    seen: Signal<Option<Timestamp>>,
) -> impl IntoView {
    let presence = use_presence();
    let (entry, minute) = (presence.of(&user), presence.minute());
    let (me, mine) = (presence.me(), user == presence.my_id());
    let words = Memo::new(move |_| {
        entry.with(|entry| match entry {
            _ if mine && me.get().is_none() => "Shown to nobody".to_owned(),
            Some(entry) => said(entry),
            // This page may have seen them later, but only says so of those who let it be known.
            None => {
                let seen = seen.get();
                gone(seen.max(presence.last_seen(&user).filter(|_| seen.is_some())), minute.get())
            }
        })
    });
    view! { <span class="status-line">{words}</span> }.into_any()
}

fn said(entry: &Entry) -> String {
    if entry.metadata.composing {
        return "making a snap…".to_owned();
    }
    match &entry.metadata.label {
        Some(label) => label.words(),
        None => entry.status.shown().to_owned(),
    }
}

fn gone(seen: Option<Timestamp>, now: Option<Timestamp>) -> String {
    let ago = seen.zip(now).and_then(|(seen, now)| seen_words(seen, now));
    ago.map_or_else(|| "Offline".to_owned(), |ago| format!("Last seen {ago}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::{Dot, Label, Status};

    #[test]
    fn what_somebody_is_doing_comes_before_what_they_say_and_that_before_how_they_are() {
        let mut dot = Dot { status: Status::Busy, ..Dot::silent("ana".parse().unwrap(), "Ana") };
        assert_eq!(said(&Entry::from(&dot)), "Busy");
        dot.label = Label::new("🎧", "in the studio", None).ok();
        assert_eq!(said(&Entry::from(&dot)), "🎧 in the studio");
        dot.composing = true;
        assert_eq!(said(&Entry::from(&dot)), "making a snap…");
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
