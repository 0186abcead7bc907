// Staying present: what a friend sees, and above all does not see, of tabs, reloads, absences and bad networks.
import type { Page } from "@playwright/test";
import { anotherTab, expect, test, watched, type Person } from "../people";

/** What a tab looks like to its page when another one is looked at instead. */
async function show(page: Page, visible: boolean) {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visible ? "visible" : "hidden");
}

/** How far this page is ahead of the server, in milliseconds. */
const ahead = new WeakMap<Page, number>();

/**
 * Opens the globe with a clock of its own. What the server says of its time follows that clock: else the first answer after a
 * jump would correct the page, and nobody had been away.
 */
async function arriveWithClock(person: Person) {
  const { page } = person;
  ahead.set(page, 0);
  await page.route(/\/api\/(upsert|renew)_presence/, async (route) => {
    const answer = await route.fetch();
    const said = await answer.json();
    if (said.now) said.now = new Date(Date.parse(said.now) + ahead.get(page)!).toISOString();
    await route.fulfill({ response: answer, json: said });
  });
  await page.clock.install();
  // A beat that is under way during a jump would count it as its delay.
  const beat = page.waitForResponse((answer) => answer.url().includes("/api/upsert_presence"));
  await person.goto("/app");
  await (await beat).finished();
}

/** Time passes for this page. */
async function pass({ page }: Person, seconds: number) {
  ahead.set(page, ahead.get(page)! + seconds * 1_000);
  await page.clock.fastForward(seconds * 1_000);
}

/** Every beat this page says from now on. */
function beats(page: Page) {
  const said: string[] = [];
  page.on("request", (request) => {
    if (/\/api\/(upsert|renew)_presence/.test(request.url())) said.push(request.postData() ?? "");
  });
  return said;
}

test("away after five minutes without input, and back at the first", async ({ people }) => {
  const { ana, ben } = await watched(people);
  await arriveWithClock(ana);
  await pass(ana, 310);
  await ben.sees(ana, "away");
  await ana.page.mouse.move(200, 200);
  await ben.sees(ana, "online");
  expect(await ben.seen()).toEqual(["online", "away", "online"]);
  await ana.page.unrouteAll({ behavior: "ignoreErrors" });
});

test("away after a minute out of sight; what was chosen is not overridden", async ({ people }) => {
  const { ana, ben } = await watched(people);
  await arriveWithClock(ana);
  await show(ana.page, false);
  await pass(ana, 70);
  await ben.sees(ana, "away");
  await show(ana.page, true);
  await ben.sees(ana, "online");

  await ana.openStatusMenu();
  await ana.page.getByRole("radio", { name: "Busy" }).check({ force: true });
  await ben.sees(ana, "busy");
  await show(ana.page, false);
  const said = beats(ana.page);
  await pass(ana, 120);
  await expect.poll(() => said.length).toBeGreaterThan(0);
  await show(ana.page, true);
  expect(await ben.seen()).toEqual(["online", "away", "online", "busy"]);
  await ana.page.unrouteAll({ behavior: "ignoreErrors" });
});

test("one tab beats for all; when it closes another goes on, and a friend sees nothing", async ({ people }) => {
  const { ana, ben } = await watched(people);
  const second = await anotherTab(ana);
  const [first, other] = [beats(ana.page), beats(second)];
  await expect.poll(() => first.length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(other).toEqual([]);
  await ana.page.close();
  await expect.poll(() => other.length).toBeGreaterThan(0);
  expect(await ben.seen()).toEqual(["online"]);

  // The last one says goodbye: gone long before the record would have ended by itself.
  // As a person closes it, and not as a crash would.
  await second.close({ runBeforeUnload: true });
  await expect(ben.here(ana)).toHaveCount(0, { timeout: 25_000 });
  expect(await ben.seen()).toEqual(["online", "gone"]);
});

test("a reload never blinks", async ({ people }) => {
  const { ana, ben } = await watched(people);
  for (let times = 0; times < 3; times++) {
    const beat = ana.page.waitForResponse((answer) => answer.url().includes("/api/upsert_presence"));
    await ana.page.reload();
    await beat;
  }
  expect(await ben.seen()).toEqual(["online"]);
});

test("half a minute without a network shows nobody offline", async ({ people }) => {
  const { ana, ben } = await watched(people);
  await ana.context.setOffline(true);
  const since = Date.now();
  await expect.poll(() => Date.now() - since, { timeout: 40_000 }).toBeGreaterThan(30_000);
  const beat = ana.page.waitForResponse((answer) => answer.url().includes("/api/upsert_presence"));
  await ana.context.setOffline(false);
  await beat;
  await ana.alive();
  expect(await ben.seen()).toEqual(["online"]);
});

test("a page that is killed is gone when its record ends", async ({ people }) => {
  test.setTimeout(180_000);
  const { ana, ben } = await watched(people);
  const chrome = await ana.context.newCDPSession(ana.page);
  // The page is gone before it could answer.
  await Promise.race([chrome.send("Page.crash").catch(() => undefined), ana.page.waitForEvent("crash")]);
  await expect(ben.here(ana)).toHaveCount(0, { timeout: 90_000 });
  expect(await ben.seen()).toEqual(["online", "gone"]);
});

test("whoever signs out is gone at once, and another tab does not bring them back", async ({ people }) => {
  const { ana, ben } = await watched(people);
  const second = await anotherTab(ana);
  await ana.openStatusMenu();
  await ana.page.getByRole("button", { name: "Sign out" }).click();
  await ana.page.waitForURL(/\/$/);
  await expect(ben.here(ana)).toHaveCount(0);
  await second.waitForURL(/\/$/);
  await expect(ben.here(ana)).toHaveCount(0);
});
