//! Directions as the GPU keeps them: four 16-bit numbers each, the fourth for whatever goes with the direction.

use web_sys::{WebGl2RenderingContext as Gl, WebGlBuffer, WebGlVertexArrayObject};

use crate::{Line, Vector};

/// Bytes of one direction.
const STRIDE: i32 = 8;

/// Points on the GPU, and how they come into a shader.
pub(super) struct Buffer {
    gl: Gl,
    buffer: WebGlBuffer,
    array: WebGlVertexArrayObject,
    pub(super) count: i32,
}

impl Buffer {
    /// Every edge of these lines as an instance of its own: its two ends at `from` and `to`. The fourth number of an
    /// end says whether the edge belongs to a line, or only lies between two.
    pub(super) fn edges<'a>(
        gl: &Gl,
        lines: impl Iterator<Item = &'a Line>,
        closed: bool,
        (from, to): (Option<u32>, Option<u32>),
    ) -> Option<Self> {
        let mut bytes = vec![];
        for line in lines {
            let end = closed.then(|| line.points.first()).flatten();
            let points: Vec<&Vector> = line.points.iter().chain(end).collect();
            for (n, point) in points.iter().enumerate() {
                push(&mut bytes, **point, if n + 1 < points.len() { 1.0 } else { 0.0 });
            }
        }
        // The last edge's far end is read as well, wherever it is.
        push(&mut bytes, Vector::default(), 0.0);
        let count = i32::try_from(bytes.len()).ok()? / STRIDE - 1;
        let this = Self::new(gl, &bytes, count)?;
        for (place, offset) in [(from, 0), (to, STRIDE)] {
            this.attribute(place, offset);
            if let Some(place) = place {
                gl.vertex_attrib_divisor(place, 1);
            }
        }
        Some(this)
    }

    /// Single points, each with its fourth number.
    pub(super) fn points(gl: &Gl, points: &[(Vector, f64)], place: Option<u32>) -> Option<Self> {
        let mut bytes = vec![];
        for &(point, fourth) in points {
            push(&mut bytes, point, fourth);
        }
        let this = Self::new(gl, &bytes, i32::try_from(points.len()).ok()?)?;
        this.attribute(place, 0);
        Some(this)
    }

    pub(super) fn bind(&self) {
        self.gl.bind_vertex_array(Some(&self.array));
    }

    fn new(gl: &Gl, bytes: &[u8], count: i32) -> Option<Self> {
        let (buffer, array) = (gl.create_buffer()?, gl.create_vertex_array()?);
        gl.bind_vertex_array(Some(&array));
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&buffer));
        gl.buffer_data_with_u8_array(Gl::ARRAY_BUFFER, bytes, Gl::STATIC_DRAW);
        Some(Self { gl: gl.clone(), buffer, array, count })
    }

    fn attribute(&self, place: Option<u32>, offset: i32) {
        if let Some(place) = place {
            self.gl.enable_vertex_attrib_array(place);
            self.gl.vertex_attrib_pointer_with_i32(place, 4, Gl::SHORT, true, STRIDE, offset);
        }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.gl.delete_vertex_array(Some(&self.array));
        self.gl.delete_buffer(Some(&self.buffer));
    }
}

/// A sixteenth of a mile at worst: finer than any coast we have.
fn push(bytes: &mut Vec<u8>, point: Vector, fourth: f64) {
    for number in [point.x, point.y, point.z, fourth] {
        bytes.extend(((number * f64::from(i16::MAX)).round() as i16).to_le_bytes());
    }
}
