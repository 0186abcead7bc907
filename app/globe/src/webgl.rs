//! The globe on a GPU, in a handful of calls a frame: one triangle on which a shader casts the ball, then coasts and
//! borders, then the cities of the night.
//!
//! The land comes in two tiers. The coarse one is painted at once; the fine one, when it is given, a band a frame
//! while nothing moves, and then it fades in.

mod buffer;
mod mask;
mod palette;
mod program;

use std::rc::Rc;

use buffer::Buffer;
use mask::Mask;
pub use palette::Palette;
use program::Program;
use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlContextAttributes,
    WebglDebugRendererInfo,
};

use crate::{Globe, Land, Lights, Projection, Sun, flat::Flat};

/// Rows of the coarse mask, and of the fine one where the GPU takes a texture that wide.
const COARSE: u32 = 1024;
const FINE: u32 = 2048;
/// How long the fine tier takes to fade in, in milliseconds.
const FADE: f64 = 300.0;
/// CSS pixels.
const LINE: f32 = 1.25;
/// Renderers that are a CPU in disguise. Canvas2D is faster there.
const EMULATED: [&str; 4] = ["swiftshader", "llvmpipe", "basic render", "software"];

/// How much is drawn, for machines that cannot keep up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    #[default]
    Full,
    /// One pixel for each CSS pixel.
    Coarse,
    /// Without graticule, glow and cities as well.
    Plain,
}

impl Quality {
    /// Sharper than this costs four times the pixels for what hardly anybody sees.
    fn ratio(self, device: f64) -> f64 {
        let most = if self == Self::Full { 2.0 } else { 1.0 };
        if device.is_finite() { device.clamp(1.0, most) } else { 1.0 }
    }
}

/// A canvas with a GPU behind it.
pub struct WebGl {
    canvas: HtmlCanvasElement,
    gl: Gl,
    sphere: Program,
    line: Program,
    light: Program,
    coarse: Option<Tier>,
    fine: Option<Tier>,
    fine_since: Option<f64>,
    cities: Option<Buffer>,
}

/// One tier of the land on the GPU. It can be seen once its mask is painted.
struct Tier {
    mask: Mask,
    coasts: Buffer,
    borders: Buffer,
    painted: bool,
}

/// What a frame is of.
pub struct Scene<'a> {
    pub globe: &'a Globe,
    pub sun: Sun,
    pub palette: &'a Palette,
    pub quality: Quality,
    /// The screen's pixels per CSS pixel.
    pub ratio: f64,
    /// Milliseconds.
    pub now: f64,
}

