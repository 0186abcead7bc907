//! Drawing a picture and getting it back as a JPEG. Some browsers hand back other pixels than were drawn, so that pages
//! cannot tell devices apart (Firefox with `resistFingerprinting`): what they hand back is noise, and not to be sent.

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::snaps::model::{JPEG_QUALITY, fit};

/// The side of the test pattern, in pixels: each of its quarters holds whole blocks of a JPEG.
const SIDE: u32 = 32;

/// The colors of the pattern's quarters: top left, top right, bottom left, bottom right.
const QUARTERS: [[u8; 3]; 4] = [[224, 32, 32], [32, 160, 32], [32, 32, 224], [232, 216, 40]];

/// How far a color may be off. A JPEG changes a flat color by a few steps, and so does a browser that adds a little noise;
/// noise instead of a picture is off by a hundred.
const TOLERANCE: u8 = 24;

/// Draws something of this size onto a canvas that fits, and answers with the canvas as the address of a JPEG.
pub(super) fn draw(
    width: u32,
    height: u32,
    paint: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Result<String, JsValue> {
    let (width, height) = fit(width, height);
    let (canvas, context) = canvas(width, height)?;
    // Without it, shrinking to a third skips pixels; not every browser knows the word, and none minds it.
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    paint(&context, width.into(), height.into())?;
    canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &JPEG_QUALITY.into())
}

/// Whether this browser hands back what was drawn: a known pattern goes the way of a photo and is looked at. Asked each
/// time, because people can change it for a site.
pub(super) async fn hands_back_what_is_drawn() -> bool {
    match pattern().await {
        Ok(pixels) => is_pattern(&pixels),
        Err(_) => false,
    }
}

/// The pattern's pixels after it was drawn, written as a JPEG, and read again.
async fn pattern() -> Result<Vec<u8>, JsValue> {
    let half = f64::from(SIDE / 2);
    let jpeg = draw(SIDE, SIDE, |context, _, _| {
        for (at, [red, green, blue]) in QUARTERS.into_iter().enumerate() {
            context.set_fill_style_str(&format!("rgb({red},{green},{blue})"));
            let (right, down) = (if at % 2 == 1 { half } else { 0.0 }, if at > 1 { half } else { 0.0 });
            context.fill_rect(right, down, half, half);
        }
        Ok(())
    })?;
    let image = HtmlImageElement::new()?;
    image.set_src(&jpeg);
    JsFuture::from(image.decode()).await?;
    let (_, context) = canvas(SIDE, SIDE)?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0)?;
    Ok(context.get_image_data(0.0, 0.0, SIDE.into(), SIDE.into())?.data().0)
}

/// Whether these pixels, four bytes each, are the pattern, but for where its quarters meet.
fn is_pattern(pixels: &[u8]) -> bool {
    let (side, half) = (SIDE as usize, SIDE as usize / 2);
    let is_inside = |at: usize| (2..half - 2).contains(&(at % half));
    pixels.len() == side * side * 4
        && pixels.chunks_exact(4).enumerate().all(|(at, pixel)| {
            let (x, y) = (at % side, at / side);
            let wanted = QUARTERS[y / half * 2 + x / half];
            !(is_inside(x) && is_inside(y))
                || wanted.iter().zip(pixel).all(|(wanted, found)| wanted.abs_diff(*found) <= TOLERANCE)
        })
}

fn canvas(width: u32, height: u32) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    Ok((canvas, context))
}
