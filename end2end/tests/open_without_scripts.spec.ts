// Where no script runs: a link to a snap says what it needs, and the menu of a friend works by forms and links alone.
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "../people";
import { GRAZ, Neighbour } from "../townsfolk";

async function saysWhatItNeeds(page: Page) {
  await expect(page.getByRole("heading", { name: "This snap needs JavaScript" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await expect(page).toHaveURL(/\/app\/inbox$/);
  await expect(page.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "This snap needs JavaScript" })).toHaveCount(0);
}

/** Signed in by the form's own request, because nothing here may depend on a script. */
async function signedIn(ana: Person) {
  const form = { name: ana.name, email: ana.email, password: "correct horse battery" };
  await ana.page.request.post("/api/register", { form, maxRedirects: 0 });
}

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  for (const path of ["/app/inbox?open=any", "/app?open=any"]) {
    test(`${path} says what it needs`, async ({ people }) => {
      const [ana] = await people("Ana");
      await signedIn(ana);
      await ana.page.goto(path);
      await saysWhatItNeeds(ana.page);
    });
  }

  test("a friend's menu opens, acts and closes, and so does their star", async ({ people }) => {
    const [ana] = await people("Ana");
    await signedIn(ana);
    await ana.page.goto("/app/friends");
    await Neighbour.of(ana, "Ben", GRAZ);
    await ana.page.goto("/app/friends?sort=name");
    const row = ana.page.locator(".person").filter({ hasText: "Ben" });
    const menu = ana.page.getByRole("group", { name: "About Ben" });
    await expect(menu).toHaveCount(0);
    await row.getByRole("button", { name: "More about Ben" }).press("Enter");
    await expect(ana.page).toHaveURL(/sort=name&menu=/);
    await expect(menu).toBeVisible();
    await ana.shoot("friends-menu-without-scripts");
    await menu.getByRole("button", { name: "Mute" }).click();
    await expect(row).toContainText("Online · Muted");
    await menu.getByRole("link", { name: "Close" }).click();
    await expect(menu).toHaveCount(0);

    const star = row.getByRole("button", { name: "Favourite: Ben" });
    await star.click();
    await expect(star).toHaveAttribute("aria-pressed", "true");
    await star.click();
    await expect(star).toHaveAttribute("aria-pressed", "false");
  });
});

// Not one of the `people`: their stories fail at any error of the page, and here the page must meet one.
test("with scripts but without wasm, a link to a snap says what it needs", async ({ page }) => {
  const form = { name: "Ana", email: `ana.${process.pid}.${Date.now()}@example.com`, password: "correct horse battery" };
  await page.request.post("/api/register", { form, maxRedirects: 0 });
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/app/inbox?open=any");
  await expect(page.getByRole("heading", { name: "This snap needs JavaScript" })).toBeVisible();
});

test("a page that is alive opens the snap, and says nothing of it", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/inbox?open=any");
  await expect(ana.page.getByRole("dialog")).toBeVisible();
  await expect(ana.page.getByRole("heading", { name: "This snap needs JavaScript" })).toHaveCount(0);
});
