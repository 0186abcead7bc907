//! What is thrown from pin to pin: an arc that travels once and is gone. The stylesheet moves it, so no frame is
//! asked for; where the globe moves meanwhile, it is drawn anew in those frames.

use std::fmt::Write;

use globe::{Point, Projection, Spot, arc, outline::Pen};
use web_sys::{Element, HtmlElement, Window};

use super::screen::{self, Timer};

const SVG: &str = "http://www.w3.org/2000/svg";
/// As long as the stylesheet moves it, and a little more, in milliseconds.
const LIFE: i32 = 1_000;

pub(super) struct Arcs {
    holder: HtmlElement,
    flying: Vec<Flying>,
}

/// An arc under way. Dropping it takes it away.
struct Flying {
    path: Element,
    from: Spot,
    to: Spot,
    end: f64,
    _life: Timer,
}

impl Arcs {
    pub(super) fn in_holder(holder: HtmlElement) -> Self {
        Self { holder, flying: Vec::new() }
    }

    /// Throws something. A browser without SVG shows nothing of it.
    pub(super) fn throw(&mut self, window: &Window, from: Spot, to: Spot, projection: &Projection, now: f64) {
        let Some(path) = self.path() else { return };
        draw(&path, from, to, projection);
        let gone = path.clone();
        let life = screen::after(window, LIFE, move || gone.remove());
        self.flying.push(Flying { path, from, to, end: now + f64::from(LIFE), _life: life });
    }

    /// The globe is seen from elsewhere.
    pub(super) fn draw(&mut self, projection: &Projection, now: f64) {
        self.flying.retain(|arc| now < arc.end);
        for arc in &self.flying {
            draw(&arc.path, arc.from, arc.to, projection);
        }
    }

    fn path(&self) -> Option<Element> {
        let document = self.holder.owner_document()?;
        let sheet = match self.holder.query_selector("svg").ok()? {
            Some(sheet) => sheet,
            None => {
                let sheet = document.create_element_ns(Some(SVG), "svg").ok()?;
                sheet.set_attribute("class", "globe__arcs").ok()?;
                self.holder.append_child(&sheet).ok()?;
                sheet
            }
        };
        let path = document.create_element_ns(Some(SVG), "path").ok()?;
        path.set_attribute("pathLength", "1").ok()?;
        sheet.append_child(&path).ok()?;
        Some(path)
    }
}

impl Drop for Flying {
    fn drop(&mut self) {
        self.path.remove();
    }
}

fn draw(path: &Element, from: Spot, to: Spot, projection: &Projection) {
    let mut words = Words::default();
    arc::throw(from, to, projection, &mut words);
    // Refused for a name that is not one, and this is.
    let _ = path.set_attribute("d", &words.0);
}

/// A path in SVG's own words.
#[derive(Default)]
struct Words(String);

impl Words {
    fn say(&mut self, word: char, at: Point) {
        // A string takes whatever is written to it.
        let _ = write!(self.0, "{word}{:.1} {:.1}", at.x, at.y);
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
        self.0.push('Z');
    }
}
