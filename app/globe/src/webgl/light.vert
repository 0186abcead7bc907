#version 300 es
// A city at night. By day, and behind the limb, there is none.
in vec4 a_city;             // a direction, and how large it is: 0 to 1

uniform vec3 u_disc;
uniform vec2 u_screen;
uniform mat3 u_view;
uniform vec3 u_sun;
uniform float u_pixel;      // device pixels a CSS pixel, more when closer

out float v_strength;

void main() {
  vec3 place = normalize(a_city.xyz);
  vec3 seen = u_view * place;
  float height = degrees(asin(clamp(dot(place, u_sun), -1.0, 1.0)));
  float night = smoothstep(0.0, 1.0, clamp((-3.0 - height) / 8.0, 0.0, 1.0));
  v_strength = night * smoothstep(0.02, 0.25, seen.z) * (0.35 + 0.65 * a_city.w);
  vec2 at = u_disc.xy + seen.xy * u_disc.z;
  gl_Position = v_strength > 0.0 ? vec4(at / u_screen * 2.0 - 1.0, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = u_pixel * (2.5 + 5.5 * a_city.w);
}
