// The globe turns before the page's program is there: a small module draws it, and the program continues from where it is.
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "../people";
import { GRAZ, KYOTO, Neighbour, type Place } from "../townsfolk";

/** Somebody with an account and friends, who has opened no page with a program yet. */
async function somebody(people: (...names: string[]) => Promise<Person[]>) {
  const [ana] = await people("Ana");
  const form = { name: ana.name, email: ana.email, password: "correct horse battery" };
  await ana.page.request.post("/api/register", { form, maxRedirects: 0 });
  await ana.page.goto("/offline.html");
  await Neighbour.of(ana, "Ben", GRAZ);
  return ana;
}

/** Opens the globe; the program's wasm waits until the function that this gives is called. */
async function openEarly({ page }: Person) {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/pkg/**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/app", { waitUntil: "domcontentloaded" });
  await expect(page.locator(".globe__world")).toHaveAttribute("data-land", "here");
  return release;
}

/** What is said on the console as an error, and what nobody caught. */
function errors(page: Page) {
  const found: string[] = [];
  page.on("pageerror", (error) => found.push(String(error)));
  page.on("console", (message) => message.type() === "error" && found.push(message.text()));
  return found;
}

/** Degrees north and east, and the zoom. */
async function camera(person: Person) {
  const [center, zoom] = await Promise.all(["data-center", "data-zoom"].map((name) => person.globe().getAttribute(name)));
  return [...center!.split(","), zoom].map(Number);
}

async function isAt(person: Person, [lat, lng, zoom]: number[]) {
  const now = await camera(person);
  expect(now[0]).toBeCloseTo(lat, 2);
  expect(now[1]).toBeCloseTo(lng, 2);
  expect(now[2]).toBeCloseTo(zoom, 2);
}

/** The canvas that is seen, as a picture. */
const picture = ({ page }: Person) =>
  page.evaluate(() => document.querySelector<HTMLCanvasElement>(".globe__canvas canvas:not([hidden])")!.toDataURL());

/** A spot of the screen in these parts of the globe's radius from its middle. */
async function onScreen(person: Person, x: number, y: number) {
  const box = (await person.globe().boundingBox())!;
  const [cx, cy, radius] = (await person.globe().getAttribute("data-disc"))!.split(",").map(Number);
  return [box.x + cx + x * radius, box.y + cy + y * radius] as const;
}

/** Drags the globe west, and holds it. */
async function grab(person: Person) {
  await person.page.mouse.move(...(await onScreen(person, 0.3, 0.3)));
  await person.page.mouse.down();
  await person.page.mouse.move(...(await onScreen(person, 0.1, 0.3)), { steps: 4 });
}

async function drag(person: Person) {
  const [, before] = await camera(person);
  await grab(person);
  await person.page.mouse.up();
  await expect.poll(async () => (await camera(person))[1] - before).toBeGreaterThan(5);
}

/** The program is there, and it alone draws. */
async function isTakenOver(person: Person) {
  const { page } = person;
  await expect(page.locator("#app")).toHaveAttribute("data-started", "hydrated");
  await person.alive();
  await expect(page.locator(".globe__early")).toHaveCount(0);
  await expect(page.locator(".globe__canvas canvas")).toHaveCount(1);
  await expect(person.globe()).toHaveAttribute("data-land", "here");
}

test("the globe turns before the program is there, which continues from where it is", async ({ people }) => {
  const ana = await somebody(people);
  const { page } = ana;
  const found = errors(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const release = await openEarly(ana);
  const pin = page.locator(".pin").filter({ hasText: "Ben" });
  await expect(pin).toBeVisible();
  const pictures = [await picture(ana)];

  await drag(ana);
  pictures.push(await picture(ana));

  let [lat, lng, zoom] = await camera(ana);
  const world = page.getByRole("group", { name: "World" });
  await world.press("ArrowRight");
  await expect.poll(async () => (await camera(ana))[1]).toBeCloseTo(lng + 10, 1);
  await world.press("ArrowUp");
  await expect.poll(async () => (await camera(ana))[0]).toBeCloseTo(lat + 10, 1);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(async () => (await camera(ana))[2]).toBeCloseTo(zoom * 1.6, 1);
  pictures.push(await picture(ana));
  await page.mouse.move(...(await onScreen(ana, 0, 0)));
  await page.mouse.wheel(0, 300);
  await expect.poll(async () => (await camera(ana))[2]).toBeLessThan(zoom * 1.5);
  expect(new Set(pictures).size).toBe(pictures.length);

  // It rests: no frames, and nothing of the program yet.
  await ana.globeRests();
  await expect(page.locator("#app")).not.toHaveAttribute("data-started");
  const before = await camera(ana);
  const place = await pin.boundingBox();

  release();
  await isTakenOver(ana);
  await isAt(ana, before);
  await expect(pin).toHaveCount(1);
  await expect(pin).toBeVisible();
  expect(await pin.boundingBox()).toEqual(place);
  await drag(ana);
  await world.press("0");
  await expect.poll(async () => (await camera(ana))[2]).toBeCloseTo(1, 2);
  expect(asked.filter((path) => path === "/land-110m.bin")).toHaveLength(1);
  expect(found).toEqual([]);
});

test("a drag under way continues, and does not put a pin where it ends", async ({ people }) => {
  const ana = await somebody(people);
  const release = await openEarly(ana);
  await grab(ana);
  const before = await camera(ana);
  release();
  await isTakenOver(ana);
  await isAt(ana, before);
  await ana.page.mouse.move(...(await onScreen(ana, -0.1, 0.3)), { steps: 4 });
  await expect.poll(async () => (await camera(ana))[1] - before[1]).toBeGreaterThan(5);
  await ana.page.mouse.up();
  await ana.globeRests();
  await expect(ana.page.locator(".pin[data-mine=true]")).toHaveCount(0);
});

test("a press of a pin goes there, and one of several who stand together takes them apart", async ({ people }) => {
  const ana = await somebody(people);
  const { page } = ana;
  const place: Place = [GRAZ[0] + 1.5, GRAZ[1] + 1.5];
  await Neighbour.of(ana, "Cai", place);
  await Neighbour.of(ana, "Eva", KYOTO);
  const release = await openEarly(ana);
  const pin = (name: string) => page.locator(".pin").filter({ hasText: name });
  // Who is behind the limb is not seen.
  await expect(pin("Eva")).toHaveAttribute("data-visible", "false");
  const group = page.locator(".crowd");
  await expect(group).toHaveText("2");
  await group.click();
  await expect(pin("Ben")).toBeVisible();
  await ana.globeRests();
  await pin("Cai").click();
  // Friends are shown a place that is not exact.
  await expect.poll(async () => Math.abs((await camera(ana))[0] - place[0])).toBeLessThan(0.4);
  await ana.globeRests();
  const before = await camera(ana);
  release();
  await isTakenOver(ana);
  await isAt(ana, before);
  await expect(pin("Ben")).toBeVisible();
  await expect(pin("Cai")).toBeVisible();
});

const FAILURES = {
  "its script cannot be fetched": "**/starter/*.js",
  "its wasm cannot be fetched": "**/starter/*.wasm",
} as const;

for (const [how, files] of Object.entries(FAILURES)) {
  test(`where ${how}, the globe waits for the program`, async ({ people }) => {
    const ana = await somebody(people);
    await ana.page.route(files, (route) => route.abort());
    await ana.goto("/app");
    await isTakenOver(ana);
    await drag(ana);
    await expect(ana.page.locator("#broken")).toBeHidden();
  });
}

test("a module that fails while it runs leaves the page to the program", async ({ people }) => {
  const ana = await somebody(people);
  await ana.page.route("**/starter/*.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `let starter = Object.assign(async () => {}, {
        begin() { document.querySelector(".globe__canvas").append(document.createElement("canvas")); },
        hand_over() { throw new Error("it has failed"); },
      });`,
    }),
  );
  await ana.goto("/app");
  await isTakenOver(ana);
  await drag(ana);
});

test("pages without the globe at their heart fetch none of it", async ({ people }) => {
  const ana = await somebody(people);
  const asked: string[] = [];
  ana.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ["/app/friends", "/app/inbox"]) await ana.goto(path);
  expect(asked.filter((path) => path.startsWith("/starter/"))).toEqual([]);
});
