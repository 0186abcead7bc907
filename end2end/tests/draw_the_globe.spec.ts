// What the globe is drawn on. The browsers of these tests have no GPU, only one that a CPU plays.
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "../people";
import config, { BROWSER } from "../playwright.config";
import { GRAZ, KYOTO, LYON, Neighbour, type Place } from "../townsfolk";

test.use({
  launchOptions: {
    ...config.use?.launchOptions,
    args: [...BROWSER, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  },
});

// That one needs both cores, and another story is told beside these.
test.describe.configure({ timeout: 300_000 });

const globe = (page: Page) => page.locator("[data-backend]");

/** Whatever the browser has, this tab is to draw with WebGL2. */
async function chooseWebGl(page: Page) {
  await page.addInitScript(() => sessionStorage.setItem("appchat.globe", "webgl2"));
}

/** How many colours there are in the middle of the globe, once it rests: its attributes may be ahead of its picture. */
async function colours(person: Person) {
  await person.globeRests();
  const { page } = person;
  const picture = (await page.screenshot()).toString("base64");
  const disc = (await globe(page).getAttribute("data-disc"))?.split(",").map(Number) ?? [];
  return page.evaluate(
    async ([picture, [x, y, radius]]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const ratio = image.width / innerWidth;
      const side = Math.round(radius * ratio);
      const pen = Object.assign(document.createElement("canvas"), { width: side, height: side }).getContext("2d")!;
      pen.drawImage(image, x * ratio - side / 2, y * ratio - side / 2, side, side, 0, 0, side, side);
      return new Set(new Uint32Array(pen.getImageData(0, 0, side, side).data.buffer)).size;
    },
    [picture, disc] as const,
  );
}

test("without a GPU the globe is on a plain canvas, and not blank", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await expect(globe(ana.page)).toHaveAttribute("data-land", "here");
  await expect(globe(ana.page)).toHaveAttribute("data-backend", "canvas2d");
  expect(await colours(ana)).toBeGreaterThan(20);
});

test("on a GPU it comes closer by itself, is still when nothing moves, and survives the loss of the GPU", async ({ people }) => {
  const [ana] = await people("Ana");
  await chooseWebGl(ana.page);
  await ana.register();
  const drawn = globe(ana.page);
  await expect(drawn).toHaveAttribute("data-land", "here");
  await expect(drawn).toHaveAttribute("data-backend", "webgl2");
  await expect(drawn).toHaveAttribute("data-tier", "50m", { timeout: 30_000 });
  expect(await colours(ana)).toBeGreaterThan(20);
  await ana.shoot("globe-webgl");

  await ana.globeRests();

  await ana.page.evaluate(() => {
    const gl = document.querySelector<HTMLCanvasElement>(".globe__canvas canvas")!.getContext("webgl2")!;
    const loss = gl.getExtension("WEBGL_lose_context")!;
    Object.assign(window, { loss });
    loss.loseContext();
  });
  await expect(drawn).toHaveAttribute("data-backend", "canvas2d");
  expect(await colours(ana)).toBeGreaterThan(20);
  await ana.page.evaluate(() => (window as unknown as { loss: WEBGL_lose_context }).loss.restoreContext());
  await expect(drawn).toHaveAttribute("data-backend", "webgl2");
  expect(await colours(ana)).toBeGreaterThan(20);
});

for (const backend of ["canvas2d", "webgl2"] as const) {
  test(`from near, cities have their names, which lie on nothing and cost nothing at rest (${backend})`, async ({ people }) => {
    const [ana] = await people("Ana");
    if (backend === "webgl2") await chooseWebGl(ana.page);
    await ana.register();
    const drawn = globe(ana.page);
    await expect(drawn).toHaveAttribute("data-land", "here");
    await expect(drawn).toHaveAttribute("data-backend", backend);
    const names = ana.page.locator(".globe__label");
    await expect(names).toHaveCount(0);
    await ana.page.getByRole("combobox", { name: "Search a place" }).fill("osaka");
    await expect(ana.page.getByRole("listbox", { name: "Places" }).getByRole("option").first()).toContainText("Japan");
    await ana.page.keyboard.press("ArrowDown");
    await ana.page.keyboard.press("Enter");
    await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
    await ana.page.getByRole("group", { name: "World" }).focus();
    for (let step = 0; step < 3; step++) await ana.page.keyboard.press("+");
    await expect(names.filter({ hasText: "Tokyo" })).toBeVisible();
    await expect(ana.page.locator(".globe__labels")).toHaveAttribute("aria-hidden", "true");
    await ana.shoot(`globe-labels-${backend}`);

    const overlaps = await ana.page.evaluate(() => {
      const box = (element: Element) => [element.textContent, element.getBoundingClientRect()] as const;
      const labels = [...document.querySelectorAll(".globe__label")].map(box);
      const pins = [...document.querySelectorAll(".globe__pins .pin[data-visible=true] .pin__face")].map(box);
      const meet = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      return labels.flatMap(([name, a], n) =>
        [...labels.slice(n + 1), ...pins].filter(([, b]) => meet(a, b)).map(([other]) => `${name} on ${other}`),
      );
    });
    expect(overlaps).toEqual([]);
    await expect(names.filter({ hasText: "Osaka" })).toHaveCount(0);

    await ana.globeRests();

    await ana.page.keyboard.press("0");
    await expect(names).toHaveCount(0);
  });
}

