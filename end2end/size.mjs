// The bytes of a first visit, compressed as they are served, beside their budgets (size.json; what has `null` is only printed).
// Needs the built site and a server that serves it:
//
//   node end2end/size.mjs SERVER SITE
//
// Compressed files of the build are taken as they are; where there are none, brotli of the same level makes them here.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [server, site] = process.argv.slice(2);
const budgets = JSON.parse(readFileSync(new URL("size.json", import.meta.url)));
const address = `127.0.0.1:${process.env.SIZE_PORT ?? 3299}`;
const origin = `http://${address}`;

/** The parts of the program, by how their names begin. */
const PARTS = { "main module": /^appchat\..*wasm$/, glue: /^appchat\..*js$/, loader: /^__wasm_split\..*js$/, rooms: /^split_rooms\..*wasm$/ };

/** What is fetched by scripts or styles, so that no page names it: the page's pictures in one file. */
const UNNAMED = ["/icons.svg"];

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
  return new Set([...named, ...UNNAMED]);
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

function weigh(html) {
  const page = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
  return [...files(html)].reduce((sum, file) => sum + served(file), page);
}

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
  for (const [path, html] of pages) rows.push([path, weigh(html), budgets.visits[path]]);
  const built = readdirSync(join(site, "pkg"));
  for (const [part, name] of Object.entries(PARTS)) {
    const file = built.find((one) => name.test(one));
    if (!file) throw new Error(`the site has no ${part}: was it built with --split?`);
    rows.push([part, served(`/pkg/${basename(file)}`), budgets.parts[part]]);
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
