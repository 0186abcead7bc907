// The bytes of a first visit, compressed as they are served, beside their budgets (size.json; what has `null` is only printed).
// Needs the built site and a server that serves it:
//
//   node end2end/size.mjs SERVER SITE
//
// Compressed files of the build are taken as they are; where there are none, brotli of the same level makes them here.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [server, site] = process.argv.slice(2);
const budgets = JSON.parse(readFileSync(new URL("size.json", import.meta.url)));
const address = `127.0.0.1:${process.env.SIZE_PORT ?? 3299}`;
const origin = `http://${address}`;

/** The parts of the program, by their addresses. */
const PARTS = {
  starter: /^starter\/starter\..*wasm$/,
  "main module": /^pkg\/appchat\..*wasm$/,
  glue: /^pkg\/appchat\..*js$/,
  loader: /^pkg\/__wasm_split\..*js$/,
  rooms: /^pkg\/split_rooms\..*wasm$/,
};

/** What is fetched by programs or styles, so that no page names it: the page's pictures in one file, and the land of the globe. */
const UNNAMED = ["/icons.svg"];
const OF_THE_GLOBE = ["/land-110m.bin"];

/** A typeface has its own compression. */
const PACKED = /\.(woff2|png|jpg)$/;

const known = new Map();

function served(path) {
  if (!known.has(path)) known.set(path, measure(path));
  return known.get(path);
}

function measure(path) {
  // A split build is under an address of its own.
  const file = [path, path.replace(/^\/pkg\/[^/]+\//, "/pkg/")].map((one) => join(site, one)).find((one) => existsSync(one));
  if (!file) throw new Error(`the site has no ${path}`);
  if (PACKED.test(file)) return statSync(file).size;
  if (existsSync(`${file}.br`)) return statSync(`${file}.br`).size;
  const content = readFileSync(file);
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).length;
}

/** What a page makes a browser fetch at once. */
function files(html) {
  const named = [...html.matchAll(/<(link|script)\b[^>]*>/g)].flatMap(([tag]) => {
    const at = tag.match(/\b(?:href|src)="(\/[^"]*)"/)?.[1];
    const wanted = tag.startsWith("<script") || /rel="(preload|modulepreload|stylesheet)"/.test(tag);
    return at && wanted ? [at] : [];
  });
  // The script of the page names the program that follows the starter.
  const starts = html.includes("program.hydrate()");
  const programs = !starts ? [] : [...html.matchAll(/'(\/(?:pkg|starter)\/[^']+\.(?:js|wasm))'/g)].map(([, at]) => at);
  const globe = html.includes("globe__canvas") ? OF_THE_GLOBE : [];
  return new Set([...named, ...programs, ...UNNAMED, ...globe]);
}

async function register() {
  const form = new URLSearchParams({ name: "Ana", email: "ana@example.com", password: "correct horse battery" });
  const answer = await fetch(`${origin}/api/register`, { method: "POST", body: form, headers: { origin }, redirect: "manual" });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

async function page(path, cookie) {
  const answer = await fetch(origin + path, { headers: { cookie, "accept-encoding": "br" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

function weigh(html, counts = () => true) {
  const page = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
  return [...files(html)].filter(counts).reduce((sum, file) => sum + served(file), page);
}

/** What comes before the globe turns: all but the program that follows the starter. */
const isBeforeTheApp = (file) => !/^\/pkg\/.*\.(js|wasm)$/.test(file);

async function ready() {
  for (;;) {
    const up = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (up?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const data = mkdtempSync(join(tmpdir(), "appchat-size-"));
const env = { ...process.env, LEPTOS_SITE_ADDR: address, LEPTOS_SITE_ROOT: site, APPCHAT_DATA: data, APPCHAT_RATE_LIMITS: "off" };
const child = spawn(server, { env, stdio: "ignore" });
child.on("exit", (code) => code && (console.error(`the server ended with ${code}`), process.exit(1)));
let over = 0;
try {
  await ready();
  const cookie = await register();
  const rows = [];
  const pages = [];
  for (const path of Object.keys(budgets.visits)) pages.push([path, await page(path, path === "/" ? "" : cookie)]);
  for (const [path, html] of pages) {
    if (path === "/app") rows.push(["globe turns", weigh(html, isBeforeTheApp), budgets.globe]);
    rows.push([path, weigh(html), budgets.visits[path]]);
  }
  const built = ["pkg", "starter"].flatMap((folder) => readdirSync(join(site, folder)).map((name) => `${folder}/${name}`));
  for (const [part, name] of Object.entries(PARTS)) {
    const file = built.find((one) => name.test(one));
    if (!file) throw new Error(`the site has no ${part}: was it built with --split?`);
    rows.push([part, served(`/${file}`), budgets.parts[part]]);
  }
  for (const [what, bytes, budget] of rows) {
    const verdict = !budget ? "" : bytes > budget ? `OVER ${budget}` : `of ${budget}`;
    over += budget && bytes > budget ? 1 : 0;
    console.log(`${what.padEnd(14)}${String(bytes).padStart(9)}  ${verdict}`);
  }
} finally {
  child.removeAllListeners("exit");
  const ended = new Promise((done) => child.once("exit", done));
  child.kill();
  await ended;
  rmSync(data, { recursive: true, force: true });
}
process.exit(over ? 1 : 0);
