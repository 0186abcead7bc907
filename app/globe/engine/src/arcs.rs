//! What is thrown from pin to pin: an arc that travels once and is gone. The stylesheet moves it, so no frame is
//! asked for; where the globe moves meanwhile, it is drawn anew in those frames.

use globe::{Projection, Spot, arc};
use web_sys::{Element, HtmlElement, Window};

use crate::{
    screen::{self, Timer},
    svg::{self, Words},
};

/// As long as the stylesheet moves it, and a little more, in milliseconds.
const LIFE: i32 = 1_000;

pub(crate) struct Arcs {
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
    pub(crate) fn in_holder(holder: HtmlElement) -> Self {
        Self { holder, flying: Vec::new() }
    }

    /// Throws something. A browser without SVG shows nothing of it.
    pub(crate) fn throw(&mut self, window: &Window, from: Spot, to: Spot, projection: &Projection, now: f64) {
        self.flying.retain(|arc| now < arc.end);
        let Some(path) = self.path() else { return };
        draw(&path, from, to, projection);
        let gone = path.clone();
        let life = screen::after(window, LIFE, move || gone.remove());
        self.flying.push(Flying { path, from, to, end: now + f64::from(LIFE), _life: life });
    }

    /// The globe is seen from elsewhere.
    pub(crate) fn draw(&mut self, projection: &Projection, now: f64) {
        self.flying.retain(|arc| now < arc.end);
        for arc in &self.flying {
            draw(&arc.path, arc.from, arc.to, projection);
        }
    }

    fn path(&self) -> Option<Element> {
        let sheet = match self.holder.query_selector(".globe__arcs").ok()? {
            Some(sheet) => sheet,
            None => svg::within(&self.holder, "svg", "globe__arcs")?,
        };
        let path = svg::within(&sheet, "path", "globe__arc")?;
        path.set_attribute("pathLength", "1").ok()?;
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
    let _ = path.set_attribute("d", words.path());
}
