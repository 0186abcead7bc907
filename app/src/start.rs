//! How a page comes to life in a browser: hydrated as the server rendered it, or rendered again where something has changed it on
//! the way. Either way it keeps what a person has typed before. What panics says so on the page.

use leptos::{
    mount::{hydrate_from, mount_to},
    prelude::document,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

mod field;
mod putting_back;
mod typed;

use typed::Typed;

use crate::{
    App,
    structure::{self, ATTRIBUTE, ROOT},
};

/// The id of the banner that a page shows when its program has stopped (see `shell::broken`).
const BANNER: &str = "broken";
/// Says on [`ROOT`] that the page lives, and how it began.
const STARTED: &str = "data-started";

/// Brings the page to life. Errors: the code that this page needs could not be fetched; the script that calls this shows the banner.
pub async fn start() -> Result<(), wasm_bindgen::JsValue> {
    show_panics();
    crate::clock::read_page();
    // Before anything is read from the page: a person types on meanwhile.
    crate::rooms::fetch_for_first_page().await?;
    let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else {
        show(Why::Changed);
        return Ok(());
    };
    let rendered = root.get_attribute(ATTRIBUTE);
    let intact = rendered.is_some_and(|rendered| rendered == structure::of_element(&root).to_string());
    let typed = Typed::take(&root);
    if intact {
        hydrate_from(root.clone(), App).forget();
    } else {
        root.set_inner_html("");
        mount_to(root.clone(), App).forget();
    }
    // It is read by the script that looks out for errors, and by tests.
    let _ = root.set_attribute(STARTED, if intact { "hydrated" } else { "rendered" });
    typed.put_back(&root);
    Ok(())
}

/// Why the banner is shown: the words to this are in it already.
#[derive(Clone, Copy)]
enum Why {
    /// Nodes were added or moved by something else than this page.
    Changed,
    Stopped,
}

/// From now on a panic shows the banner. The program must not go on after one.
fn show_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        show(if has_foreign_nodes() { Why::Changed } else { Why::Stopped });
        before(panic);
    }));
}

/// Whether the page has nodes that no page of ours has: those of translators, or elements that only extensions define.
fn has_foreign_nodes() -> bool {
    let foreign = web_sys::window()
        .and_then(|window| window.document()?.query_selector("font, :not(:defined)").ok()?);
    let root = web_sys::window().and_then(|window| window.document()?.get_element_by_id(ROOT));
    // Before it has started, the page is as it was rendered or something changed it.
    let unstarted_and_changed = root.is_some_and(|root| {
        !root.has_attribute(STARTED)
            && root.get_attribute(ATTRIBUTE) != Some(structure::of_element(&root).to_string())
    });
    foreign.is_some() || unstarted_and_changed
}

/// Must not panic: it is called by what panicked.
fn show(why: Why) {
    let Some(banner) = web_sys::window().and_then(|window| window.document()?.get_element_by_id(BANNER))
    else {
        return;
    };
    let why = match why {
        Why::Changed => "changed",
        Why::Stopped => "stopped",
    };
    let _ = banner.set_attribute("data-why", why);
    let _ = banner.remove_attribute("hidden");
    // An open dialog makes everything beside it inert.
    let dialog =
        web_sys::window().and_then(|window| window.document()?.query_selector("dialog:modal").ok()?);
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}
