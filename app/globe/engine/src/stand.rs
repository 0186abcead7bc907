use globe::{Point, Seen};
use web_sys::HtmlElement;

/// Where a button is shown.
#[derive(Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) seen: Seen,
    /// The place it is fanned out from.
    pub(crate) hub: Option<Point>,
}

impl Stand {
    /// Whether it is on our side of the globe.
    pub(crate) fn is_seen(&self) -> bool {
        self.seen.presence() > 0.0
    }
}

/// Shows a button where it stands, or not at all. Refusals of the browser are for names and values that are not CSS,
/// and these are.
pub(crate) fn show(button: &HtmlElement, stand: Option<Stand>) {
    let stand = stand.filter(Stand::is_seen);
    say(button, "data-visible", if stand.is_some() { "true" } else { "false" });
    let Some(Stand { seen, hub }) = stand else { return };
    say(button, "data-fanned", if hub.is_some() { "true" } else { "false" });
    let presence = seen.presence();
    let scale = 0.6 + 0.4 * presence;
    let style = button.style();
    let transform = format!("translate({:.2}px, {:.2}px) scale({scale:.3})", seen.at.x, seen.at.y);
    let _ = style.set_property("transform", &transform);
    let _ = style.set_property("opacity", &format!("{presence:.3}"));
    // Nearer to us is further to the front; who is fanned out is in front of whom they left.
    let front = if hub.is_some() { 1000.0 } else { 0.0 };
    let _ = style.set_property("z-index", &format!("{:.0}", seen.depth * 1000.0 + front));
    if let Some(hub) = hub {
        let (x, y) = (hub.x - seen.at.x, hub.y - seen.at.y);
        let _ = style.set_property("--leg", &format!("{:.1}px", x.hypot(y)));
        let _ = style.set_property("--leg-turn", &format!("{:.4}rad", y.atan2(x)));
    }
}

fn say(button: &HtmlElement, name: &str, value: &str) {
    if button.get_attribute(name).as_deref() != Some(value) {
        let _ = button.set_attribute(name, value);
    }
}
