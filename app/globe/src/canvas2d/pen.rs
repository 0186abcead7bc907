use web_sys::CanvasRenderingContext2d;

use crate::Point;
use crate::outline::Pen;

/// Adds to the canvas's current path.
pub(super) struct CanvasPen<'a>(pub(super) &'a CanvasRenderingContext2d);

impl Pen for CanvasPen<'_> {
    fn start(&mut self, at: Point) {
        self.0.move_to(at.x, at.y);
    }

    fn line_to(&mut self, at: Point) {
        self.0.line_to(at.x, at.y);
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
