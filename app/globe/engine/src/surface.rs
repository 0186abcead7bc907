//! What the globe is drawn on: a GPU where there is one, and a plain canvas elsewhere, while the GPU is lost, or once
//! it has proved too slow.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use globe::{
    Globe, Land, Lights, Pace,
    canvas2d::{self, Canvas2d},
    webgl::{self, Quality, Scene, WebGl},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlElement, Storage};

use crate::look::{Look, Painted};

/// A GPU that was lost this often within [`SOON`] is not tried again.
const LOSSES: usize = 2;
/// Milliseconds.
const SOON: f64 = 60_000.0;
/// Where the choice is kept for as long as the tab lives.
const KEPT: &str = "appchat.globe";

/// The canvases in one holder, of which one is seen.
pub(crate) struct Surface {
    holder: HtmlElement,
    gpu: RefCell<Option<Gpu>>,
    plain: RefCell<Option<Plain>>,
    land: RefCell<Option<Rc<Land>>>,
    fine: RefCell<Option<Rc<Land>>>,
    lights: RefCell<Option<Rc<Lights>>>,
    quality: Cell<Quality>,
    pace: RefCell<Pace>,
    painted: RefCell<Painted>,
    losses: RefCell<Vec<f64>>,
}

struct Gpu {
    canvas: HtmlCanvasElement,
    /// `None` while it is lost.
    webgl: Option<WebGl>,
}

struct Plain {
    element: HtmlCanvasElement,
    canvas: Canvas2d,
}

impl Surface {
    /// The best this browser has. `None` where it has no canvas at all, and then the list beside the globe is all
    /// there is.
    pub(crate) fn choose(holder: HtmlElement) -> Option<Self> {
        let gpu = (remembered().as_deref() != Some("canvas2d")).then(|| Gpu::in_holder(&holder)).flatten();
        let surface = Self {
            holder,
            gpu: RefCell::new(gpu),
            plain: RefCell::default(),
            land: RefCell::default(),
            fine: RefCell::default(),
            lights: RefCell::default(),
            quality: Cell::default(),
            pace: RefCell::default(),
            painted: RefCell::default(),
            losses: RefCell::default(),
        };
        let fits = surface.uses_gpu() || surface.show_plain();
        remember(surface.backend());
        fits.then_some(surface)
    }

