// Writes THIRD-PARTY-NOTICES.md: shipped.md beside this file, then every crate that is compiled in, with the text of the
// licence it is used under. Run it as `./dev notices`; with `--check` it only says whether the file is up to date.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const NOTICES = "THIRD-PARTY-NOTICES.md";
const HEAD = "<!-- Written by `./dev notices` from docs/notices/shipped.md and the crates' own files. Change those, not this. -->\n";
/** What is shipped: the server's binary, and the browser's wasm. */
const SHIPPED = [
  ["--package", "server", "--target", "x86_64-unknown-linux-gnu"],
  ["--package", "server", "--target", "aarch64-unknown-linux-gnu"],
  ["--package", "frontend", "--features", "hydrate", "--target", "wasm32-unknown-unknown"],
];
/** Of the licences a crate offers, the first of these is the one it is used under. deny.toml allows the same. */
const CHOICE = ["MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "Zlib", "BSL-1.0", "Unicode-3.0", "CDLA-Permissive-2.0", "CC0-1.0"];
/** What the file with a licence's text has in its name, where a crate has several. */
const FILES = { MIT: /MIT/i, "Apache-2.0": /APACHE/i, "BSD-3-Clause": /BSD/i, ISC: /ISC/i, Zlib: /ZLIB/i, "BSL-1.0": /BOOST|BSL/i, "Unicode-3.0": /UNICODE/i };

const cargo = (...args) => execFileSync("cargo", [...args, "--locked"], { encoding: "utf8", maxBuffer: 1 << 28 });

/** The crates that are compiled in, as `name version`. Those of this repository have a folder behind the version. */
function compiledIn() {
  const lines = SHIPPED.flatMap((what) =>
    cargo("tree", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}", ...what).split("\n"));
  const foreign = lines.map((line) => line.replace(" (*)", "")).filter((line) => line && !line.includes("("));
  return new Set(foreign.map((line) => line.replace(" v", " ")));
}

/** The licences to name for an SPDX expression: one of each `OR`, all of each `AND`. */
function chosen(expression) {
  const words = (expression ?? "").replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const rank = (all) => Math.max(...all.map((one) => (CHOICE.includes(one) ? CHOICE.indexOf(one) : Infinity)));
  const one = () => {
    if (words[at] !== "(") return [words[at++]];
    at++;
    const inner = any();
    at++;
    return inner;
  };
  const all = () => {
    let found = one();
    while (words[at] === "AND") at++, (found = [...found, ...one()]);
    return found;
  };
  const any = () => {
    let found = all();
    while (words[at] === "OR") {
      at++;
      const other = all();
      if (rank(other) < rank(found)) found = other;
    }
    return found;
  };
  return any();
}

const read = (file) => readFileSync(file, "utf8").replaceAll("\r", "").split("\n").map((line) => line.trimEnd()).join("\n").trim();

/** The text of the licence a crate is used under, from the crate's own files; all of them where several licences hold. */
function textOf({ name, license, license_file, authors, manifest_path }, licences) {
  const folder = dirname(manifest_path);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|copyright|unlicense)/i.test(file) && statSync(join(folder, file)).isFile()).sort();
  const named = files.filter((file) => licences.length === 1 && FILES[licences[0]]?.test(file)).slice(0, 1);
  const plain = files.filter((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  const own = licences.length > 1 ? files : license_file ? [license_file] : named.length ? named : plain;
  if (own.length) return own.map((file) => read(join(folder, file))).join("\n\n");
  // A crate without a file is under its licence's usual words.
  const usual = `docs/notices/${licences[0]}.txt`;
  if (!existsSync(usual)) throw new Error(`${name} has no text of ${license}, and there is no ${usual}`);
  const holders = authors.map((author) => author.replace(/ <.*/, "")).join(", ") || `the authors of ${name}`;
  return `Copyright (c) ${holders}\n\n${read(usual)}`;
}

function written() {
  const { packages } = JSON.parse(cargo("metadata", "--format-version", "1", "--all-features"));
  const crates = compiledIn();
  const texts = new Map();
  const shipped = packages.filter(({ name, version }) => crates.has(`${name} ${version}`));
  if (shipped.length !== crates.size) throw new Error(`${crates.size} crates are compiled in, and cargo describes ${shipped.length}`);
  for (const crate of shipped) {
    const { name, version, license, repository } = crate;
    const licences = chosen(license);
    const unknown = licences.filter((licence) => !CHOICE.includes(licence));
    if (unknown.length) throw new Error(`${name} ${version} is under ${license}, of which nothing is accepted`);
    const key = `${licences.join(" and ")}\n${textOf(crate, licences)}`;
    texts.set(key, [...(texts.get(key) ?? []), `${name} ${version}${repository ? ` (${repository})` : ""}`]);
  }
  const order = (a, b) => (a < b ? -1 : Number(a > b));
  const sections = [...texts].sort(([a], [b]) => order(a.split("\n")[0], b.split("\n")[0]) || order(texts.get(a)[0], texts.get(b)[0]));
  const section = ([key, users]) => {
    const [licence, ...text] = key.split("\n");
    return `### ${licence}\n\n${[...new Set(users)].sort(order).map((user) => `- ${user}`).join("\n")}\n\n\`\`\`\`text\n${text.join("\n")}\n\`\`\`\`\n`;
  };
  return [HEAD, readFileSync("docs/notices/shipped.md", "utf8"), ...sections.map(section)].join("\n");
}

const now = written();
if (!process.argv.includes("--check")) writeFileSync(NOTICES, now);
else if (!existsSync(NOTICES) || readFileSync(NOTICES, "utf8") !== now) {
  console.error(`${NOTICES} is not up to date: run ./dev notices`);
  process.exit(1);
}
