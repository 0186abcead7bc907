// Draws public/poster.svg: the night side of the Earth with its lights, for the page that must look right before and
// without any script. Run from the root: node app/globe/generate/poster.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const CENTRE = { lon: 14, lat: 32 };
const SIZE = 1000;
// The brightest lights at night: longitude, latitude, and how bright. Places, not data about anybody.
const LIGHTS = [
  [2.35, 48.86, 3], [-0.13, 51.51, 3], [13.4, 52.52, 2], [-3.7, 40.42, 2.2], [12.5, 41.9, 2], [28.98, 41.01, 3],
  [31.24, 30.04, 3.4], [37.62, 55.76, 2.6], [3.38, 6.52, 3], [46.68, 24.71, 2.4], [51.39, 35.69, 2.6], [44.36, 33.32, 2],
  [36.82, -1.29, 2], [18.42, -33.92, 1.8], [28.05, -26.2, 2.4], [15.27, -4.44, 2], [-7.59, 33.57, 1.8], [-17.44, 14.69, 1.6],
  [72.88, 19.08, 2.6], [67.01, 24.86, 2.4], [77.21, 28.61, 2.4], [39.28, -6.79, 1.6], [38.75, 9.01, 1.8], [32.58, 0.35, 1.5],
  [4.9, 52.37, 1.8], [16.37, 48.21, 1.6], [21.01, 52.23, 1.6], [23.73, 37.98, 1.6], [9.19, 45.46, 2], [-9.14, 38.72, 1.6],
  [30.52, 50.45, 1.6], [18.07, 59.33, 1.4], [10.75, 59.91, 1.2], [24.94, 60.17, 1.2], [35.22, 31.77, 1.6], [55.27, 25.2, 2.2],
  [3.06, 36.75, 1.6], [10.18, 36.8, 1.4], [13.19, 32.89, 1.4], [32.53, 15.5, 1.6], [7.49, 9.06, 1.4], [-0.19, 5.6, 1.6],
  [-4.02, 5.32, 1.6], [13.23, -8.84, 1.6], [47.5, -18.9, 1.2], [26.1, 44.43, 1.4], [19.04, 47.5, 1.4], [-6.26, 53.35, 1.2],
];

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Where a place stands on the disc, from -1 to 1, and how far to the front. */
function project([lon, lat]) {
  const [l, p, p0] = [radians(lon - CENTRE.lon), radians(lat), radians(CENTRE.lat)];
  return [
    Math.cos(p) * Math.sin(l),
    -(Math.cos(p0) * Math.sin(p) - Math.sin(p0) * Math.cos(p) * Math.cos(l)),
    Math.sin(p0) * Math.sin(p) + Math.cos(p0) * Math.cos(p) * Math.cos(l),
  ];
}

/** A point behind the limb is put onto it, so that outlines close along the edge. */
function onDisc(place) {
  const [x, y, z] = project(place);
  if (z >= 0) return [x, y];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

const pixel = (value) => Math.round(((value + 1) * SIZE) / 2);

function outline(ring) {
  if (!ring.some((place) => project(place)[2] > 0)) return "";
  const points = [];
  for (const place of ring) {
    const point = onDisc(place).map(pixel);
    const last = points.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > 3) points.push(point);
  }
  return points.length < 4 ? "" : `M${points.map((point) => point.join(" ")).join("L")}Z`;
}

const atlas = createRequire(import.meta.url).resolve("world-atlas/land-110m.json");
const { arcs, objects, transform } = JSON.parse(readFileSync(atlas, "utf8"));
/** Every arc as places: TopoJSON stores quantised differences. */
const lines = arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
  });
});
/** A negative index is the arc ~index, backwards. */
const ring = (indices) => indices.flatMap((index) => (index < 0 ? lines[~index].toReversed() : lines[index]));
const land = objects.land.geometries
  .flatMap((shape) => shape.arcs.flat())
  .map((indices) => outline(ring(indices)))
  .join("");
const lights = LIGHTS.map(([lon, lat, size]) => ({ at: project([lon, lat]), size }))
  .filter(({ at }) => at[2] > 0.1)
  .map(({ at, size }) => `<circle cx="${pixel(at[0])}" cy="${pixel(at[1])}" r="${(size * 1.6).toFixed(1)}"/>`)
  .join("");
writeFileSync(
  "public/poster.svg",
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}"><defs>` +
    `<radialGradient id="o" cx=".36" cy=".3" r=".8"><stop offset="0" stop-color="#1b2233"/><stop offset=".6" stop-color="#0d1018"/><stop offset="1" stop-color="#07080c"/></radialGradient>` +
    `<radialGradient id="r" cx=".5" cy=".5" r=".5"><stop offset=".95" stop-color="#ffb84a" stop-opacity="0"/><stop offset="1" stop-color="#ffc85a" stop-opacity=".4"/></radialGradient>` +
    `<radialGradient id="s" cx=".36" cy=".3" r=".8"><stop offset=".2" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".62"/></radialGradient>` +
    `</defs><circle cx="500" cy="500" r="500" fill="url(#o)"/>` +
    `<path d="${land}" fill="#2a2e39" stroke="#ffe94a" stroke-opacity=".28" stroke-width="1.5"/>` +
    `<circle cx="500" cy="500" r="500" fill="url(#s)"/><g fill="#ffe94a" fill-opacity=".9">${lights}</g>` +
    `<circle cx="500" cy="500" r="500" fill="url(#r)"/></svg>\n`,
);