    pub(crate) fn backend(&self) -> &'static str {
        if self.uses_gpu() { "webgl2" } else { "canvas2d" }
    }

    pub(crate) fn quality(&self) -> &'static str {
        match self.quality.get() {
            Quality::Full => "full",
            Quality::Coarse => "coarse",
            Quality::Plain => "plain",
        }
    }

    pub(crate) fn tier(&self) -> &'static str {
        let fine =
            self.gpu.borrow().as_ref().is_some_and(|gpu| gpu.webgl.as_ref().is_some_and(WebGl::is_fine));
        if fine { "50m" } else { "110m" }
    }

    pub(crate) fn has_land(&self) -> bool {
        self.land.borrow().is_some()
    }

    /// Whether the fine tier and the cities would be seen if they were here.
    pub(crate) fn wants_more(&self) -> bool {
        self.uses_gpu() && self.quality.get() == Quality::Full && self.fine.borrow().is_none()
    }

    /// The canvas that may lose its GPU, and get it back.
    pub(crate) fn gpu_canvas(&self) -> Option<HtmlCanvasElement> {
        self.gpu.borrow().as_ref().map(|gpu| gpu.canvas.clone())
    }

    pub(crate) fn take_land(&self, land: Rc<Land>) {
        self.with_gpu(|webgl| webgl.take_coarse(&land));
        self.forget();
        *self.land.borrow_mut() = Some(land);
    }

    pub(crate) fn take_fine(&self, land: Rc<Land>) {
        self.with_gpu(|webgl| webgl.take_fine(&land));
        self.forget();
        *self.fine.borrow_mut() = Some(land);
    }

    pub(crate) fn take_lights(&self, lights: Rc<Lights>) {
        self.with_gpu(|webgl| webgl.take_lights(&lights));
        self.forget();
        *self.lights.borrow_mut() = Some(lights);
    }

    /// Paints the planet if it looks otherwise than it was painted. True while another frame should follow at once.
    /// `turning`: the globe is on the move; `resting`: nothing at all is.
    pub(crate) fn draw(&self, globe: &Globe, look: Look, now: f64, turning: bool, resting: bool) -> bool {
        let is_due = self.painted.borrow_mut().is_due(look);
        let fading = is_due && self.paint(globe, look, now);
        if fading {
            self.forget();
        }
        if self.pace.borrow_mut().frame(now, turning && is_due) && self.uses_gpu() {
            self.draw_less();
            return true;
        }
        // What holds a frame up waits for a moment in which nobody would see it.
        fading || (resting && self.work(now))
    }

    /// How often the planet was painted.
    pub(crate) fn paints(&self) -> u64 {
        self.painted.borrow().count()
    }

    /// True while the next picture would look different though nothing moved: something is fading in.
    fn paint(&self, globe: &Globe, look: Look, now: f64) -> bool {
        let Look { sun, light, ratio, .. } = look;
        if let Some(plain) = self.plain.borrow().as_ref().filter(|_| !self.uses_gpu()) {
            let palette = if light { &canvas2d::Palette::LIGHT } else { &canvas2d::Palette::DARK };
            plain.canvas.draw(globe, self.land.borrow().as_deref(), sun, palette, ratio);
            return false;
        }
        let palette = if light { &webgl::Palette::LIGHT } else { &webgl::Palette::DARK };
        let quality = self.quality.get();
        self.with_gpu(|webgl| webgl.draw(&Scene { globe, sun, palette, quality, ratio, now }))
            .unwrap_or(false)
    }

    /// Does a little of what the GPU still has to do. True while there is more.
    fn work(&self, now: f64) -> bool {
        let was_fine = self.tier();
        let more = self.with_gpu(|webgl| webgl.work(now)).unwrap_or(false);
        if self.tier() != was_fine {
            self.forget();
        }
        more
    }

    /// The planet is painted in the next frame, whatever it looks like.
    fn forget(&self) {
        self.painted.borrow_mut().forget();
    }

    /// The GPU is gone, at `now` in milliseconds: the plain canvas takes over at once. True when it is to be waited for.
    pub(crate) fn lost(&self, now: f64) -> bool {
        if let Some(gpu) = self.gpu.borrow_mut().as_mut() {
            gpu.webgl = None;
        }
        self.forget();
        self.show_plain();
        let mut losses = self.losses.borrow_mut();
        losses.retain(|then| now - then < SOON);
        losses.push(now);
        let give_up = losses.len() >= LOSSES;
        if give_up {
            remember("canvas2d");
        }
        !give_up
    }

    /// The GPU is back, and has forgotten everything.
    pub(crate) fn restored(&self) {
        let canvas = self.gpu_canvas();
        let Some(webgl) = canvas.and_then(WebGl::new) else { return };
        self.forget();
        if let Some(gpu) = self.gpu.borrow_mut().as_mut() {
            gpu.webgl = Some(webgl);
            gpu.canvas.set_hidden(false);
        }
        if let Some(plain) = self.plain.borrow().as_ref() {
            plain.element.set_hidden(true);
        }
        let (land, fine, lights) =
            (self.land.borrow().clone(), self.fine.borrow().clone(), self.lights.borrow().clone());
        land.into_iter().for_each(|land| self.take_land(land));
        fine.into_iter().for_each(|land| self.take_fine(land));
        lights.into_iter().for_each(|lights| self.take_lights(lights));
    }

    fn draw_less(&self) {
        self.forget();
        match self.quality.get() {
            Quality::Full => self.quality.set(Quality::Coarse),
            Quality::Coarse => self.quality.set(Quality::Plain),
            Quality::Plain => {
                remember("canvas2d");
                if let Some(gpu) = self.gpu.take() {
                    gpu.canvas.remove();
                }
                self.show_plain();
            }
        }
    }

    fn uses_gpu(&self) -> bool {
        self.gpu.borrow().as_ref().is_some_and(|gpu| gpu.webgl.is_some())
    }

    fn with_gpu<T>(&self, act: impl FnOnce(&mut WebGl) -> T) -> Option<T> {
        self.gpu.borrow_mut().as_mut().and_then(|gpu| gpu.webgl.as_mut()).map(act)
    }

    fn show_plain(&self) -> bool {
        if let Some(gpu) = self.gpu.borrow().as_ref() {
            gpu.canvas.set_hidden(true);
        }
        let mut plain = self.plain.borrow_mut();
        if plain.is_none() {
            *plain = canvas_in(&self.holder)
                .and_then(|element| Some(Plain { canvas: Canvas2d::new(element.clone())?, element }));
        }
        if let Some(plain) = plain.as_ref() {
            plain.element.set_hidden(false);
        }
        plain.is_some()
    }
}

impl Gpu {
    fn in_holder(holder: &HtmlElement) -> Option<Self> {
        let canvas = canvas_in(holder)?;
        let webgl = WebGl::new(canvas.clone());
        // One that a CPU plays is slower than a plain canvas, unless somebody chose it.
        let webgl = webgl.filter(|webgl| remembered().as_deref() == Some("webgl2") || !webgl.is_emulated());
        if webgl.is_none() {
            canvas.remove();
        }
        Some(Self { canvas, webgl: Some(webgl?) })
    }
}

fn canvas_in(holder: &HtmlElement) -> Option<HtmlCanvasElement> {
    let canvas = holder.owner_document()?.create_element("canvas").ok()?;
    holder.append_child(&canvas).ok()?;
    canvas.dyn_into().ok()
}

fn remembered() -> Option<String> {
    storage()?.get_item(KEPT).ok()?
}

/// A browser that keeps nothing chooses again at the next page.
fn remember(backend: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEPT, backend);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
