#version 300 es
precision highp float;

in float v_strength;
uniform vec4 u_colour;
out vec4 colour;

void main() {
  float r = length(gl_PointCoord * 2.0 - 1.0);
  float glow = exp(-5.0 * r * r) - 0.0067;
  // Light adds to what is there; it covers nothing.
  colour = vec4(u_colour.rgb * u_colour.a * max(glow, 0.0) * v_strength, 0.0);
}
