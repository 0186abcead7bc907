// Every screen, in both looks, read by axe: nothing serious may be wrong. What only a person can judge is not here.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, gotoAfterForm, test } from "../people";
import { LYON, Neighbour } from "../townsfolk";

const LOOKS = ["dark", "light"] as const;

async function expectNothingSerious(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any.map(({ message }) => message).join("; ")}`),
  );
  expect.soft(told, where).toEqual([]);
}

test.describe("before anybody is signed in", () => {
  for (const look of LOOKS) {
    for (const path of [
      "/",
      "/?mode=register",
      "/?mode=register&problem=email-taken",
      "/invite/0123456789abcdef",
      "/about",
      "/no-such-page",
      "/offline.html",
    ]) {
      test(`${path} in the ${look} look`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: look, reducedMotion: "reduce" });
        await gotoAfterForm(page, path);
        await expectNothingSerious(page, path);
      });
    }
  }
});

for (const look of LOOKS) {
  test(`the pages of the app in the ${look} look`, async ({ people }) => {
    const [ana] = await people("Ana");
    await ana.register();
    await Neighbour.of(ana, "Ben", LYON);
    await ana.page.emulateMedia({ colorScheme: look, reducedMotion: "reduce" });
    const steps = [1, 2, 3].map((step) => `/app/welcome?step=${step}`);
    const pages = ["/app", "/app/friends?add", "/app/inbox", "/app/inbox?box=sent", "/app/snap", "/app/me"];
    for (const path of [...steps, ...pages]) {
      await ana.goto(path);
      await expectNothingSerious(ana.page, path);
    }
  });
}

test("a problem has the focus, and its link leads to the field", async ({ people }) => {
  const [ana] = await people("Ana");
  await gotoAfterForm(ana.page, "/?mode=register&problem=email-taken");
  await expect(ana.page.getByRole("alert")).toBeFocused();
  await expect(ana.page.getByLabel("E-mail")).toHaveAttribute("aria-describedby", /problem/);
  await ana.page.getByRole("alert").getByRole("link").click();
  await expect(ana.page.getByLabel("E-mail")).toBeFocused();
});

test("a password can be shown, and says how strong it is", async ({ page }) => {
  await page.goto("/?mode=register");
  const password = page.getByLabel("Password");
  await password.fill("short");
  await expect(page.locator("#password-hint")).toHaveText("Too short yet: 3 more.");
  await password.fill("correct horse battery");
  await expect(page.locator("#password-hint")).toHaveText("Strong.");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing is offered that would not work", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByLabel("Password")).toBeVisible();
    await expect(page.getByRole("button", { name: "Show password" })).toHaveCount(0);
  });
});
