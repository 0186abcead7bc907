//! A place in the document that the focus can come back to after the element that had it is gone.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One of many of its kind, in a parent of their own.
const ROW: &str = "li, .toast";
/// What has a heading, a summary or a place of its own for the focus.
const GROUP: &str = "section, fieldset, details, dialog, [role=dialog], main, [tabindex]";
/// What names a group.
const NAME: &str = "h1, h2, h3, legend, summary";
/// What takes the focus by itself.
const CONTROL: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// An element and everything it was in, the element first.
#[derive(Clone)]
pub(super) struct Place {
    path: Vec<Element>,
    /// Which child of its parent the row is.
    index: u32,
}

impl Place {
    pub(super) fn of(element: &Element) -> Self {
        let path: Vec<Element> =
            std::iter::successors(Some(element.clone()), |element| element.parent_element()).collect();
        let row = path.iter().find(|one| is(one, ROW));
        let before = std::iter::successors(row.and_then(Element::previous_element_sibling), |one| {
            one.previous_element_sibling()
        });
        Self { index: u32::try_from(before.count()).unwrap_or(0), path }
    }

    pub(super) fn element(&self) -> Option<&Element> {
        self.path.first()
    }

    /// Whether the element could have the focus now.
    pub(super) fn is_usable(&self) -> bool {
        self.element().is_some_and(|element| is_shown(element) && !is(element, ":disabled"))
    }

    /// Gives the focus to the element, and if it cannot have it to what is nearest. Gives whether anything took it.
    pub(super) fn focus(&self) -> bool {
        self.is_usable() && self.element().is_some_and(take) || self.focus_near()
    }

    /// Gives the focus to the row, or else the row in its place, or else the name of the group around it.
    pub(super) fn focus_near(&self) -> bool {
        let row = self.path.iter().position(|one| is(one, ROW));
        let rows = row.is_some_and(|at| {
            let itself = Some(&self.path[at]).filter(|row| at > 0 && is_shown(row));
            itself.is_some_and(take) || self.path.get(at + 1).is_some_and(|list| self.focus_row_of(list))
        });
        let groups =
            self.path.iter().skip(row.unwrap_or(0) + 1).filter(|one| is(one, GROUP) && is_shown(one));
        rows || groups.into_iter().any(focus_group)
    }

    fn focus_row_of(&self, list: &Element) -> bool {
        let children = list.children();
        let rows: Vec<Element> = (0..children.length()).filter_map(|at| children.item(at)).collect();
        let (before, after) = rows.split_at(rows.len().min(self.index as usize));
        let nearest = after.iter().chain(before.iter().rev());
        nearest.filter(|row| is(row, ROW) && is_shown(row)).any(take)
    }
}

/// The heading of the page, or the page.
pub(super) fn focus_page() {
    let find = |what| document().query_selector(what).ok().flatten();
    let _ = find("#main h1").is_some_and(|heading| take(&heading))
        || find("#main").is_some_and(|main| take(&main));
}

/// What has the focus. `None`: the page as a whole, which is nothing.
pub(super) fn focused() -> Option<Element> {
    document().active_element().filter(|element| !matches!(element.tag_name().as_str(), "BODY" | "HTML"))
}

fn focus_group(group: &Element) -> bool {
    let itself = group.has_attribute("tabindex") && !is(group, "main");
    let named = || group.query_selector(NAME).ok().flatten().filter(is_shown);
    itself && take(group) || named().is_some_and(|name| take(&name))
}

/// Whether it is on the page and drawn.
fn is_shown(element: &Element) -> bool {
    element.is_connected() && element.get_client_rects().length() > 0
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

/// Gives it the focus. Gives whether it took it.
fn take(element: &Element) -> bool {
    let Some(html) = element.dyn_ref::<HtmlElement>() else { return false };
    if !is(element, CONTROL) {
        html.set_tab_index(-1); // it can have the focus, and is no stop on anybody's way
    }
    html.focus().is_ok() && document().active_element().as_ref() == Some(element)
}
