#version 300 es
// One edge of a coast or a border as a rectangle around it, so that it can be smooth and wider than a pixel.
in vec4 a_from;             // a direction, and whether the next one belongs to the same line
in vec4 a_to;

uniform vec3 u_disc;        // middle (device pixels, y up) and radius
uniform vec2 u_screen;      // device pixels
uniform mat3 u_view;        // from directions to the screen: right, up, towards us
uniform float u_width;      // device pixels

out float v_across;         // device pixels from the line's middle
out float v_strength;

void main() {
  vec3 from = u_view * normalize(a_from.xyz);
  vec3 to = u_view * normalize(a_to.xyz);
  vec2 here = u_disc.xy + from.xy * u_disc.z;
  vec2 there = u_disc.xy + to.xy * u_disc.z;
  vec2 along = there - here;
  float span = length(along);
  if (a_from.w < 0.5 || min(from.z, to.z) <= 0.0 || span < 1e-4) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  bool end = (gl_VertexID & 1) == 1;
  float side = (gl_VertexID & 2) == 2 ? 1.0 : -1.0;
  float reach = u_width * 0.5 + 1.0;
  vec2 normal = vec2(-along.y, along.x) / span;
  vec2 at = (end ? there : here) + normal * side * reach;
  v_across = side * reach;
  v_strength = smoothstep(0.0, 0.16, end ? to.z : from.z);
  gl_Position = vec4(at / u_screen * 2.0 - 1.0, 0.0, 1.0);
}
