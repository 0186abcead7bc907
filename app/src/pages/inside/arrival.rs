//! Where the focus goes when one page takes another's place: to its heading. A screen reader says where one is, and
//! Tab goes on from there.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::rooms::use_shown_path;

/// Follows the address while the calling component lives. On the page one landed on, the focus is the browser's.
pub(super) fn keep_focus_on_arrival() {
    let path = use_shown_path();
    // A frame later: by then the new page stands where the old one was.
    Effect::watch(move || path.get(), |_, _, _| request_animation_frame(focus_heading), false);
}

fn focus_heading() {
    let find = |what| document().query_selector(what).ok().flatten();
    let heading = find("#main h1").or_else(|| find("#main"));
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        heading.set_tab_index(-1); // it can have the focus, and is no stop on anybody's way
        let _ = heading.focus();
    }
}
