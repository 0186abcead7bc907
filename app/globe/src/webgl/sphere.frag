#version 300 es
// A ball seen from far away, one ray a pixel: its edge is smooth at any size because it is computed, not modelled.
precision highp float;

uniform vec3 u_disc;        // middle (device pixels, y up) and radius
uniform mat3 u_axes;        // right, up and towards us, as directions from the middle of the Earth
uniform vec3 u_sun;
uniform sampler2D u_coarse;
uniform sampler2D u_fine;
uniform vec4 u_mask;        // share of the fine mask, level of detail of both, texels a pixel at the finer one
uniform vec3 u_ocean[2];    // night, day
uniform vec3 u_land[2];     // night, day
uniform vec4 u_graticule;   // colour and strength
uniform vec4 u_glow;        // colour and strength at the limb
uniform vec4 u_rim;         // colour and strength at the very edge

out vec4 colour;

const float PI = 3.14159265358979;

// Half a step of noise: without it a slow gradient on a dark sky shows its bands.
float noise(vec2 at) { return fract(52.9829189 * fract(dot(at, vec2(0.06711056, 0.00583715)))) - 0.5; }

float land_at(vec2 map, float steep) {
  float coarse = textureLod(u_coarse, map, u_mask.y + steep).r;
  float fine = u_mask.x > 0.0 ? textureLod(u_fine, map, u_mask.z + steep).r : coarse;
  float mask = mix(coarse, fine, u_mask.x);
  // Close in, a texel covers many pixels and its slope is the coast: cut it back to one pixel's width.
  float half_width = clamp(0.5 * u_mask.w, 0.02, 0.5);
  return smoothstep(0.5 - half_width, 0.5 + half_width, mask);
}

float line_every(float degrees, float width) {
  float apart = abs(fract(degrees / 15.0 + 0.5) - 0.5) * 15.0;
  return 1.0 - smoothstep(width * 0.5, width * 1.5, apart);
}

void main() {
  vec2 p = (gl_FragCoord.xy - u_disc.xy) / u_disc.z;
  float r = length(p);
  float pixel = 1.0 / u_disc.z;

  float fall = clamp(1.0 - (r - 1.0) / 0.4, 0.0, 1.0);
  float halo = u_glow.a * fall * fall * fall * step(0.98, r);
  vec4 sky = vec4(u_glow.rgb * halo, halo);
  float covered = clamp((1.0 - r) / pixel + 0.5, 0.0, 1.0);
  if (covered <= 0.0) {
    colour = sky + vec4(noise(gl_FragCoord.xy) / 255.0) * sign(halo);
    return;
  }

  float z = sqrt(max(1.0 - r * r, 0.0));
  vec3 place = u_axes * vec3(p, z);
  float latitude = asin(clamp(place.z, -1.0, 1.0));
  float longitude = atan(place.y, place.x);
  vec2 map = vec2(longitude / (2.0 * PI) + 0.5, 0.5 - latitude / PI);

  float height = degrees(asin(clamp(dot(place, u_sun), -1.0, 1.0)));
  float night = smoothstep(0.0, 1.0, clamp((2.0 - height) / 14.0, 0.0, 1.0));

  // The ground leans away towards the limb, and a pixel covers more of it.
  float land = land_at(map, -log2(max(z, 0.12)));
  vec3 ground = mix(mix(u_ocean[1], u_ocean[0], night), mix(u_land[1], u_land[0], night), land);

  float width = degrees(pixel) / max(z, 0.2);
  float meridian = line_every(degrees(longitude), width / max(cos(latitude), 0.05)) * step(abs(latitude), 1.31);
  float parallel = line_every(degrees(latitude), width) * step(abs(latitude), 1.31);
  ground = mix(ground, u_graticule.rgb, u_graticule.a * max(meridian, parallel) * smoothstep(0.0, 0.3, z));

  // Light from the upper left, and the atmosphere seen edge on.
  ground *= 1.0 + 0.12 * dot(p, vec2(-0.6, 0.7));
  float edge = pow(r, 14.0);
  ground = mix(ground, u_rim.rgb, u_rim.a * edge);
  ground += noise(gl_FragCoord.xy) / 255.0;
  colour = mix(sky, vec4(ground, 1.0), covered);
}
