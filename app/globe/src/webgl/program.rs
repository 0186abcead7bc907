use web_sys::{WebGl2RenderingContext as Gl, WebGlProgram, WebGlShader, WebGlUniformLocation};

/// Two shaders that work together.
pub(super) struct Program {
    gl: Gl,
    program: WebGlProgram,
}

impl Program {
    /// `None` when the browser cannot build it: the context is lost, or its driver is not up to it.
    pub(super) fn new(gl: &Gl, vertex: &str, fragment: &str) -> Option<Self> {
        let program = gl.create_program()?;
        for (kind, source) in [(Gl::VERTEX_SHADER, vertex), (Gl::FRAGMENT_SHADER, fragment)] {
            gl.attach_shader(&program, &shader(gl, kind, source)?);
        }
        gl.link_program(&program);
        let linked = gl.get_program_parameter(&program, Gl::LINK_STATUS).is_truthy();
        linked.then(|| Self { gl: gl.clone(), program })
    }

    pub(super) fn begin(&self) {
        self.gl.use_program(Some(&self.program));
    }

    /// Where an attribute comes in. An attribute the driver found no use for has no place, and wants no data.
    pub(super) fn attribute(&self, name: &str) -> Option<u32> {
        u32::try_from(self.gl.get_attrib_location(&self.program, name)).ok()
    }

    pub(super) fn number(&self, name: &str, value: f32) {
        self.gl.uniform1f(self.place(name).as_ref(), value);
    }

    pub(super) fn unit(&self, name: &str, unit: i32) {
        self.gl.uniform1i(self.place(name).as_ref(), unit);
    }

    pub(super) fn pair(&self, name: &str, [x, y]: [f32; 2]) {
        self.gl.uniform2f(self.place(name).as_ref(), x, y);
    }

    pub(super) fn triple(&self, name: &str, [x, y, z]: [f32; 3]) {
        self.gl.uniform3f(self.place(name).as_ref(), x, y, z);
    }

    pub(super) fn triples(&self, name: &str, values: &[[f32; 3]]) {
        self.gl.uniform3fv_with_f32_array(self.place(name).as_ref(), values.as_flattened());
    }

    pub(super) fn quad(&self, name: &str, [x, y, z, w]: [f32; 4]) {
        self.gl.uniform4f(self.place(name).as_ref(), x, y, z, w);
    }

    /// Column by column.
    pub(super) fn matrix(&self, name: &str, columns: &[[f32; 3]; 3]) {
        self.gl.uniform_matrix3fv_with_f32_array(self.place(name).as_ref(), false, columns.as_flattened());
    }

    fn place(&self, name: &str) -> Option<WebGlUniformLocation> {
        self.gl.get_uniform_location(&self.program, name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.gl.delete_program(Some(&self.program));
    }
}

fn shader(gl: &Gl, kind: u32, source: &str) -> Option<WebGlShader> {
    let shader = gl.create_shader(kind)?;
    gl.shader_source(&shader, source);
    gl.compile_shader(&shader);
    gl.get_shader_parameter(&shader, Gl::COMPILE_STATUS).is_truthy().then_some(shader)
}
