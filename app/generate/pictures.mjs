// Draws the app's icons and the picture that links to it are shown with, from the mark and the poster. Run from the
// root: node app/generate/pictures.mjs
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)("@playwright/test");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const inline = (file, type) => `data:${type};base64,${readFileSync(file).toString("base64")}`;
const mark = inline("public/favicon.svg", "image/svg+xml");
const poster = inline("public/poster.svg", "image/svg+xml");
const font = (name) => {
  const file = readdirSync("public/fonts").find((file) => file.startsWith(`${name}-latin-`) && !file.includes("-ext-"));
  return inline(`public/fonts/${file}`, "font/woff2");
};

async function draw(path, width, height, html) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<style>html,body{margin:0;height:100%}</style>${html}`);
  await page.evaluate(() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode())]));
  await page.screenshot(path.endsWith(".jpg") ? { path, quality: 82 } : { path, omitBackground: true });
  await page.close();
}

/** The mark, this large a part of a square. */
const square = (part, background) =>
  `<body style="display:grid;place-items:center;background:${background}"><img src="${mark}" style="width:${part * 100}vmin">`;

mkdirSync("public/icons", { recursive: true });
await draw("public/icons/192.png", 192, 192, square(1, "transparent"));
await draw("public/icons/512.png", 512, 512, square(1, "transparent"));
// Platforms cut a maskable icon to their own shape and promise to keep its inner four fifths. The mark's disc fills
// the whole square with its own colour, so that no cut shows an edge.
await draw("public/icons/maskable-512.png", 512, 512, square(0.8, "#FFE94A"));
await draw("public/icons/apple-touch-180.png", 180, 180, square(0.9, "#FFE94A"));
await draw("public/icons/32.png", 32, 32, square(1, "transparent"));
await draw("public/social.jpg", 1200, 630, `
  <style>
    @font-face { font-family: Gabarito; font-weight: 400 900; src: url(${font("gabarito")}) }
    @font-face { font-family: Figtree; font-weight: 300 900; src: url(${font("figtree")}) }
    body { position: relative; overflow: hidden; background: #0a0b10; color: #f4f5fa }
    .globe { position: absolute; width: 760px; right: -90px; top: -65px; border-radius: 50%;
      box-shadow: 0 0 90px rgb(255 210 74 / .22), 0 0 12px rgb(255 210 74 / .35) }
    .words { position: absolute; left: 72px; top: 168px; width: 560px }
    .words img { width: 104px }
    h1 { margin: 28px 0 8px; font: 800 92px/1.1 Gabarito; letter-spacing: -.01em }
    p { margin: 0; font: 500 34px/1.35 Figtree; color: #a3a9bc }
  </style>
  <img class="globe" src="${poster}">
  <div class="words"><img src="${mark}"><h1>AppChat</h1><p>Your people, live on the globe.</p></div>`);
await browser.close();
