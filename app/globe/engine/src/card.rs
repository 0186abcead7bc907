//! The open card goes along with its person's pin.

use std::cell::{Cell, RefCell};

use globe::{Point, Stage, berth};
use web_sys::HtmlElement;

/// A card lies beside a face, which is so many CSS pixels above the tip of its pin.
const FACE: f64 = 30.0;

pub(crate) struct Card {
    holder: HtmlElement,
    /// CSS pixels.
    size: Cell<(f64, f64)>,
    transform: RefCell<String>,
}

impl Card {
    pub(crate) fn in_holder(holder: HtmlElement) -> Self {
        Self { holder, size: Cell::default(), transform: RefCell::default() }
    }

    pub(crate) fn holder(&self) -> &HtmlElement {
        &self.holder
    }

    /// Whose card it is.
    pub(crate) fn person(&self) -> Option<String> {
        self.holder.get_attribute("data-user")
    }

    /// Reads its size. Call it right after layout; at other times it forces one.
    pub(crate) fn measure(&self) {
        self.size.set((f64::from(self.holder.offset_width()), f64::from(self.holder.offset_height())));
    }

    /// Puts it beside the pin that has its tip there.
    pub(crate) fn place(&self, tip: Point, stage: &Stage) {
        let corner = berth::beside(Point { y: tip.y - FACE, ..tip }, self.size.get(), stage);
        let transform = format!("translate({:.1}px, {:.1}px)", corner.x, corner.y);
        if *self.transform.borrow() != transform {
            // Refused for a value that is not CSS, and this is.
            let _ = self.holder.style().set_property("transform", &transform);
            self.transform.replace(transform);
        }
    }
}