impl WebGl {
    /// `None` where there is no WebGL2, or only one that the browser itself advises against.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let wishes = WebGlContextAttributes::new();
        wishes.set_alpha(true);
        wishes.set_premultiplied_alpha(true);
        wishes.set_antialias(false);
        wishes.set_depth(false);
        wishes.set_stencil(false);
        wishes.set_power_preference(web_sys::WebGlPowerPreference::LowPower);
        let gl: Gl = canvas.get_context_with_context_options("webgl2", &wishes).ok()??.dyn_into().ok()?;
        let sphere = Program::new(&gl, include_str!("webgl/screen.vert"), include_str!("webgl/sphere.frag"))?;
        let line = Program::new(&gl, include_str!("webgl/line.vert"), include_str!("webgl/line.frag"))?;
        let light = Program::new(&gl, include_str!("webgl/light.vert"), include_str!("webgl/light.frag"))?;
        Some(Self {
            canvas,
            gl,
            sphere,
            line,
            light,
            coarse: None,
            fine: None,
            fine_since: None,
            cities: None,
        })
    }

    /// Whether a CPU does the work of the GPU.
    pub fn is_emulated(&self) -> bool {
        // Browsers that keep the name to themselves have a GPU worth hiding.
        let named = self.gl.get_extension("WEBGL_debug_renderer_info").ok().flatten();
        let name = named.and_then(|_| {
            self.gl.get_parameter(WebglDebugRendererInfo::UNMASKED_RENDERER_WEBGL).ok()?.as_string()
        });
        name.is_some_and(|name| {
            let name = name.to_lowercase();
            EMULATED.iter().any(|emulated| name.contains(emulated))
        })
    }

    pub fn is_lost(&self) -> bool {
        self.gl.is_context_lost()
    }

    /// The land to be seen first. `false` when the browser had no means to take it.
    pub fn take_coarse(&mut self, land: &Land) -> bool {
        self.coarse = self.tier(land, COARSE);
        if let Some(tier) = &mut self.coarse {
            while !tier.paint() {}
        }
        self.coarse.is_some()
    }

    /// The same land, closer. It is painted by [`WebGl::work`].
    pub fn take_fine(&mut self, land: &Land) -> bool {
        let widest = self.gl.get_parameter(Gl::MAX_TEXTURE_SIZE).ok().and_then(|size| size.as_f64());
        let height = if widest.unwrap_or_default() >= f64::from(FINE) * 2.0 { FINE } else { COARSE };
        self.fine = self.tier(land, height);
        self.fine_since = None;
        self.fine.is_some()
    }

    pub fn take_lights(&mut self, lights: &Rc<Lights>) {
        self.cities = Buffer::points(&self.gl, &lights.cities, self.light.attribute("a_city"));
    }

    /// Whether the fine tier is what is seen.
    pub fn is_fine(&self) -> bool {
        self.fine_since.is_some()
    }

    /// Does a little of what is still to be done. True while there is more.
    pub fn work(&mut self, now: f64) -> bool {
        match &mut self.fine {
            Some(tier) if !tier.painted => {
                if tier.paint() {
                    self.fine_since = Some(now);
                }
                true
            }
            _ => false,
        }
    }

    /// One frame. True while the next would look different though nothing moved: something is fading in.
    pub fn draw(&mut self, scene: &Scene<'_>) -> bool {
        let (gl, view) = (&self.gl, View::new(scene));
        let [width, height] = view.screen.map(|side| side as u32);
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        gl.viewport(0, 0, width as i32, height as i32);
        gl.disable(Gl::BLEND);
        gl.clear_color(0.0, 0.0, 0.0, 0.0);
        gl.clear(Gl::COLOR_BUFFER_BIT);
        let fade = self.fine_since.map_or(0.0, |since| ((scene.now - since) / FADE).clamp(0.0, 1.0));
        self.draw_sphere(scene, &view, fade as f32);
        gl.enable(Gl::BLEND);
        gl.blend_func(Gl::ONE, Gl::ONE_MINUS_SRC_ALPHA);
        for (tier, share) in [(&self.coarse, 1.0 - fade), (&self.fine, fade)] {
            if let Some(tier) = tier
                && share > 0.0
            {
                self.draw_lines(&tier.borders, scene.palette.border, share as f32, &view);
                self.draw_lines(&tier.coasts, scene.palette.coast, share as f32, &view);
            }
        }
        if scene.quality < Quality::Plain {
            self.draw_cities(scene, &view);
        }
        gl.bind_vertex_array(None);
        self.fine_since.is_some() && fade < 1.0
    }

    fn draw_sphere(&self, scene: &Scene<'_>, view: &View, fade: f32) {
        let (shader, palette) = (&self.sphere, scene.palette);
        shader.begin();
        view.tell(shader);
        shader.matrix("u_axes", &view.axes);
        shader.triple("u_sun", view.sun);
        shader.triples("u_ocean", &palette.ocean);
        shader.triples("u_land", &palette.land);
        let unless_plain = |[red, green, blue, strength]: [f32; 4]| {
            [red, green, blue, if scene.quality < Quality::Plain { strength } else { 0.0 }]
        };
        shader.quad("u_graticule", unless_plain(palette.graticule));
        shader.quad("u_glow", unless_plain(palette.glow));
        shader.quad("u_rim", palette.rim);
        // Without land yet, the mask of an empty unit is black: a globe of water.
        for (unit, (name, tier)) in
            [("u_coarse", &self.coarse), ("u_fine", &self.fine)].into_iter().enumerate()
        {
            shader.unit(name, unit as i32);
            if let Some(tier) = tier {
                tier.mask.bind(unit as u32);
            }
        }
        let texels = |tier: &Option<Tier>| {
            let height = tier.as_ref().map_or(COARSE, |tier| tier.mask.height);
            height as f32 / std::f32::consts::PI / view.disc[2]
        };
        let (coarse, fine) = (texels(&self.coarse), texels(&self.fine));
        let nearest = if fade > 0.5 { fine } else { coarse };
        shader.quad("u_mask", [fade, coarse.log2().max(0.0), fine.log2().max(0.0), nearest]);
        self.gl.bind_vertex_array(None);
        self.gl.draw_arrays(Gl::TRIANGLES, 0, 3);
    }

    fn draw_lines(&self, lines: &Buffer, [red, green, blue, alpha]: [f32; 4], share: f32, view: &View) {
        let shader = &self.line;
        shader.begin();
        view.tell(shader);
        shader.matrix("u_view", &view.rows());
        shader.pair("u_screen", view.screen);
        shader.number("u_width", LINE * view.ratio);
        shader.quad("u_colour", [red, green, blue, alpha * share]);
        lines.bind();
        self.gl.draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, lines.count);
    }

    fn draw_cities(&self, scene: &Scene<'_>, view: &View) {
        let Some(cities) = self.cities.as_ref().filter(|_| scene.palette.light[3] > 0.0) else { return };
        let shader = &self.light;
        shader.begin();
        view.tell(shader);
        shader.matrix("u_view", &view.rows());
        shader.pair("u_screen", view.screen);
        shader.triple("u_sun", view.sun);
        shader.quad("u_colour", scene.palette.light);
        let closer = scene.globe.camera().zoom().sqrt().min(3.0) as f32;
        shader.number("u_pixel", view.ratio * closer);
        cities.bind();
        self.gl.draw_arrays(Gl::POINTS, 0, cities.count);
    }

    fn tier(&self, land: &Land, height: u32) -> Option<Tier> {
        let rings = land.coasts.iter().map(Flat::new).collect();
        let mask = Mask::new(&self.gl, rings, height, scratch(&self.canvas)?)?;
        let ends = (self.line.attribute("a_from"), self.line.attribute("a_to"));
        Some(Tier {
            mask,
            coasts: Buffer::edges(&self.gl, land.coasts.iter(), true, ends)?,
            borders: Buffer::edges(&self.gl, land.borders.iter(), false, ends)?,
            painted: false,
        })
    }
}

