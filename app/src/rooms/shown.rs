//! Which page is on screen. The router's address is ahead of it while the code of a room is being fetched.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Code, Room, use_rooms};

/// The path of the page on screen.
pub fn use_shown_path() -> Memo<String> {
    let (path, rooms) = (use_location().pathname, use_rooms());
    Memo::new(move |before: Option<&String>| {
        let wanted = path.get();
        match before {
            Some(before) if Room::at(&wanted).is_some() && is_awaited(rooms.code()) => before.clone(),
            _ => wanted,
        }
    })
}

/// Whether a page is wanted whose code is being fetched.
pub(super) fn use_is_awaited() -> Memo<bool> {
    let (path, rooms) = (use_location().pathname, use_rooms());
    Memo::new(move |_| is_awaited(rooms.code()) && path.with(|path| Room::at(path).is_some()))
}

fn is_awaited(code: Code) -> bool {
    matches!(code, Code::Absent | Code::Loading)
}
