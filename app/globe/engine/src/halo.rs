//! What friends are shown of my place, drawn over the globe: a circle around where they see me, a dot there, and what it
//! is called. It is moved in the same frame as the globe is drawn. For the eyes alone: the words are beside the globe, too.

use globe::{Circle, Projection, Stage, labels::Cover};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    VisibilityArea,
    svg::{self, Words},
};

/// A smaller circle, in CSS pixels, is hidden under the tip of the pin.
const LEAST: f64 = 5.0;
/// A smaller one has no room for its name.
const NAMED: f64 = 10.0;
/// The name's size, and how far it is from the circle; see `_halo.scss`. No letter is wider, on average.
const HEIGHT: f64 = 24.0;
const GAP: f64 = 6.0;
const LETTER: f64 = 7.2;
const PADDING: f64 = 20.0;

pub(crate) struct HaloMark {
    holder: HtmlElement,
    drawn: Option<Drawn>,
    /// It is another one than was drawn.
    stale: bool,
    /// What its name covers.
    cover: Option<Cover>,
}

/// What is in the page. Dropping it takes it away.
struct Drawn {
    circle: Circle,
    sheet: Element,
    face: Element,
    edge: Element,
    dot: Element,
    name: HtmlElement,
    /// How wide the name is, in CSS pixels.
    width: f64,
    /// The name is over the circle instead of under it.
    over: bool,
}

impl HaloMark {
    pub(crate) fn in_holder(holder: HtmlElement) -> Self {
        Self { holder, drawn: None, stale: false, cover: None }
    }

    /// `aimed`: it is around what lies in the ring, under which stands what that is called.
    pub(crate) fn set(&mut self, area: Option<&VisibilityArea>, aimed: bool) {
        self.drawn = area.and_then(|area| Drawn::new(&self.holder, area.circle, &area.words, aimed));
        self.stale = true;
    }

    /// Whether it must be drawn again although the globe did not move.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// What its name covers.
    pub(crate) fn cover(&self) -> Option<Cover> {
        self.cover
    }

    /// Draws it as the globe is seen now.
    pub(crate) fn draw(&mut self, projection: &Projection, stage: &Stage) {
        self.stale = false;
        self.cover = self.drawn.as_ref().and_then(|drawn| drawn.draw(projection, stage));
    }
}

impl Drawn {
    fn new(holder: &HtmlElement, circle: Circle, words: &str, over: bool) -> Option<Self> {
        let sheet = svg::within(holder, "svg", "globe__halo")?;
        let name: HtmlElement = holder.owner_document()?.create_element("div").ok()?.dyn_into().ok()?;
        let drawn = Self {
            circle,
            face: svg::within(&sheet, "path", "globe__halo-face")?,
            edge: svg::within(&sheet, "path", "globe__halo-edge")?,
            dot: svg::within(&sheet, "circle", "globe__halo-dot")?,
            sheet,
            width: words.chars().count() as f64 * LETTER + PADDING,
            name,
            over,
        };
        drawn.name.set_class_name("globe__halo-name");
        drawn.name.set_text_content(Some(words));
        drawn.sheet.set_attribute("aria-hidden", "true").ok()?;
        drawn.name.set_attribute("aria-hidden", "true").ok()?;
        drawn.dot.set_attribute("r", "3").ok()?;
        holder.append_child(&drawn.name).ok()?;
        Some(drawn)
    }

    fn draw(&self, projection: &Projection, stage: &Stage) -> Option<Cover> {
        let (mut face, mut edge) = (Words::default(), Words::default());
        let size = self.circle.size(projection);
        if size >= LEAST {
            self.circle.fill(projection, &mut face);
            self.circle.stroke(projection, &mut edge);
        }
        let middle = projection.project(self.circle.middle());
        let named = edge.height().filter(|_| size >= NAMED && middle.depth > 0.0);
        // Refused for names that are none, and for values that are not CSS; and these are.
        let _ = self.sheet.set_attribute("data-seen", if edge.height().is_some() { "true" } else { "false" });
        let _ = self.name.set_attribute("data-seen", if named.is_some() { "true" } else { "false" });
        let _ = self.face.set_attribute("d", face.path());
        let _ = self.edge.set_attribute("d", edge.path());
        let _ = self.dot.set_attribute("visibility", if middle.depth > 0.0 { "inherit" } else { "hidden" });
        let _ = self.dot.set_attribute("cx", &format!("{:.1}", middle.at.x));
        let _ = self.dot.set_attribute("cy", &format!("{:.1}", middle.at.y));
        // Beside the circle, and within what nothing covers. A pin hangs over its place, and leaves the room under it.
        let (top, bottom) = named?;
        let top = match self.over {
            true => (top - GAP - HEIGHT).max(stage.top + GAP),
            false => (bottom + GAP).min(stage.height - stage.bottom - HEIGHT - GAP),
        };
        let transform = format!("translate({:.1}px, {top:.1}px) translateX(-50%)", middle.at.x);
        let _ = self.name.style().set_property("transform", &transform);
        let (left, right) = (middle.at.x - self.width / 2.0, middle.at.x + self.width / 2.0);
        Some(Cover { left, top, right, bottom: top + HEIGHT })
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.sheet.remove();
        self.name.remove();
    }
}
