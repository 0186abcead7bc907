//! Where there is land, as a picture of the whole world that a shader can look up: white is land. Painted with the
//! browser's own even-odd fill, a band at a time, because a large one at once would hold the page up.

use web_sys::{
    CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, WebGl2RenderingContext as Gl,
    WebGlTexture,
};

use crate::flat::Flat;

/// Rows painted in one go.
const BAND: u32 = 256;

pub(super) struct Mask {
    gl: Gl,
    texture: WebGlTexture,
    /// Twice as wide as high.
    pub(super) height: u32,
    rings: Vec<Flat>,
    scratch: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    painted: u32,
}

impl Mask {
    /// An empty one: all water. `scratch` is a canvas of its own to paint on.
    pub(super) fn new(
        gl: &Gl,
        rings: Vec<Flat>,
        height: u32,
        (scratch, context): (HtmlCanvasElement, CanvasRenderingContext2d),
    ) -> Option<Self> {
        let texture = gl.create_texture()?;
        gl.bind_texture(Gl::TEXTURE_2D, Some(&texture));
        let width = height * 2;
        let levels = i32::try_from(width.ilog2() + 1).ok()?;
        gl.tex_storage_2d(Gl::TEXTURE_2D, levels, Gl::R8, width as i32, height as i32);
        for (name, value) in [
            (Gl::TEXTURE_MIN_FILTER, Gl::LINEAR_MIPMAP_LINEAR),
            (Gl::TEXTURE_MAG_FILTER, Gl::LINEAR),
            (Gl::TEXTURE_WRAP_S, Gl::REPEAT),
            (Gl::TEXTURE_WRAP_T, Gl::CLAMP_TO_EDGE),
        ] {
            gl.tex_parameteri(Gl::TEXTURE_2D, name, value as i32);
        }
        scratch.set_width(width);
        scratch.set_height(BAND.min(height));
        Some(Self { gl: gl.clone(), texture, height, rings, scratch, context, painted: 0 })
    }

    /// Paints the next band. True when that was the last and the mask can be looked at.
    pub(super) fn paint(&mut self) -> bool {
        if self.painted >= self.height {
            return true;
        }
        self.band();
        let gl = &self.gl;
        gl.bind_texture(Gl::TEXTURE_2D, Some(&self.texture));
        gl.pixel_storei(Gl::UNPACK_ALIGNMENT, 1);
        // Refused for a canvas with pictures from elsewhere, and this one has none.
        let _ = gl.tex_sub_image_2d_with_u32_and_u32_and_html_canvas_element(
            Gl::TEXTURE_2D,
            0,
            0,
            self.painted as i32,
            Gl::RED,
            Gl::UNSIGNED_BYTE,
            &self.scratch,
        );
        self.painted += BAND;
        let done = self.painted >= self.height;
        if done {
            gl.generate_mipmap(Gl::TEXTURE_2D);
            // What it was painted from and on is needed no more, and the larger is megabytes.
            self.rings = vec![];
            self.scratch.set_width(0);
            self.scratch.set_height(0);
        }
        done
    }

    pub(super) fn bind(&self, unit: u32) {
        self.gl.active_texture(Gl::TEXTURE0 + unit);
        self.gl.bind_texture(Gl::TEXTURE_2D, Some(&self.texture));
    }

    fn band(&self) {
        let context = &self.context;
        let scale = f64::from(self.height) / 180.0;
        let (width, top) = (f64::from(self.height) * 2.0, f64::from(self.painted));
        context.set_fill_style_str("#000");
        context.fill_rect(0.0, 0.0, width, f64::from(BAND));
        context.begin_path();
        for ring in &self.rings {
            for turn in ring.turns() {
                for (n, &(lng, lat)) in ring.corners.iter().enumerate() {
                    let (x, y) = ((lng + turn + 180.0) * scale, (90.0 - lat) * scale - top);
                    if n == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
                }
                context.close_path();
            }
        }
        context.set_fill_style_str("#fff");
        context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
    }
}

impl Drop for Mask {
    fn drop(&mut self) {
        self.gl.delete_texture(Some(&self.texture));
    }
}
