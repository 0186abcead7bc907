// Phones on their side, and a desktop's window at 400 %: no two controls overlap, and a press reaches what it is aimed at.
import type { Page } from "@playwright/test";
import { overlaps } from "../overlaps";
import { expect, test, type Person } from "../people";
import { photoWithGps } from "../photo";
import { KYOTO, LYON, Neighbour } from "../townsfolk";

const VIEWS = [
  { width: 568, height: 320 },
  { width: 667, height: 375 },
  { width: 740, height: 360 },
  { width: 844, height: 390 },
  // 1440 by 900 at 400 %.
  { width: 360, height: 225 },
];

async function keepsApart(page: Page, where: string) {
  expect.soft(await overlaps(page), where).toEqual([]);
}

/** What can be opened on the globe's page, and how. */
const STATES: [string, (ana: Person) => Promise<void>][] = [
  ["the globe", async () => {}],
  ["my menu", async (ana) => ana.openStatusMenu()],
  ["a friend's card", async (ana) => ana.page.locator(".roster__go").last().click()],
  ["lengths of ghost mode", async (ana) => ana.page.getByLabel("Ghost for longer").click()],
  ["placing a pin", async (ana) => ana.page.getByRole("button", { name: "Place by hand" }).click()],
  ["ghost mode", async (ana) => {
    await ana.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
    await expect(ana.page.getByRole("button", { name: /^Ghost · / })).toBeVisible();
  }],
];

for (const viewport of VIEWS) {
  test.describe(`${viewport.width} by ${viewport.height}`, () => {
    test.use({ viewport });

    test("controls keep apart on the pages for everybody", async ({ page }) => {
      for (const path of ["/", "/?mode=register&problem=email-taken", "/about", "/no-such-page", "/offline.html"]) {
        await page.goto(path);
        await keepsApart(page, path);
      }
    });

    test("controls keep apart on every page of the app", async ({ people }) => {
      const [ana] = await people("Ana");
      await ana.register();
      const lyon = await Neighbour.of(ana, "Bartholomea Featherstonehaugh", LYON);
      await Neighbour.of(ana, "Kei", KYOTO);
      await lyon.send(await photoWithGps(ana.page));
      await lyon.send(await photoWithGps(ana.page));
      const steps = [1, 2, 3].map((step) => `/app/welcome?step=${step}`);
      for (const path of [...steps, "/app/friends?add", "/app/inbox", "/app/inbox?box=sent", "/app/snap", "/app/me"]) {
        await ana.goto(path);
        await keepsApart(ana.page, path);
      }
      await ana.goto("/app/friends");
      await ana.page.getByLabel("More about Kei").click();
      await keepsApart(ana.page, "a friend's menu");
      await ana.goto("/app/inbox");
      await ana.snaps("Received").first().getByRole("link").click();
      await expect(ana.page.getByRole("dialog").getByRole("img", { name: /^Snap from/ })).toBeVisible();
      await keepsApart(ana.page, "an open snap");
      for (const [where, open] of STATES) {
        await ana.goto("/app");
        await open(ana);
        await keepsApart(ana.page, where);
      }
    });

    test("the way to the inbox leads to the inbox", async ({ people }) => {
      const [ana] = await people("Ana");
      await ana.register();
      const inbox = ana.page.getByRole("navigation", { name: "AppChat" }).getByRole("link", { name: "Inbox" });
      await inbox.scrollIntoViewIfNeeded();
      const box = (await inbox.boundingBox())!;
      await ana.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await ana.page.waitForURL("**/app/inbox");
      await expect(ana.page.getByRole("button", { name: "Ghost for 1 hour" })).toBeVisible();
    });
  });
}
