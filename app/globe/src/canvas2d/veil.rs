use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::Palette;
use crate::{Point, Projection, Stage, Sun, night};

/// Texels on the longer side. Twilight is some forty texels wide at zoom 1, and the browser smooths between them.
const TEXELS: f64 = 160.0;

/// The night, on a small canvas of its own that is stretched over the globe.
pub(super) struct Veil {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Veil {
    pub(super) fn beside(canvas: &HtmlCanvasElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = canvas.clone_node().ok()?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    /// Lays the night over the part of the globe that is on the stage. Without an image from the browser it stays day.
    pub(super) fn draw(
        &self,
        onto: &CanvasRenderingContext2d,
        stage: &Stage,
        projection: &Projection,
        sun: Sun,
        palette: &Palette,
    ) {
        let Some(sheet) = over(stage, projection) else { return };
        let (colour, strength) = palette.night;
        let [red, green, blue] = colour;
        let pixels: Vec<u8> = night::shade(sheet, projection, sun)
            .flat_map(|dark| [red, green, blue, (dark * strength * 255.0).round() as u8])
            .collect();
        self.canvas.set_width(sheet.columns);
        self.canvas.set_height(sheet.rows);
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), sheet.columns, sheet.rows);
        if image.and_then(|image| self.context.put_image_data(&image, 0.0, 0.0)).is_ok() {
            let (x, y) = (sheet.from.x, sheet.from.y);
            // Refused only for a canvas without pixels, and then there is nothing to lay over.
            let _ = onto.draw_image_with_html_canvas_element_and_dw_and_dh(
                &self.canvas,
                x,
                y,
                sheet.to.x - x,
                sheet.to.y - y,
            );
        }
    }
}

/// What of the globe's square is on the stage.
fn over(stage: &Stage, projection: &Projection) -> Option<night::Sheet> {
    let (centre, radius) = (projection.centre, projection.radius);
    let from = Point { x: (centre.x - radius).max(0.0), y: (centre.y - radius).max(0.0) };
    let to = Point { x: (centre.x + radius).min(stage.width), y: (centre.y + radius).min(stage.height) };
    let (width, height) = (to.x - from.x, to.y - from.y);
    let texels = |side: f64| (TEXELS * side / width.max(height)).ceil().max(2.0) as u32;
    (width > 0.0 && height > 0.0).then(|| night::Sheet {
        from,
        to,
        columns: texels(width),
        rows: texels(height),
    })
}