impl Tier {
    /// Paints some more of the mask. True when that was the last of it.
    fn paint(&mut self) -> bool {
        self.painted = self.mask.paint();
        self.painted
    }
}

/// The camera in a shader's words: device pixels, y upwards.
struct View {
    screen: [f32; 2],
    disc: [f32; 3],
    /// Right, up and towards us, as directions from the middle of the Earth.
    axes: [[f32; 3]; 3],
    sun: [f32; 3],
    ratio: f32,
}

impl View {
    fn new(scene: &Scene<'_>) -> Self {
        let (stage, projection): (_, Projection) = (scene.globe.stage(), scene.globe.projection());
        let ratio = scene.quality.ratio(scene.ratio);
        let height = (stage.height * ratio).round();
        let centre = projection.centre;
        let sun = scene.sun.overhead().vector();
        Self {
            screen: [(stage.width * ratio).round() as f32, height as f32],
            disc: [
                (centre.x * ratio) as f32,
                (height - centre.y * ratio) as f32,
                (projection.radius * ratio) as f32,
            ],
            axes: projection.axes().map(|axis| [axis.x as f32, axis.y as f32, axis.z as f32]),
            sun: [sun.x as f32, sun.y as f32, sun.z as f32],
            ratio: ratio as f32,
        }
    }

    /// The way back: from directions to the screen.
    fn rows(&self) -> [[f32; 3]; 3] {
        let [right, up, towards] = self.axes;
        [0, 1, 2].map(|n| [right[n], up[n], towards[n]])
    }

    fn tell(&self, shader: &Program) {
        shader.triple("u_disc", self.disc);
    }
}

/// A canvas beside the one that is seen, to paint on with the browser's own pen.
fn scratch(canvas: &HtmlCanvasElement) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let scratch: HtmlCanvasElement =
        canvas.owner_document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let context = scratch.get_context("2d").ok()??.dyn_into().ok()?;
    Some((scratch, context))
}
