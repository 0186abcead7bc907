use web_sys::HtmlElement;

use crate::{
    places::{Change, Shown},
    stand::Stand,
};

/// Shows a button where it stands now, or not at all. Writes what differs, and reads nothing: a read would
/// force a layout. The browser refuses only names and values that are not CSS, and these are.
pub(crate) fn show(button: &HtmlElement, change: &Change) {
    let word = |shown: Shown| if shown.is_some() { "true" } else { "false" };
    if change.before.map(word) != Some(word(change.now)) {
        let _ = button.set_attribute("data-visible", word(change.now));
    }
    let Some(stand) = change.now else { return };
    let before = change.before.flatten();
    let style = button.style();
    let set = |name: &str, value: String| {
        let _ = style.set_property(name, &value);
    };
    if differs(before, stand, |stand| (stand.at, stand.presence)) {
        let (at, scale) = (stand.at, 0.6 + 0.4 * stand.presence);
        set("transform", format!("translate({:.2}px, {:.2}px) scale({scale:.3})", at.x, at.y));
    }
    if differs(before, stand, |stand| stand.presence) {
        set("opacity", format!("{:.3}", stand.presence));
    }
    if differs(before, stand, |stand| stand.front) {
        set("z-index", stand.front.to_string());
    }
    if differs(before, stand, |stand| stand.glides) {
        let _ = button.toggle_attribute_with_force("data-glides", stand.glides);
    }
    if differs(before, stand, |stand| stand.hub.is_some()) {
        let _ = button.set_attribute("data-fanned", if stand.hub.is_some() { "true" } else { "false" });
    }
    if let Some(hub) = stand.hub
        && differs(before, stand, |stand| (stand.hub, stand.at))
    {
        let (x, y) = (hub.x - stand.at.x, hub.y - stand.at.y);
        set("--leg", format!("{:.1}px", x.hypot(y)));
        set("--leg-turn", format!("{:.4}rad", y.atan2(x)));
    }
}

fn differs<T: PartialEq>(before: Option<Stand>, now: Stand, part: impl Fn(Stand) -> T) -> bool {
    before.map(&part) != Some(part(now))
}
