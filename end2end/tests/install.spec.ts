// The app among a phone's apps: its manifest and icons, what is kept for when there is no network, and what never is.
import type { Page } from "@playwright/test";
import { expect, test } from "../people";

/** Waits until the worker is in charge of this page, and tells what it keeps. */
async function kept(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  return page.evaluate(async () => {
    const names = await caches.keys();
    const entries = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return entries.flat().map((request) => new URL(request.url).pathname);
  });
}

test("the manifest names icons that are there, in the sizes it says", async ({ page }) => {
  await page.goto("/");
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await page.request.get(address!);
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = await answer.json();
  expect(manifest).toMatchObject({ id: "/app", name: "AppChat", start_url: "/app", display: "standalone" });
  expect(manifest.shortcuts.map((shortcut: { name: string }) => shortcut.name)).toEqual(["New snap", "Inbox"]);
  for (const icon of manifest.icons.filter((icon: { type: string }) => icon.type === "image/png")) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    expect(size).toBe(icon.sizes);
  }
  expect(manifest.icons.some((icon: { purpose?: string }) => icon.purpose === "maskable")).toBe(true);
});

test("without a network there is a page that says so, with nothing of anybody's", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const files = await kept(ana.page);
  expect(files).toContain("/offline.html");
  expect(files.filter((path) => /^\/(app(\/|$)|api|v1)/.test(path))).toEqual([]);

  await ana.context.setOffline(true);
  await ana.page.goto("/app/friends");
  await expect(ana.page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await expect(ana.page.getByText("Ana")).toHaveCount(0);
  await ana.context.setOffline(false);
  await ana.page.getByRole("link", { name: "Try again" }).click();
  await expect(ana.page.getByRole("heading", { name: "Friends", level: 1 })).toBeVisible();
});

test("signing out empties what was kept, and coming back fills it again", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  expect(await kept(ana.page)).toContain("/offline.html");
  await ana.openMenu();
  await ana.page.getByRole("button", { name: "Sign out" }).click();
  await ana.page.waitForURL((url) => url.pathname === "/");
  await expect.poll(() => ana.page.evaluate(() => caches.keys())).toEqual([]);

  await ana.signIn();
  await ana.alive();
  await expect.poll(() => kept(ana.page)).toContain("/offline.html");
});

test("a new version is offered, not forced", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await kept(ana.page);
  await ana.goto("/app/friends");
  // Another address of the script stands for another script, as after a deployment.
  await ana.page.evaluate(() => navigator.serviceWorker.register("/sw.js?newer"));
  const inCharge = () => ana.page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
  const offer = ana.page.getByRole("button", { name: "Reload to update" });
  await expect(offer).toBeVisible();
  expect(await inCharge()).toMatch(/sw\.js$/);
  const reloaded = ana.page.waitForEvent("load");
  await offer.click();
  await reloaded;
  expect(await inCharge()).toMatch(/sw\.js\?newer$/);
});

/** Ways in which a browser refuses a worker, as scripts that run before those of the page. */
const REFUSALS: [string, () => void][] = [
  ["refuses it", () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("denied", "SecurityError"));
  }],
  ["answers with nothing", () => {
    ServiceWorkerContainer.prototype.register = () => Promise.resolve(undefined as unknown as ServiceWorkerRegistration);
  }],
  ["lets nobody ask", () => {
    Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("denied", "SecurityError"); } });
  }],
];

for (const [how, refuse] of REFUSALS) {
  test(`the page works where the browser ${how}, a service worker`, async ({ people }) => {
    const [ana] = await people("Ana");
    // A page error or an unhandled rejection fails the story.
    await ana.page.addInitScript(refuse);
    await ana.register();
    const script = ana.page.waitForResponse("**/updates.js");
    await ana.goto("/app/friends");
    await script;
    await expect(ana.page.getByRole("heading", { name: "Friends", level: 1 })).toBeVisible();
    expect(await ana.page.evaluate(() => document.readyState)).toBe("complete");
  });
}