test("where a pin is dropped is where the pin stands, on a GPU as well", async ({ people }) => {
  const [ana] = await people("Ana");
  await chooseWebGl(ana.page);
  await ana.register();
  await expect(globe(ana.page)).toHaveAttribute("data-backend", "webgl2");
  // While the picture is made, which takes long where a CPU plays the GPU, a press would last too long for a tap.
  await expect(globe(ana.page)).toHaveAttribute("data-land", "here");
  await ana.globeRests();
  await ana.tapGlobe(0.2, -0.3);
  const pin = ana.pin(ana);
  await expect(pin).toHaveAttribute("data-visible", "true");
  const [x, y, radius] = (await globe(ana.page).getAttribute("data-disc"))!.split(",").map(Number);
  await expect
    .poll(async () => {
      const [, left, top] = /translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec((await pin.getAttribute("style")) ?? "") ?? [];
      return Math.hypot(Number(left) - (x + 0.2 * radius), Number(top) - (y - 0.3 * radius));
    })
    .toBeLessThan(2);
});

/** Counts from now on how often the planet is painted: each painting clears the canvas once. */
async function countPaintings(page: Page) {
  await page.addInitScript(() => {
    const counted = { paintings: 0 };
    const count = (context: object, call: "clear" | "clearRect") => {
      const methods = context as Record<string, (...values: number[]) => void>;
      const clear = methods[call];
      methods[call] = function (...values) {
        const canvas = (this as unknown as CanvasRenderingContext2D).canvas;
        if (canvas.isConnected) counted.paintings++;
        clear.apply(this, values);
      };
    };
    count(CanvasRenderingContext2D.prototype, "clearRect");
    count(WebGL2RenderingContext.prototype, "clear");
    Object.assign(window, { counted });
  });
  return () => page.evaluate(() => (window as unknown as { counted: { paintings: number } }).counted.paintings);
}

/** Notes from now on which elements of the globe are changed, and whether a pin has begun and ended to glide. */
async function noteChanges(page: Page) {
  await page.evaluate(() => {
    const noted = { elements: new Set<string>(), glided: [] as string[] };
    const world = document.querySelector(".globe__world")!;
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((changes) => {
      for (const { target, attributeName } of changes) {
        // The counters are on the globe itself.
        if (target === world && attributeName?.startsWith("data-")) continue;
        const element = target as HTMLElement;
        const name = element.closest?.(".pin")?.querySelector(".pin__name")?.textContent ?? element.className;
        noted.elements.add(name);
        if (attributeName === "data-glides") noted.glided.push(element.hasAttribute("data-glides") ? "begins" : "ends");
      }
    }).observe(world, options);
    Object.assign(window, { noted });
  });
  return () =>
    page.evaluate(() => {
      const { elements, glided } = (window as unknown as { noted: { elements: Set<string>; glided: string[] } }).noted;
      return { elements: [...elements].sort(), glided };
    });
}

for (const backend of ["canvas2d", "webgl2"] as const) {
  test(`a pin that glides is the one element that changes, and the planet is not painted for it (${backend})`, async ({ people }) => {
    const [ana] = await people("Ana");
    const { page } = ana;
    if (backend === "webgl2") await chooseWebGl(page);
    const paintings = await countPaintings(page);
    await page.emulateMedia({ reducedMotion: "no-preference", colorScheme: "dark" });
    await page.clock.install();
    await ana.register();
    const ben = await Neighbour.of(ana, "Ben", GRAZ);
    const others: Record<string, Place> = { Cai: [6.52, 3.38], Dov: [-1.29, 36.82], Eva: [64.15, -21.94] };
    for (const [name, place] of Object.entries(others)) await Neighbour.of(ana, name, place);
    const drawn = globe(page);
    await expect(drawn).toHaveAttribute("data-backend", backend);
    await expect(drawn).toHaveAttribute("data-land", "here");
    if (backend === "webgl2") await expect(drawn).toHaveAttribute("data-tier", "50m", { timeout: 30_000 });
    await expect(page.locator(".globe__pins .pin[data-visible=true]")).toHaveCount(4);
    await ana.globeRests();

    // Once a minute the sun has moved on. That has just happened, so it does not in what follows.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
    const before = await paintings();
    for (let second = 0; second < 61 && (await paintings()) === before; second++) await page.clock.runFor(1_000);
    expect(await paintings()).toBe(before + 1);

    const counters = async () => [await paintings(), Number(await drawn.getAttribute("data-paints"))];
    const [frames, painted] = [Number(await drawn.getAttribute("data-frames")), await counters()];
    const changes = await noteChanges(page);
    const pin = page.locator(".globe__pins .pin").filter({ hasText: "Ben" });
    /** Ben goes somewhere, is heard to, and has arrived. */
    const goes = async (place: Place, name: RegExp) => {
      await ben.beAt(place);
      await expect
        .poll(async () => {
          await page.clock.runFor(20);
          return pin.getAttribute("aria-label");
        })
        .toMatch(name);
      await page.clock.runFor(1_500);
    };
    await goes(LYON, /Lyon/);
    expect(await counters()).toEqual(painted);
    expect(await changes()).toEqual({ elements: ["Ben"], glided: ["begins", "ends"] });
    expect(Number(await drawn.getAttribute("data-frames")) - frames).toBeGreaterThan(10);

    // Behind the limb it is gone, and the same holds.
    await goes(KYOTO, /Kyoto/);
    await expect(pin).toHaveAttribute("data-visible", "false");
    expect((await changes()).elements).toEqual(["Ben"]);
    expect(await counters()).toEqual(painted);

    // A key turns the globe, which is painted then.
    await page.getByRole("group", { name: "World" }).press("ArrowRight");
    await page.clock.runFor(200);
    expect(await paintings()).toBeGreaterThan(painted[0]);
  });
}
