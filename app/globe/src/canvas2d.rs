//! The globe on a plain 2D canvas, back to front: glow, ocean, land, coasts and borders, graticule, night, rim.
//! It needs no GPU, and it draws only when told to.

mod palette;
mod pen;
mod sphere;
mod veil;

pub use palette::Palette;

use pen::CanvasPen;
use veil::Veil;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement};

use crate::{Globe, Land, Line, Projection, Sun, graticule, outline};

/// Sharper than this costs four times the pixels for what hardly anybody sees.
const MOST_PIXELS_PER_PIXEL: f64 = 2.0;

/// A canvas one can draw the globe on.
pub struct Canvas2d {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    veil: Veil,
    graticule: Vec<Line>,
}

impl Canvas2d {
    /// `None` when the browser gives no 2D context: too many canvases, or none at all.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let veil = Veil::beside(&canvas)?;
        Some(Self { canvas, context, veil, graticule: graticule::lines() })
    }

    /// One frame. Without `land` it is a globe of water, which is what we have until the asset is here.
    /// `ratio` is the screen's pixels per CSS pixel.
    pub fn draw(&self, globe: &Globe, land: Option<&Land>, sun: Sun, palette: &Palette, ratio: f64) {
        let (stage, projection) = (globe.stage(), globe.projection());
        let ratio = if ratio.is_finite() { ratio.clamp(1.0, MOST_PIXELS_PER_PIXEL) } else { 1.0 };
        self.fit((stage.width * ratio).round() as u32, (stage.height * ratio).round() as u32);

        let context = &self.context;
        // The browser refuses a transform only when it is not finite, and ours is.
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, stage.width, stage.height);
        sphere::glow(context, &projection, palette);

        context.save();
        sphere::clip(context, &projection);
        sphere::ocean(context, &projection, palette);
        self.lines(self.graticule.iter(), false, &projection, palette.graticule, 1.0);
        if let Some(land) = land {
            self.land(land, &projection, in_view(globe), palette);
        }
        self.veil.draw(context, stage, &projection, sun, palette);
        sphere::rim(context, &projection, palette);
        context.restore();
    }

    fn fit(&self, width: u32, height: u32) {
        // Setting a size clears the canvas even when it is the same one.
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
    }

    fn land(&self, land: &Land, projection: &Projection, view: f64, palette: &Palette) {
        let middle = projection.camera.centre().vector();
        let near = |line: &&Line| line.is_near(middle, view);
        let coasts = || land.coasts.iter().filter(near);

        self.context.begin_path();
        for coast in coasts() {
            outline::fill(coast, projection, &mut CanvasPen(&self.context));
        }
        sphere::land_colour(&self.context, projection, palette);
        self.context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
        self.lines(land.borders.iter().filter(near), false, projection, palette.border, 0.75);
        self.lines(coasts(), true, projection, palette.coast, 1.0);
    }

    fn lines<'a>(
        &self,
        lines: impl Iterator<Item = &'a Line>,
        closed: bool,
        projection: &Projection,
        colour: &str,
        width: f64,
    ) {
        self.context.begin_path();
        for line in lines {
            outline::stroke(line, closed, projection, &mut CanvasPen(&self.context));
        }
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(width);
        self.context.stroke();
    }
}

/// How far from the middle of the view, in radians along the Earth, anything can be seen.
fn in_view(globe: &Globe) -> f64 {
    let (stage, centre) = (globe.stage(), globe.stage().centre());
    let (x, y) = (centre.x.max(stage.width - centre.x), centre.y.max(stage.height - centre.y));
    (x.hypot(y) / globe.projection().radius).min(1.0).asin()
}
