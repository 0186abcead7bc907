//! What the globe is made of, fetched once for as long as the page lives: going to the inbox and back does not fetch
//! it again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    thread::LocalKey,
};

use globe::{Cities, Land, Lights, NotTheAsset};
use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use crate::LAND;

/// The object on `window` with the files that were fetched before the app was there, by their addresses.
const HANDED: &str = "globeFiles";

/// Closer coasts, made by `globe/generate/land.mjs`.
const FINE: &str = "/land-50m.bin";
/// The cities of the night, made by `globe/generate/lights.mjs`.
const LIGHTS: &str = "/lights.bin";
/// The names of cities, made by `globe/generate/cities.mjs`.
const CITIES: &str = "/cities.bin";

type Kept<T> = LocalKey<RefCell<Option<Rc<T>>>>;

thread_local! {
    static KEPT_LAND: RefCell<Option<Rc<Land>>> = const { RefCell::new(None) };
    static KEPT_FINE: RefCell<Option<Rc<Land>>> = const { RefCell::new(None) };
    static KEPT_LIGHTS: RefCell<Option<Rc<Lights>>> = const { RefCell::new(None) };
    static KEPT_CITIES: RefCell<Option<Rc<Cities>>> = const { RefCell::new(None) };
    /// Whether what is fetched is kept for the app.
    static KEEPS: Cell<bool> = const { Cell::new(false) };
}

/// How often it is tried, and how long to wait before each further try, in milliseconds.
const PAUSES: [i32; 3] = [1_000, 4_000, 15_000];

/// Hands over the land: at once when it is here, else when it has come. If it cannot be had the globe stays blue,
/// which is all that is lost.
pub(crate) fn load(done: impl FnOnce(Rc<Land>) + 'static) {
    hand_over(&KEPT_LAND, LAND, Land::decode, done);
}

/// The same at 1:50 million.
pub(crate) fn load_fine(done: impl FnOnce(Rc<Land>) + 'static) {
    hand_over(&KEPT_FINE, FINE, Land::decode, done);
}

pub(crate) fn load_lights(done: impl FnOnce(Rc<Lights>) + 'static) {
    hand_over(&KEPT_LIGHTS, LIGHTS, Lights::decode, done);
}

pub(crate) fn load_cities(done: impl FnOnce(Rc<Cities>) + 'static) {
    hand_over(&KEPT_CITIES, CITIES, Cities::decode, done);
}

fn hand_over<T: 'static>(
    kept: &'static Kept<T>,
    address: &'static str,
    decode: fn(&[u8]) -> Result<T, NotTheAsset>,
    done: impl FnOnce(Rc<T>) + 'static,
) {
    if let Some(found) = kept.with_borrow(Clone::clone) {
        return done(found);
    }
    spawn_local(async move {
        let mut found = fetch(address).await;
        for pause in PAUSES {
            if found.is_some() {
                break;
            }
            wait(pause).await;
            found = fetch(address).await;
        }
        if let Some(found) = found.and_then(|bytes| decode(&bytes).ok()).map(Rc::new) {
            kept.set(Some(found.clone()));
            done(found);
        }
    });
}

/// Keeps what is fetched from now on for the app, which takes it from there instead of fetching it again.
pub(crate) fn keep_for_the_app() {
    KEEPS.set(true);
    if let Some(window) = web_sys::window() {
        let _ = Reflect::set(&window, &HANDED.into(), &Object::new());
    }
}

fn handed() -> Option<Object> {
    let window = web_sys::window()?;
    Reflect::get(&window, &HANDED.into()).ok()?.dyn_into().ok()
}

/// What was kept under this address. It can be taken once.
fn take_handed(address: &str) -> Option<ArrayBuffer> {
    let (files, address) = (handed()?, address.into());
    let file = Reflect::get(&files, &address).ok()?.dyn_into().ok()?;
    let _ = Reflect::delete_property(&files, &address);
    Some(file)
}

async fn fetch(address: &str) -> Option<Vec<u8>> {
    if let Some(file) = take_handed(address) {
        return Some(Uint8Array::new(&file).to_vec());
    }
    let file = download(address).await?;
    if KEEPS.get()
        && let Some(files) = handed()
    {
        let _ = Reflect::set(&files, &address.into(), &file);
    }
    Some(Uint8Array::new(&file).to_vec())
}

async fn download(address: &str) -> Option<ArrayBuffer> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.array_buffer().ok()?).await.ok()?.dyn_into().ok()
}

async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let waits = web_sys::window()
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds));
        if !matches!(waits, Some(Ok(_))) {
            let _ = done.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}
