// One's own account: where it is signed in, its password, how it looks and sounds, taking everything along, and the end.
import { befriend, expect, test, type Person } from "../people";

const region = (person: Person, name: string) => person.page.getByRole("region", { name });

/** The same person in a browser of their own. */
async function elsewhere(person: Person, other: Person) {
  await other.page.goto("/");
  await other.page.getByLabel("E-mail").fill(person.email);
  await other.page.getByLabel("Password").fill("correct horse battery");
  await other.page.locator("form").getByRole("button", { name: "Sign in" }).click();
  await other.page.waitForURL("**/app");
  await other.alive();
}

test("a device that is signed out from another notices on its open page", async ({ people }) => {
  const [ana, laptop] = await people("Ana", "Ana");
  await ana.register();
  await elsewhere(ana, laptop);
  await ana.goto("/app/me");
  const devices = region(ana, "Security").getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await expect(devices.first()).toContainText("This browser");
  await expect(devices.nth(1)).toContainText("Chrome");
  await ana.shoot("you-security");
  await devices.nth(1).getByRole("button", { name: /^Sign out/ }).click();
  await expect(devices).toHaveCount(1);
  await expect(laptop.page).toHaveURL(/\/$/);
  await expect(ana.page).toHaveURL(/\/app\/me/);
});

test("signing out everywhere ends every page of mine", async ({ people }) => {
  const [ana, laptop] = await people("Ana", "Ana");
  await ana.register();
  await elsewhere(ana, laptop);
  await ana.goto("/app/me");
  await region(ana, "Security").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(ana.page).toHaveURL(/\/$/);
  await expect(laptop.page).toHaveURL(/\/$/);
});

test("the password is changed in place, and a wrong one is told", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/me");
  const security = region(ana, "Security");
  await security.getByText("Change password").first().click();
  const change = async (old: string, fresh: string) => {
    await security.getByLabel("Password now", { exact: true }).fill(old);
    await security.getByLabel("New password", { exact: true }).fill(fresh);
    await security.getByRole("button", { name: "Change password" }).click();
  };
  await change("not my password", "staple battery horse");
  await expect(security.getByRole("alert")).toContainText("not your password");
  await security.getByRole("button", { name: "Show password" }).first().click();
  await expect(security.getByLabel("Password now", { exact: true })).toHaveAttribute("type", "text");
  await change("correct horse battery", "staple battery horse");
  await expect(security.getByRole("status")).toContainText("Changed.");
  await expect(security.getByLabel("New password", { exact: true })).toHaveValue("");
  await ana.context.clearCookies();
  await ana.signIn("staple battery horse");
  await ana.page.waitForURL("**/app");
});

test("a chosen look is seen at once, on the globe as well, and survives a reload", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/me");
  const background = () => ana.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const look = region(ana, "Appearance");
  const dark = await background();
  await look.getByRole("radio", { name: "Light" }).check({ force: true });
  await expect(look.getByText("Saved")).toBeVisible();
  expect(await background()).not.toBe(dark);
  await ana.shoot("you-light");
  await ana.open("Globe");
  await expect(ana.globe()).toHaveAttribute("data-look", "light");
  await ana.goto("/app/me");
  expect(await background()).not.toBe(dark);
  await expect(look.getByRole("radio", { name: "Light" })).toBeChecked();
  await look.getByRole("radio", { name: "System" }).check({ force: true });
  await expect(look.getByText("Saved")).toBeVisible();
  expect(await background()).toBe(dark);
});

test("a snap that comes is heard, unless sounds are off in this browser", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.context.addInitScript(() => {
    const made = AudioContext.prototype.createOscillator;
    Object.assign(window, { notes: 0 });
    AudioContext.prototype.createOscillator = function () {
      (window as unknown as { notes: number }).notes++;
      return made.call(this);
    };
  });
  const notes = () => ben.page.evaluate(() => (window as unknown as { notes: number }).notes);
  await ben.goto("/app/friends");
  await ben.page.locator("h1").click(); // a page that was never touched may not sound
  await ben.holdToast(/Ana sent/, () => ana.sendSnap(ben));
  await expect.poll(notes).toBe(2);

  await ben.goto("/app/me");
  await region(ben, "Appearance").getByRole("switch", { name: /^Sounds/ }).uncheck();
  await ben.goto("/app/friends");
  await ben.page.locator("h1").click();
  await ben.holdToast(/Ana sent/, () => ana.sendSnap(ben));
  expect(await notes()).toBe(0);
});

test("of two open tabs one is heard, and it is one that may sound", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.context.addInitScript(() => {
    const made = AudioContext.prototype.createOscillator;
    Object.assign(window, { notes: 0 });
    AudioContext.prototype.createOscillator = function () {
      (window as unknown as { notes: number }).notes++;
      return made.call(this);
    };
  });
  // The first tab leads in all else, and was never touched.
  await ben.goto("/app/friends");
  const others = await Promise.all([ben.context.newPage(), ben.context.newPage()]);
  for (const page of others) {
    await page.goto("/app/friends");
    await expect(page.locator(".connection[data-state=online]")).toBeAttached();
    await page.locator("h1").click();
  }
  const tabs = [ben.page, ...others];
  const notes = () =>
    Promise.all(tabs.map((page) => page.evaluate(() => (window as unknown as { notes: number }).notes)));
  const toasts = tabs.map((page) => page.getByText(/^Ana sent/).waitFor({ state: "attached" }));
  await Promise.all([ana.sendSnap(ben), ...toasts]);
  await expect.poll(notes).toEqual([0, 2, 0]);

  // When it closes, another one speaks.
  await others[0].close();
  tabs.splice(1, 1);
  await ana.sendSnap(ben);
  await expect.poll(notes).toEqual([0, 2]);
});

