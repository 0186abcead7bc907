//! From a file to a photograph that is ready to send: upright, at most 2048 pixels long, written anew as JPEG. What
//! the file knew of where and when it was taken does not come along, and so never leaves the device.

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, ClipboardEvent, DataTransfer, DragEvent, Element, Event, File,
    HtmlCanvasElement, HtmlInputElement, HtmlVideoElement, ImageBitmap, ImageBitmapOptions, ImageOrientation,
    window,
};

use crate::snaps::{
    compose::Photo,
    model::{JPEG_QUALITY, fit, saving, size_words},
};

/// What one types into.
const FIELD: &str = "input, textarea, [contenteditable]";

/// The file chosen in a file input. Choosing the same one again is a choice as well, so the input forgets it.
pub(in crate::snaps) fn picked(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The first file that was dropped.
pub(in crate::snaps) fn dropped(event: &DragEvent) -> Option<File> {
    first_file(event.data_transfer()?)
}

/// The first file that was pasted. `None` for pasted text, and for text that brings a picture of itself, as out of a word
/// processor, where it is pasted into a field.
pub(in crate::snaps) fn pasted(event: &ClipboardEvent) -> Option<File> {
    let data = event.clipboard_data()?;
    let is_text = data.get_data("text/plain").is_ok_and(|text| !text.is_empty());
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_field = target.is_some_and(|target| target.closest(FIELD).ok().flatten().is_some());
    if is_text && in_field { None } else { first_file(data) }
}

fn first_file(data: DataTransfer) -> Option<File> {
    data.files()?.get(0)
}

/// Makes a file's photograph ready. The error is the sentence for whoever chose the file.
pub(in crate::snaps) async fn prepare(file: &File) -> Result<Photo, String> {
    let bitmap = decode(file).await.map_err(|_| unreadable(file))?;
    let drawn = draw(bitmap.width(), bitmap.height(), |canvas, width, height| {
        canvas.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    });
    bitmap.close();
    let data_url = drawn.map_err(|_| unreadable(file))?;
    Photo::new(data_url, file.name(), |after| saving(file.size() as usize, after))
        .ok_or_else(|| unreadable(file))
}

/// What the camera sees right now, as a photograph.
pub(super) fn from_video(video: &HtmlVideoElement) -> Option<Photo> {
    let data_url = draw(video.video_width(), video.video_height(), |canvas, width, height| {
        canvas.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
    });
    Photo::new(data_url.ok()?, "camera.jpg".into(), |after| {
        format!("{}, no location in it", size_words(after))
    })
}

async fn decode(file: &File) -> Result<ImageBitmap, JsValue> {
    let options = ImageBitmapOptions::new();
    // Some browsers leave a photograph lying on its side unless asked.
    options.set_image_orientation(ImageOrientation::FromImage);
    let promise = window()
        .ok_or(JsValue::NULL)?
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)?;
    JsFuture::from(promise).await?.dyn_into()
}

/// Draws something of this size onto a canvas that fits, and answers with the canvas as a JPEG.
fn draw(
    width: u32,
    height: u32,
    paint: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Result<String, JsValue> {
    let (width, height) = fit(width, height);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    // Without it, shrinking to a third skips pixels; not every browser knows the word, and none minds it.
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    paint(&context, width.into(), height.into())?;
    canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &JPEG_QUALITY.into())
}

fn unreadable(file: &File) -> String {
    let name = file.name().to_ascii_lowercase();
    if file.size() == 0.0 {
        "That file is empty. Pick another one.".into()
    } else if name.ends_with(".heic") || name.ends_with(".heif") {
        "This browser can't read HEIC photos. Save it as JPEG and pick that, or take the photo here.".into()
    } else {
        "That file isn't a photo this browser can read. Pick a JPEG, PNG, GIF or WebP.".into()
    }
}
