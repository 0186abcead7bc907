// Makes public/land-110m.bin or public/land-50m.bin from the npm package world-atlas (see README.md beside this file).
//
//   node app/globe/generate/land.mjs 110m
//   node app/globe/generate/land.mjs 50m
//
// The format is described where it is read, in ../src/land/decode.rs. Running this again without a new
// world-atlas gives the same bytes.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const scale_of_map = process.argv[2] ?? "110m";
const atlas = createRequire(join(root, "package.json")).resolve(`world-atlas/countries-${scale_of_map}.json`);
const topology = JSON.parse(readFileSync(atlas, "utf8"));

/** A full turn, in hundredths of a degree. */
const TURN = 36_000;

/** Every arc as [longitude, latitude] in hundredths of a degree: TopoJSON stores quantised differences. */
const arcs = topology.arcs.map((arc) => {
  const { scale, translate } = topology.transform;
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]].map((degrees) => Math.round(degrees * 100));
  });
});

/** A ring of arcs as one list of points. A negative index is the arc ~index, backwards. */
const join_arcs = (ring) =>
  ring.flatMap((index) => (index < 0 ? arcs[~index].toReversed() : arcs[index]));

/** The same place, said with the longitude nearest to `before`, so that a coast never jumps at ±180. */
const near = (before, [lng, lat]) => [lng - TURN * Math.round((lng - before) / TURN), lat];

/** Unwraps the longitudes, and drops what rounding has made a repetition. */
function tidy(points) {
  const out = [];
  for (const point of points) {
    const last = out.at(-1);
    const next = last ? near(last[0], point) : point;
    if (!last || next[0] !== last[0] || next[1] !== last[1]) out.push(next);
  }
  return out;
}

/** The point that closes a ring is left out; the reader closes it the short way round. */
function open_ring(points) {
  const [first, last] = [points[0], points.at(-1)];
  return (last[0] - first[0]) % TURN === 0 && last[1] === first[1] ? points.slice(0, -1) : points;
}

const polygons = (geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : (geometry.arcs ?? []));

const rings = topology.objects.land.geometries
  .flatMap(polygons)
  .flat()
  .map((ring) => open_ring(tidy(join_arcs(ring))))
  .filter((ring) => ring.length > 2);

// An arc that two countries share is a border; one that only one has is a coast.
const owners = new Map();
topology.objects.countries.geometries.forEach((country, owner) => {
  for (const index of polygons(country).flat(2)) {
    const arc = index < 0 ? ~index : index;
    owners.set(arc, (owners.get(arc) ?? new Set()).add(owner));
  }
});
const borders = [...owners]
  .filter(([, countries]) => countries.size > 1)
  .map(([arc]) => tidy(arcs[arc]))
  .filter((line) => line.length > 1);

const bytes = [..."land", 1].map((part) => (typeof part === "string" ? part.charCodeAt(0) : part));
function varint(value) {
  while (value > 0x7f) {
    bytes.push((value & 0x7f) | 0x80);
    value >>>= 7;
  }
  bytes.push(value);
}
const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);

for (const lines of [rings, borders]) {
  varint(lines.length);
  let [x, y] = [0, 0];
  for (const line of lines) {
    varint(line.length);
    for (const [lng, lat] of line) {
      varint(zigzag(lng - x));
      varint(zigzag(lat - y));
      [x, y] = [lng, lat];
    }
  }
}

const asset = join(root, `public/land-${scale_of_map}.bin`);
writeFileSync(asset, Uint8Array.from(bytes));
const points = (lines) => lines.reduce((sum, line) => sum + line.length, 0);
console.log(`${asset}: ${bytes.length} bytes, ${rings.length} rings of ${points(rings)} points, ` +
  `${borders.length} borders of ${points(borders)} points`);
