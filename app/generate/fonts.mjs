// Copies the typefaces into public/fonts and writes style/_fonts.scss, from the npm packages of Fontsource (see
// README.md beside this file). Run from the root: node app/generate/fonts.mjs
//
// A file's name carries its package's version, so that browsers may keep it for ever.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

/** The name of the package, the name of the face in the stylesheet, and the weights its axis has. */
const FACES = [
  ["gabarito", "Gabarito Variable", "400 900"],
  ["figtree", "Figtree Variable", "300 900"],
  ["red-hat-mono", "Red Hat Mono Variable", "300 700"],
];
const SUBSETS = ["latin-ext", "latin"];
const TO = "public/fonts";

mkdirSync(TO, { recursive: true });
for (const old of readdirSync(TO)) rmSync(`${TO}/${old}`);

const rules = FACES.flatMap(([name, family, weights]) => {
  const from = `node_modules/@fontsource-variable/${name}`;
  const { version } = JSON.parse(readFileSync(`${from}/package.json`, "utf8"));
  const ranges = JSON.parse(readFileSync(`${from}/unicode.json`, "utf8"));
  copyFileSync(`${from}/LICENSE`, `${TO}/${name}-LICENSE.txt`);
  return SUBSETS.map((subset) => {
    const file = `${name}-${subset}-${version}.woff2`;
    copyFileSync(`${from}/files/${name}-${subset}-wght-normal.woff2`, `${TO}/${file}`);
    return `@font-face {
  font-family: "${family}";
  font-weight: ${weights};
  font-display: swap;
  src: url("/fonts/${file}") format("woff2");
  unicode-range: ${ranges[subset]};
}
`;
  });
});

const head = "// The typefaces, self-hosted. Written by app/generate/fonts.mjs; change that instead.\n";
writeFileSync("style/_fonts.scss", head + rules.join("\n"));
