//! From a file to a photograph that is ready to send: upright, at most 2048 pixels long, written anew as JPEG. What
//! the file knew of where and when it was taken does not come along, and so never leaves the device; only where a browser
//! does not hand back what it draws, the file goes to the server as it is.

use js_sys::Uint8Array;
use pictures::{Kind, Unreadable};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ClipboardEvent, DataTransfer, DragEvent, Element, Event, File, HtmlInputElement, HtmlVideoElement,
    ImageBitmap, ImageBitmapOptions, ImageOrientation, window,
};

use super::canvas;
use crate::snaps::{
    compose::Photo,
    model::{MAX_BYTES, saving, size_words},
};

/// What one types into.
const FIELD: &str = "input, textarea, [contenteditable]";

/// As many bytes as tell what kind of file it is.
const HEAD: f64 = 64.0;

const NOT_A_PHOTO: &str = "That file isn't a photo this browser can read. Pick a JPEG, PNG, GIF or WebP.";

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
    let Ok(bitmap) = decode(file).await else { return Err(unreadable(file).await) };
    if !canvas::hands_back_what_is_drawn().await {
        bitmap.close();
        return as_it_is(file).await;
    }
    let drawn = canvas::draw(bitmap.width(), bitmap.height(), |canvas, width, height| {
        canvas.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    });
    bitmap.close();
    let photo = drawn
        .ok()
        .and_then(|data_url| Photo::new(data_url, file.name(), |after| saving(file.size() as usize, after)));
    match photo {
        Some(photo) => Ok(photo),
        None => Err(unreadable(file).await),
    }
}

/// What the camera sees right now, as a photograph.
pub(super) fn from_video(video: &HtmlVideoElement) -> Option<Photo> {
    let data_url = canvas::draw(video.video_width(), video.video_height(), |canvas, width, height| {
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

/// The file itself, for a browser that does not hand back what it draws. The server makes it smaller and takes out what
/// it knows of where and when it was taken.
async fn as_it_is(file: &File) -> Result<Photo, String> {
    if file.size() > MAX_BYTES as f64 {
        return Err(
            "This browser hides what a page draws, so your photo can't be made smaller here. Pick one under \
                    10 MB, or allow this site to use canvas data."
                .into(),
        );
    }
    let bytes = bytes(file).await.map_err(|_| "That photo could not be read. Pick it again.")?;
    match Kind::of(&bytes) {
        Ok(kind) => Ok(Photo::original(kind, &bytes, file.name())),
        Err(Unreadable::Unsupported(name)) => Err(format!(
            "This browser hides what a page draws, and we can't read {name} pictures. Pick a JPEG, PNG, GIF or WebP."
        )),
        Err(_) => Err(NOT_A_PHOTO.into()),
    }
}

async fn bytes(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}

/// Why this browser could not open it, told by its first bytes.
async fn unreadable(file: &File) -> String {
    if file.size() == 0.0 {
        return "That file is empty. Pick another one.".into();
    }
    let head = match file.slice_with_f64_and_f64(0.0, HEAD) {
        Ok(head) => bytes(&head).await.unwrap_or_default(),
        Err(_) => vec![],
    };
    match Kind::of(&head) {
        Ok(_) => "That photo is damaged, cut off or too large for this browser. Pick another one.".into(),
        Err(Unreadable::Unsupported(name)) => format!(
            "This browser can't read {name} photos. Save it as JPEG and pick that, or take the photo here."
        ),
        Err(_) => NOT_A_PHOTO.into(),
    }
}
