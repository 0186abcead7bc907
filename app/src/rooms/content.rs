//! What is in the rooms.

use appwrite::Id;
use leptos::prelude::*;

use crate::{
    globe::{helm::Helm, model::Pin, view::card::Card},
    pages::{FirstRunPage, FriendsPage, InboxPage, MePage, SnapPage},
    snaps::view::viewer::Viewer,
};

/// A page whose code is in the lazy module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Friends,
    Inbox,
    Me,
    Welcome,
    Snap,
}

impl Room {
    /// The room at this path, with or without a slash at its end.
    pub fn at(path: &str) -> Option<Self> {
        Some(match path.strip_prefix("/app/")?.trim_end_matches('/') {
            "friends" => Self::Friends,
            "inbox" => Self::Inbox,
            "me" => Self::Me,
            "welcome" => Self::Welcome,
            "snap" => Self::Snap,
            _ => return None,
        })
    }

    /// Whether the page at this address needs the code of the rooms from the start: a room, or a snap in the viewer.
    pub fn is_needed(path: &str, query: &str) -> bool {
        let opens = |part: &str| part.starts_with("open=");
        Self::at(path).is_some()
            || (path.starts_with("/app") && query.trim_start_matches('?').split('&').any(opens))
    }
}

/// Something to show whose code is in the lazy module.
#[expect(clippy::large_enum_variant, reason = "made once for what is opened, and handed on at once")]
pub enum Content {
    Page(Room),
    /// The viewer of the snap that the address names, `first` at first.
    Viewer {
        open: Memo<Option<Id>>,
        first: Id,
    },
    /// The card of the person of a pin.
    Card {
        pin: Pin,
        pins: Signal<Vec<Pin>>,
        helm: Helm,
    },
}

impl Content {
    /// Only [`super::module::view`] may call it: it refers to all code of the rooms.
    pub(super) fn build(self) -> AnyView {
        match self {
            Self::Page(Room::Friends) => view! { <FriendsPage/> }.into_any(),
            Self::Page(Room::Inbox) => view! { <InboxPage/> }.into_any(),
            Self::Page(Room::Me) => view! { <MePage/> }.into_any(),
            Self::Page(Room::Welcome) => view! { <FirstRunPage/> }.into_any(),
            Self::Page(Room::Snap) => view! { <SnapPage/> }.into_any(),
            Self::Viewer { open, first } => view! { <Viewer open first/> }.into_any(),
            Self::Card { pin, pins, helm } => view! { <Card pin pins helm/> }.into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_beside_the_globe_are_rooms() {
        for (path, room) in [
            ("/app/friends", Room::Friends),
            ("/app/inbox/", Room::Inbox),
            ("/app/me", Room::Me),
            ("/app/welcome", Room::Welcome),
            ("/app/snap", Room::Snap),
        ] {
            assert_eq!(Room::at(path), Some(room), "{path}");
        }
        for path in ["/app", "/app/", "/", "/about", "/app/friends/more", "/app/unknown"] {
            assert_eq!(Room::at(path), None, "{path}");
        }
    }

    #[test]
    fn a_room_and_an_open_snap_need_the_code_from_the_start() {
        assert!(Room::is_needed("/app/friends", ""));
        assert!(Room::is_needed("/app", "?open=a1"));
        assert!(Room::is_needed("/app", "?to=b&open=a1"));
        assert!(!Room::is_needed("/app", ""));
        assert!(!Room::is_needed("/app", "?reopen=a1"));
        assert!(!Room::is_needed("/", "?open=a1"));
    }
}