test("the menu under one's face closes when a link is followed, on Escape, and by a press beside it", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.open("Friends");
  const { page } = ana;
  const link = page.getByRole("link", { name: "You and your privacy" });
  await ana.openMenu();
  await expect(link).toBeVisible();
  await page.getByRole("radio", { name: "Busy" }).check({ force: true });
  await expect(link).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(link).toBeHidden();
  await expect(page.locator("nav summary").first()).toBeFocused();

  await ana.openMenu();
  await expect(link).toBeVisible();
  await page.locator("main h1").click();
  await expect(link).toBeHidden();

  await ana.openMenu();
  await link.click();
  await expect(page).toHaveURL(/\/app\/me$/);
  await expect(link).toBeHidden();
});

test("everything of mine comes as one archive", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/me");
  const download = ana.page.waitForEvent("download");
  await region(ana, "Privacy").getByRole("link", { name: "Export my data" }).click();
  expect((await download).suggestedFilename()).toBe("appchat.zip");
  expect(await (await download).failure()).toBeNull();
});

test("a deleted account is gone, and a friend's open page sees it go", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/me");
  const zone = region(ana, "Danger zone");
  await zone.getByText("Delete account").click();
  await zone.getByLabel(/to confirm$/).fill("somebody else");
  await zone.getByRole("button", { name: "Delete my account" }).click();
  await expect(zone.getByRole("alert")).toContainText("nothing was deleted");
  await ana.shoot("you-danger");
  await expect(ben.friendRow(ana)).toBeVisible();

  await zone.getByLabel(/to confirm$/).fill(ana.email);
  await zone.getByRole("button", { name: "Delete my account" }).click();
  await expect(ana.page.getByText("Your account is gone")).toBeVisible();
  await expect(ben.friendRow(ana)).toHaveCount(0);
  await ana.signIn();
  await expect(ana.page.getByRole("alert")).toContainText("do not belong together");
});

test("the page about AppChat names what it keeps and whose work is in it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "About AppChat" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("About AppChat");
  await expect(page.getByText("We cannot prevent screenshots")).toBeVisible();
  for (const name of ["GeoNames", "Creative Commons Attribution 4.0", "Natural Earth", "Gabarito"]) {
    await expect(page.getByRole("link", { name })).toBeVisible();
  }
});

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test("a look is chosen, a device signed out, and the account deleted all the same", async ({ people }) => {
    const [ana, laptop] = await people("Ana", "Ana");
    await ana.page.goto("/?mode=register");
    await ana.createAccount();
    await laptop.page.goto("/");
    await laptop.page.getByLabel("E-mail").fill(ana.email);
    await laptop.page.getByLabel("Password").fill("correct horse battery");
    await laptop.page.locator("form").getByRole("button", { name: "Sign in" }).click();
    await laptop.page.waitForURL("**/app");

    await ana.page.goto("/app/me");
    await region(ana, "Appearance").getByRole("radio", { name: "Light" }).check({ force: true });
    await ana.page.getByRole("button", { name: "Save theme" }).click();
    await expect(ana.page.locator("html")).toHaveAttribute("data-theme", "light");
    await region(ana, "Security").getByRole("button", { name: /^Sign out Chrome/ }).click();
    await expect(region(ana, "Security").getByRole("listitem")).toHaveCount(1);
    await laptop.page.goto("/app");
    await expect(laptop.page).toHaveURL(/\/$/);
    await region(ana, "Danger zone").getByText("Delete account").click();
    await ana.page.getByLabel(/to confirm$/).fill(ana.email);
    await ana.page.getByRole("button", { name: "Delete my account" }).click();
    await expect(ana.page.getByText("Your account is gone")).toBeVisible();
  });
});

test("a colour chosen for one's picture is what friends see at once, and keeps after a reload", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/me");
  const colours = ana.page.getByRole("group", { name: "Your colour" }).getByRole("radio");
  await expect(colours).toHaveCount(6);
  // By keyboard: an arrow chooses the next, and the last is followed by the first.
  const amber = ana.page.getByRole("radio", { name: "Amber" });
  await amber.check({ force: true });
  await amber.focus(); // it may have been hers from the first, and then nothing was pressed
  await ana.page.keyboard.press("ArrowRight");
  await expect(ana.page.getByRole("radio", { name: "Yellow" })).toBeFocused();
  await ana.page.getByRole("radio", { name: "Violet" }).check({ force: true });
  await expect(ana.picture(ana.page.locator(".you-card"))).toHaveAttribute("data-hue", "violet");
  await expect(region(ana, "Picture").getByText("Saved", { exact: true })).toBeVisible();
  await ana.shoot("you-picture");
  await expect(ben.picture(ben.friendRow(ana))).toHaveAttribute("data-hue", "violet");

  await ana.page.reload();
  await expect(ana.page.getByRole("radio", { name: "Violet" })).toBeChecked();
  await ben.page.reload();
  await expect(ben.picture(ben.friendRow(ana))).toHaveAttribute("data-hue", "violet");
});
