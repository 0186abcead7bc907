// The program comes in two parts: the shell, with everything live, and the rooms. What a person sees before the rooms are there,
// when they come, and when they do not.
import type { Page, Route } from "@playwright/test";
import { befriend, expect, test, type Person } from "../people";

/** The lazy module, in every build of two modules. */
const ROOMS = /\/pkg\/.*rooms[^/]*\.wasm$/;

const PAGES = [
  { path: "/app/friends", heading: "Friends" },
  { path: "/app/inbox", heading: "Inbox" },
  { path: "/app/snap", heading: "New snap" },
  { path: "/app/me", heading: "You" },
  { path: "/app/welcome?step=1", heading: /./ },
];

/** Holds the lazy module, and idle time until `rest`. */
async function hold(page: Page) {
  const asked: Route[] = [];
  let how: "held" | "passed" | "failed" = "held";
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    window.requestIdleCallback = (run) => waiting.push(() => run({ didTimeout: false, timeRemaining: () => 50 }));
    Object.assign(window, { rest: () => waiting.splice(0).forEach((run) => run()) });
  });
  const answer = (route: Route) => (how === "failed" ? route.fulfill({ status: 404 }) : route.continue());
  await page.route(ROOMS, (route) => {
    asked.push(route);
    if (how !== "held") return answer(route);
  });
  const decide = async (next: "passed" | "failed") => {
    how = next;
    await Promise.all(asked.map((route) => answer(route).catch(() => {})));
  };
  return {
    asked,
    pass: () => decide("passed"),
    fail: () => decide("failed"),
    rest: () => page.evaluate(() => (window as unknown as { rest(): void }).rest()),
  };
}

const link = (person: Person, name: string) =>
  person.page.getByRole("navigation", { name: "AppChat" }).getByRole("link", { name });

test("the globe is alive without the rooms, and idle time fetches them", async ({ people }) => {
  const [ana] = await people("Ana");
  const rooms = await hold(ana.page);
  await ana.register();
  await expect(ana.page.locator("#app")).toHaveAttribute("data-started", "hydrated");
  expect(rooms.asked).toHaveLength(0);
  await rooms.rest();
  await expect.poll(() => rooms.asked.length).toBe(1);
  await rooms.pass();
});

for (const [how, touch] of [
  ["pointed at", (person: Person) => link(person, "Friends").hover()],
  ["focused", (person: Person) => link(person, "Inbox").focus()],
  ["touched", (person: Person) => link(person, "Snap").dispatchEvent("pointerdown")],
] as const) {
  test(`a link to a room that is ${how} fetches them, and a link to the globe does not`, async ({ people }) => {
    const [ana] = await people("Ana");
    const rooms = await hold(ana.page);
    await ana.register();
    await link(ana, "Globe").focus();
    await link(ana, "Globe").hover();
    expect(rooms.asked).toHaveLength(0);
    await touch(ana);
    await expect.poll(() => rooms.asked.length).toBe(1);
    await rooms.pass();
  });
}

test("each room that is opened directly is hydrated, and a link leads to each", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const errors: string[] = [];
  ana.page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  for (const { path, heading } of PAGES) {
    await ana.goto(path);
    await expect(ana.page.locator("#app"), path).toHaveAttribute("data-started", "hydrated");
    await expect(ana.page.getByRole("heading", { level: 1, name: heading }).first()).toBeAttached();
  }
  await ana.goto("/app");
  for (const name of ["Friends", "Inbox", "Snap", "Globe"] as const) await ana.open(name);
  await ana.openMenu();
  await ana.page.getByRole("link", { name: "You and your privacy" }).click();
  await expect(ana.page.getByRole("heading", { level: 1, name: "You" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("while a room is on its way the page before stays and says so, and news arrive", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  const rooms = await hold(ana.page);
  await ana.goto("/app");

  await link(ana, "Inbox").click();
  const sign = ana.page.getByRole("status").filter({ hasText: "Loading the page…" });
  await expect(sign).toBeVisible();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Globe" })).toBeAttached();
  await expect(ana.page.locator(".globe")).not.toHaveAttribute("data-scenery");
  await expect(ana.page).toHaveURL(/\/app$/);

  await ana.sees(ben, "online");
  const toast = await ana.holdToast("Ben sent a snap", () => ben.sendSnap(ana));
  await expect(toast).toBeVisible();
  expect(rooms.asked).toHaveLength(1);

  await rooms.pass();
  await expect(ana.page).toHaveURL(/\/app\/inbox$/);
  await expect(ana.page.getByRole("heading", { level: 1, name: "Inbox" })).toBeFocused();
  await expect(sign).toHaveCount(0);
  await ana.snaps("Received").first().getByRole("link").click();
  await expect(ana.page.getByRole("dialog").getByAltText("Snap from Ben")).toBeVisible();
});

test("who turns back while a room is on its way stays on the globe", async ({ people }) => {
  const [ana] = await people("Ana");
  const rooms = await hold(ana.page);
  await ana.register();
  await link(ana, "Friends").click();
  const sign = ana.page.getByRole("status").filter({ hasText: "Loading the page…" });
  await expect(sign).toBeVisible();
  await link(ana, "Globe").click();
  await expect(sign).toHaveCount(0);
  await rooms.pass();
  await ana.open("Friends");
  await ana.open("Globe");
});

test("a room that does not come says so, and the page can be loaded again", async ({ people }) => {
  const [ana] = await people("Ana");
  const rooms = await hold(ana.page);
  await ana.register();
  await rooms.fail();
  await link(ana, "Friends").click();
  await expect(ana.page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
  await expect(ana.page).toHaveURL(/\/app\/friends$/);
  await expect(ana.page.locator("#broken")).toBeHidden();
  // The rest of the page lives on.
  await ana.open("Globe");
  await link(ana, "Friends").click();
  const reload = ana.page.locator(".missing").getByRole("link", { name: "Reload" });
  await expect(reload).toBeVisible();
  await rooms.pass();
  await reload.click();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Friends" })).toBeVisible();
  await ana.alive();
});

test("a room that is opened directly and does not come keeps the server's page and offers to load it again", async ({ people }) => {
  const [ana] = await people("Ana");
  const rooms = await hold(ana.page);
  await ana.register();
  await rooms.fail();
  await ana.page.goto("/app/friends");
  const banner = ana.page.locator("#broken");
  await expect(banner).toBeVisible();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Friends" })).toBeVisible();
  await rooms.pass();
  await banner.getByRole("link", { name: "Reload" }).click();
  await ana.alive();
});

test("a card and a snap that are opened before the rooms are there say so, and come", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.sendSnap(ana);
  const rooms = await hold(ana.page);
  await ana.goto("/app");
  await ana.here(ben).locator(".roster__go").click();
  await expect(ana.page.locator(".globe__card").getByText("Loading…")).toBeVisible();
  await rooms.pass();
  await expect(ana.page.getByRole("dialog", { name: "Ben" })).toBeFocused();
  await ana.page.keyboard.press("Escape");

  await ana.open("Inbox");
  await ana.snaps("Received").first().getByRole("link").click();
  await expect(ana.page.getByRole("dialog").getByAltText("Snap from Ben")).toBeVisible();
  const opened = ana.page.url();
  await ana.page.goto(opened.replace("/app/inbox", "/app"));
  await expect(ana.page.locator("#app")).toHaveAttribute("data-started", "hydrated");
  // What was opened before is not among the snaps of this page, so the viewer has no name for it.
  await expect(ana.page.locator("dialog.viewer")).toBeVisible();
});
