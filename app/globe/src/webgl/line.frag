#version 300 es
precision highp float;

in float v_across;
in float v_strength;
uniform vec4 u_colour;
uniform float u_width;
out vec4 colour;

void main() {
  float covered = clamp(u_width * 0.5 + 0.5 - abs(v_across), 0.0, 1.0) * min(u_width, 1.0);
  float alpha = u_colour.a * covered * v_strength;
  colour = vec4(u_colour.rgb * alpha, alpha);
}
