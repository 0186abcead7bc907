//! Where the keys are while a card is open, and where they go on after it.

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlDivElement, HtmlElement},
};

use crate::globe::helm::Helm;

/// Takes the focus into the card, and gives what closes the card and brings the focus back to where it was. Esc does
/// the same, unless a menu lies over the card: then it closes that, which is the browser's doing.
pub(super) fn hold(card: NodeRef<html::Div>, helm: Helm) -> Callback<()> {
    let before = StoredValue::new_local(None::<HtmlElement>);
    let held = StoredValue::new_local(None::<HtmlDivElement>);
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            before.set_value(focused());
            // The globe brings the card to its pin, so nothing is to be scrolled.
            let _ = card.focus();
            held.set_value(Some(card));
        }
    });
    let close = Callback::new(move |()| {
        if let Some(before) = before.try_get_value().flatten() {
            let _ = before.focus();
        }
        helm.open.set(None);
    });
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            let menu = held.try_with_value(|card| card.as_ref().is_some_and(has_open_menu));
            if event.key() == "Escape" && !event.default_prevented() && menu == Some(false) {
                event.prevent_default();
                close.run(());
            }
        });
        on_cleanup(move || listener.remove());
    });
    on_cleanup(move || {
        // Whoever it was about is gone, and their pin and their row with them. A button that was pressed for that was
        // disabled meanwhile, and had lost the focus to nothing.
        if let Some(card) = held.try_get_value().flatten()
            && focused().is_none_or(|element| card.contains(Some(&element)))
        {
            focus_world();
        }
    });
    close
}

/// A browser that does not know of popovers has none open.
fn has_open_menu(card: &HtmlDivElement) -> bool {
    matches!(card.query_selector(":popover-open"), Ok(Some(_)))
}

/// Under a page it takes no focus, and that page does.
fn focus_world() {
    let world = document().query_selector(".globe__world").ok().flatten();
    if let Some(world) = world.and_then(|world| world.dyn_into::<HtmlElement>().ok()) {
        let _ = world.focus();
    }
}

/// `None`: nothing has it.
fn focused() -> Option<HtmlElement> {
    let element: Element = document().active_element()?;
    element.dyn_into::<HtmlElement>().ok().filter(|element| element.tag_name() != "BODY")
}
