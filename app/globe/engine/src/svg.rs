//! Lines over the globe as elements of the page: the stylesheet gives them their colours and moves them.

use std::fmt::Write;

use globe::{Point, outline::Pen};
use web_sys::Element;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element within another. `None` in a browser without SVG.
pub(crate) fn within(parent: &Element, name: &str, class: &str) -> Option<Element> {
    let element = parent.owner_document()?.create_element_ns(Some(SVG), name).ok()?;
    element.set_attribute("class", class).ok()?;
    parent.append_child(&element).ok()?;
    Some(element)
}

/// A path in SVG's own words.
#[derive(Default)]
pub(crate) struct Words {
    path: String,
    height: Option<(f64, f64)>,
}

impl Words {
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// From where to where down the screen it goes, in CSS pixels. `None`: it is nothing.
    pub(crate) fn height(&self) -> Option<(f64, f64)> {
        self.height
    }

    fn say(&mut self, word: char, at: Point) {
        // A string takes whatever is written to it.
        let _ = write!(self.path, "{word}{:.1} {:.1}", at.x, at.y);
        let (top, bottom) = self.height.unwrap_or((at.y, at.y));
        self.height = Some((top.min(at.y), bottom.max(at.y)));
    }
}

impl Pen for Words {
    fn start(&mut self, at: Point) {
        self.say('M', at);
    }

    fn line_to(&mut self, at: Point) {
        self.say('L', at);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
