// The look, measured from what is served: contrast of every pair of colours, the stylesheet's size, the typefaces.
import { brotliCompressSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "../people";

type Look = "dark" | "light";

/** The surfaces on which words and lines stand. */
const SURFACES = ["--bg", "--s1", "--s2", "--s3"];
/** How much each colour differs from the surfaces it is used on, at the very least. */
const LEAST: Record<Look, [string, number, string[]][]> = {
  dark: [
    ["--text", 13, SURFACES],
    ["--muted", 6.2, SURFACES],
    ["--subtle", 4.6, SURFACES],
    ["--line-strong", 3, SURFACES],
    ["--accent-text", 5, SURFACES],
    ["--focus", 3, SURFACES],
    ...["--ok", "--warn", "--bad", "--info"].map((name): [string, number, string[]] => [name, 5.7, SURFACES]),
  ],
  light: [
    ["--text", 13, SURFACES],
    ["--muted", 5.1, SURFACES],
    ["--subtle", 4.9, ["--bg", "--s1", "--s2"]],
    ["--line-strong", 3, SURFACES],
    ["--accent-text", 5, SURFACES],
    ["--focus", 3, SURFACES],
    ...["--ok", "--warn", "--bad", "--info"].map((name): [string, number, string[]] => [name, 4.5, SURFACES]),
  ],
};
const ON_ACCENT = ["--accent", "--accent-hover", "--accent-press"];

/** Every custom property named, as the page has it. */
async function colours(page: Page) {
  const names = [...new Set([...SURFACES, ...ON_ACCENT, "--on-accent", ...LEAST.dark.map(([name]) => name)])];
  return page.evaluate((names) => {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()]));
  }, names);
}

/** Relative luminance, by the formula of WCAG 2. */
function luminance(colour: string) {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!digits) throw new Error(`not a colour: ${colour}`);
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string) {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

for (const look of ["dark", "light"] as const) {
  test(`in the ${look} look every pair of colours can be told apart`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: look });
    await page.goto("/");
    const has = await colours(page);
    for (const [name, least, surfaces] of LEAST[look]) {
      for (const surface of surfaces) {
        // What the specification says to one decimal is met to one decimal.
        const measured = Math.round(contrast(has[name], has[surface]) * 10) / 10;
        expect.soft(measured, `${name} on ${surface}`).toBeGreaterThanOrEqual(least);
      }
    }
    for (const fill of ON_ACCENT) expect.soft(contrast(has["--on-accent"], has[fill])).toBeGreaterThanOrEqual(12);
  });

  test(`${look} can be chosen whatever the system says`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme: look });
    await page.goto("/");
    const system = await colours(page);

    await page.emulateMedia({ colorScheme: look === "dark" ? "light" : "dark" });
    const chosen = await page.request.post("/api/choose_theme", {
      form: { theme: look },
      headers: { origin: baseURL!, referer: `${baseURL}/`, accept: "text/html" },
    });
    expect(chosen.ok()).toBe(true);
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("data-theme", look);
    expect(await colours(page)).toEqual(system);
  });
}

test("the stylesheet is small", async ({ page }) => {
  await page.goto("/");
  const address = await page.locator("link[rel=stylesheet]").getAttribute("href");
  const sheet = await (await page.request.get(address!)).body();
  expect(brotliCompressSync(sheet).length).toBeLessThan(20 * 1024);
});

test("the first view takes two typefaces, and they are ours", async ({ page, baseURL }) => {
  let bytes = 0;
  const files = new Set<string>();
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "font") return;
    files.add(response.url().replace(baseURL!, ""));
  });
  await page.goto("/", { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  for (const file of files) bytes += (await (await page.request.get(file)).body()).length;
  expect([...files].sort()).toEqual([
    expect.stringMatching(/^\/fonts\/figtree-latin-[\d.]+woff2$/),
    expect.stringMatching(/^\/fonts\/gabarito-latin-[\d.]+woff2$/),
  ]);
  expect(bytes).toBeLessThan(60 * 1024);
  const used = await page.evaluate(() => [...document.fonts].filter((face) => face.status === "loaded").length);
  expect(used).toBe(2);
});

test("a first visit is light", async ({ page, baseURL }) => {
  const files = new Set<string>();
  page.on("request", (request) => files.add(request.url()));
  await page.goto("/", { waitUntil: "networkidle" });
  const sizes: [string, number][] = [];
  for (const file of files) {
    const body = await (await page.request.get(file)).body();
    const compressed = /\.(woff2|png|jpg)$/.test(file) ? body.length : brotliCompressSync(body).length;
    sizes.push([file.replace(baseURL!, ""), compressed]);
  }
  const all = sizes.reduce((sum, [, size]) => sum + size, 0);
  test.info().annotations.push({ type: "first visit, brotli", description: JSON.stringify({ all, sizes }) });
  if (process.env.SHOW_SIZES) process.stdout.write(`${JSON.stringify({ all, sizes }, null, 1)}\n`);
  expect(all).toBeLessThan(90 * 1024);
});

test("whoever asked for less motion sees nothing travel", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  const globe = page.locator(".welcome-globe");
  await expect(globe).toHaveCSS("animation-iteration-count", "1");
  await expect(globe).toHaveCSS("animation-duration", "0.12s");
  await expect(page.locator(".button.accent")).not.toHaveCSS("transition-property", /transform/);
});
