// The whole story, by two people who have no mouse. Whatever has the focus can be seen, and what goes away gives it back.
import type { Locator, Page } from "@playwright/test";
import { expect, test, type Person } from "../people";
import { photoWithGps } from "../photo";

/** More stops than any page has. */
const STOPS = 80;

/** Goes on from stop to stop until this one, which must then be there to be seen. */
async function tabTo(page: Page, target: Locator) {
  for (let stops = 0; stops < STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) {
      await expect.poll(() => target.evaluate(isSeen), String(target)).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${target} by keyboard`);
}

/** Whether all of it is in the window; of a control that is drawn by its label, the label. */
function isSeen(element: Element) {
  const shown = (element as HTMLInputElement).labels?.[0] ?? element;
  const { top, left, bottom, right } = shown.getBoundingClientRect();
  return bottom > top && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
}

async function press(page: Page, target: Locator, key = "Enter") {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, label: string, text: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

/** Follows a link of the navigation; the new page's heading then has the focus. */
async function open(person: Person, link: string, heading: string) {
  await press(person.page, person.page.getByRole("navigation", { name: "AppChat" }).getByRole("link", { name: link }));
  await expect(person.page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
}

async function register(person: Person) {
  const { page } = person;
  await page.goto("/");
  await press(page, page.getByRole("link", { name: "Create account" }));
  await expect(page).toHaveURL(/mode=register/);
  await type(page, "Name", person.name);
  await type(page, "E-mail", person.email);
  await type(page, "Password", "correct horse battery");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/app\/welcome/);
  await press(page, page.getByRole("link", { name: "Skip", exact: true }));
  await page.waitForURL("**/app");
  await person.alive();
}

test("two people tell the whole story by keyboard alone", async ({ people }) => {
  test.setTimeout(240_000); // it is long, and every stop on the way is one press
  const [ana, ben] = await people("Ana", "Ben");
  await ben.page.clock.install();
  await register(ana);
  await register(ben);

  await test.step("the first stop leads past the navigation", async () => {
    await press(ana.page, ana.page.getByRole("link", { name: "Skip to the page" }));
    await expect(ana.page.locator("#main")).toBeFocused();
  });

  await test.step("they become friends", async () => {
    await open(ana, "Friends", "Friends");
    await press(ana.page, ana.page.locator(".add > summary"));
    await type(ana.page, "Their @handle or e-mail", ben.email);
    await ana.page.keyboard.press("Enter");
    await ana.hasAsked(ben);
    await open(ben, "Friends", "Friends");
    await press(ben.page, ben.page.getByRole("button", { name: "Accept Ana" }));
    await expect(ben.friendRow(ana)).toBeVisible();
    await expect(ana.friendRow(ben)).toBeVisible();
  });

  await test.step("Ana places her pin, and Ben sees it", async () => {
    await open(ana, "Globe", "Globe");
    await open(ben, "Globe", "Globe");
    await tabTo(ana.page, ana.page.getByRole("group", { name: "World" }));
    for (const key of ["ArrowLeft", "ArrowUp", "+", "Enter"]) await ana.page.keyboard.press(key);
    await expect(ana.page.getByRole("button", { name: "Put my pin here" })).toBeVisible();
    await ana.page.keyboard.press("Enter");
    await expect(ben.pin(ana)).toBeAttached();
    await expect(ana.page.getByRole("group", { name: "World" })).toBeFocused();
  });

  await test.step("Ana says that she is busy", async () => {
    const menu = ana.page.locator("summary").filter({ hasText: "You" });
    await press(ana.page, menu);
    await tabTo(ana.page, ana.page.getByRole("radio", { name: "Online" }));
    await ana.page.keyboard.press("ArrowDown");
    await ana.page.keyboard.press("ArrowDown");
    await expect(ana.page.getByRole("radio", { name: "Busy" })).toBeFocused();
    await ben.sees(ana, "busy");
    await ana.page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await expect(ana.page.getByRole("radio", { name: "Busy" })).toBeHidden();
  });

  await test.step("Ana sends a snap while Ben reads his friends, and he opens it from the toast", async () => {
    await open(ben, "Friends", "Friends");
    await open(ana, "Snap", "New snap");
    const picker = ana.page.getByLabel("Choose a photo");
    await expect(picker).toBeEnabled();
    await tabTo(ana.page, picker);
    // What a person does in the dialog that Enter opens is their system's.
    const buffer = await photoWithGps(ana.page);
    await ana.page.locator(":focus").setInputFiles({ name: "sunset.jpg", mimeType: "image/jpeg", buffer });
    await expect(ana.page.getByAltText("Your photo, ready to send")).toBeVisible();
    await type(ana.page, "Caption", "Low tide");
    await press(ana.page, ana.page.getByRole("checkbox", { name: "Ben" }), "Space");
    // The way to the toast is longer on a slow machine, and the toast must not go meanwhile.
    await ben.stopClock();
    await press(ana.page, ana.page.getByRole("button", { name: "Send to Ben" }));
    await expect(ana.page.getByText("Sent to Ben.")).toBeVisible();

    const toast = ben.page.getByRole("status").filter({ hasText: "Ana sent a snap" });
    await expect(toast).toBeVisible();
    await press(ben.page, toast.getByRole("link", { name: "Open inbox" }));
    await ben.page.clock.resume();
    await expect(ben.page.getByRole("heading", { level: 1, name: "Inbox" })).toBeFocused();
  });

  await test.step("Ben looks at it, and closing it gives the focus back", async () => {
    const row = ben.snaps("Received").getByRole("link");
    await press(ben.page, row);
    await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();
    const inside = () => ben.page.evaluate(() => !!document.activeElement?.closest("dialog"));
    for (let stops = 0; stops < 6; stops++) {
      expect(await inside(), "the focus stays in the dialog").toBe(true);
      await ben.page.keyboard.press("Shift+Tab");
      // The browser's own controls come between the last stop and the first.
      if (await ben.page.evaluate(() => document.activeElement === document.body)) await ben.page.keyboard.press("Shift+Tab");
    }
    await ben.page.keyboard.press("Escape");
    await expect(ben.page.getByAltText("Snap from Ana")).toBeHidden();
    await expect(row).toBeFocused();
  });

  await test.step("they sign out", async () => {
    for (const person of [ana, ben]) {
      await press(person.page, person.page.locator("summary").filter({ hasText: "You" }));
      await press(person.page, person.page.getByRole("button", { name: "Sign out" }));
      await person.page.waitForURL(/\/$/);
    }
  });
});
