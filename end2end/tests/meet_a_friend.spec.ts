// One person up close: the card beside their pin, how one gets to it, and how one gets away.
import AxeBuilder from "@axe-core/playwright";
import { befriend, expect, test, type Person } from "../people";
import { GRAZ, KYOTO, LYON, Neighbour } from "../townsfolk";

/** Somebody in Lyon with a friend in Graz. */
async function friends(people: (...names: string[]) => Promise<Person[]>) {
  const [ana] = await people("Ana");
  await ana.register();
  await Neighbour.of(ana, "Ben", GRAZ);
  await ana.context.grantPermissions(["geolocation"]);
  await ana.context.setGeolocation({ latitude: LYON[0], longitude: LYON[1] });
  await ana.goto("/app");
  await ana.page.getByRole("button", { name: "Use my location" }).click();
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
  return ana;
}

const bens = (ana: Person) => ana.page.getByRole("dialog", { name: "Ben" });
const pin = (ana: Person) => ana.page.locator(".globe__pins .pin").filter({ hasText: "Ben" });
const more = (ana: Person) => bens(ana).getByLabel("More about Ben");
const row = (ana: Person) => ana.page.locator(".roster__go").filter({ hasText: "Ben" });

test("a press on a pin says who it is, where, how far, and what one can do", async ({ people }) => {
  const ana = await friends(people);
  await pin(ana).click();
  await expect(bens(ana)).toBeFocused();
  await expect(bens(ana)).toContainText("Online");
  await expect(bens(ana)).toContainText("near Graz, Austria");
  await expect(bens(ana)).toContainText(/8\d\d km away/);
  await expect(bens(ana)).toContainText("Here now");
  await ana.shoot("globe-card");
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page: ana.page }).withTags(rules).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await bens(ana).getByRole("button", { name: "Fly to" }).click();
  await expect.poll(async () => Number(await ana.globe().getAttribute("data-zoom"))).toBeGreaterThan(5);
  await bens(ana).getByRole("link", { name: "Snap" }).click();
  await expect(ana.page).toHaveURL(/\/app\/snap\?to=/);
  await expect(ana.page.getByRole("checkbox", { name: "Ben" })).toBeChecked();
});

test("with the keyboard one gets from the list into the card, and Escape leads back", async ({ people }) => {
  const ana = await friends(people);
  await row(ana).focus();
  await ana.page.keyboard.press("Enter");
  await expect(bens(ana)).toBeFocused();
  await ana.page.keyboard.press("Tab");
  await expect(bens(ana).getByRole("button", { name: "Close" })).toBeFocused();
  await ana.page.keyboard.press("Escape");
  await expect(bens(ana)).toHaveCount(0);
  await expect(row(ana)).toBeFocused();
});

test("a tap beside the card closes it and moves nothing; a friend who leaves takes their card along", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const ben = await Neighbour.of(ana, "Ben", GRAZ);
  await ana.goto("/app");
  await row(ana).click();
  await expect(bens(ana)).toBeVisible();
  await ana.tapGlobe(-0.3, -0.5);
  await expect(bens(ana)).toHaveCount(0);
  await expect(ana.pin(ana)).toHaveCount(0);
  await row(ana).click();
  await expect(bens(ana)).toBeVisible();
  await ben.leave();
  await expect(bens(ana)).toHaveCount(0);
});

test("the card's menu leads to what one's friend sees", async ({ people }) => {
  const ana = await friends(people);
  await row(ana).click();
  await more(ana).click();
  await bens(ana).getByRole("link", { name: "What they see of you" }).click();
  await expect(ana.page.getByText("Ben sees you near Lyon, France.")).toBeVisible();
});

test("a friend is muted from their card, which the list of friends says too, and heard again", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.goto("/app");
  await ana.goto("/app");
  await row(ana).click();
  await more(ana).click();
  const menu = ana.page.getByRole("group", { name: "About Ben" });
  await expect(menu).toBeInViewport({ ratio: 1 });
  await expect(menu.locator(".menu-item")).toHaveText(["Mute", "What they see of you", "Remove…", "Block…", "Report…"]);
  await ana.shoot("globe-card-menu");
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page: ana.page }).withTags(rules).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await menu.getByRole("button", { name: "Mute" }).click();
  await expect(bens(ana)).toContainText("Online · Muted");
  await expect(menu).toBeHidden();
  await ana.shoot("globe-card-muted");

  // No toast and no sound, and still in every list.
  await ben.sendSnap(ana);
  await expect(bens(ana).getByRole("link", { name: "Open 1 new snap" })).toBeVisible();
  await expect(ana.page.getByText("Ben sent a snap")).toHaveCount(0);
  await ana.open("Friends");
  await expect(ana.friendRow(ben)).toContainText("Muted");
  await ana.open("Globe");
  await row(ana).click();
  await more(ana).click();
  await menu.getByRole("button", { name: "Unmute" }).click();
  await expect(bens(ana)).not.toContainText("Muted");
  await ana.open("Friends");
  await expect(ana.friendRow(ben)).not.toContainText("Muted");
});

test("in the card's menu the keys go from item to item, Escape closes the menu and then the card, and removing a friend leaves them on the globe", async ({
  people,
}) => {
  const ana = await friends(people);
  await row(ana).focus();
  await ana.page.keyboard.press("Enter");
  await expect(bens(ana)).toBeFocused();
  await more(ana).focus();
  await ana.page.keyboard.press("Enter");
  const menu = ana.page.getByRole("group", { name: "About Ben" });
  await ana.page.keyboard.press("Tab");
  await expect(menu.getByRole("button", { name: "Mute" })).toBeFocused();
  await ana.page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(more(ana)).toBeFocused();
  await ana.page.keyboard.press("Enter");
  await menu.getByRole("button", { name: "Mute" }).press("Enter");
  await expect(bens(ana)).toContainText("Muted");
  await expect(more(ana)).toBeFocused();
  await ana.page.keyboard.press("Escape");
  await expect(bens(ana)).toHaveCount(0);
  await expect(row(ana)).toBeFocused();

  await ana.page.keyboard.press("Enter");
  await more(ana).press("Enter");
  await menu.getByText("Remove…").press("Enter");
  await menu.getByRole("button", { name: "Remove Ben" }).press("Enter");
  await expect(bens(ana)).toHaveCount(0);
  await expect(pin(ana)).toHaveCount(0);
  await expect(ana.page.getByRole("group", { name: "World" })).toBeFocused();
});

/** What time it is there now, as Britons write it. */
const clock = (timeZone: string) =>
  new Date().toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });

test("one sees what time it is for a friend by the clock of their device, until they show no more than their country", async ({ people }) => {
  const [ana, ben] = await people(
    { name: "Ana", locale: "en-GB", timezoneId: "Europe/London" },
    { name: "Ben", timezoneId: "Asia/Tokyo" },
  );
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app");
  await expect(row(ana)).toBeVisible();
  await expect(row(ana).locator(".local-time")).toHaveCount(0);

  await ben.context.grantPermissions(["geolocation"]);
  await ben.context.setGeolocation({ latitude: KYOTO[0], longitude: KYOTO[1] });
  await ben.goto("/app");
  await ben.page.getByRole("button", { name: "Use my location" }).click();
  await expect(ben.pin(ben)).toHaveAttribute("data-visible", "true");
  // It may become another minute while one looks.
  const time = row(ana).locator(".local-time");
  await expect(async () => {
    await expect(time).toHaveText(new RegExp(`^${clock("Asia/Tokyo")} there, (daytime|night)$`), { timeout: 1_000 });
  }).toPass();
  const there = await time.innerText();
  await ana.shoot("globe-roster-time");
  await expect(ben.page.locator(".roster__row[data-mine=true] .local-time")).toHaveCount(0);
  await row(ana).click();
  const sky = there.includes("daytime") ? "sun" : "moon";
  await expect(bens(ana).locator(`use[href="/icons.svg#${sky}"]`)).toHaveCount(1);
  await expect(async () => {
    await expect(bens(ana)).toContainText(`${clock("Asia/Tokyo")} there`, { timeout: 1_000 });
  }).toPass();
  await ana.shoot("globe-card-time");
  await ana.page.keyboard.press("Escape");

  await ben.page.request.post("/api/set_precision", { form: { precision: "country" } });
  await expect(row(ana)).toContainText("in Japan");
  await expect(time).toHaveCount(0);
});

test("a clock that no browser knows is not shown, and breaks nothing", async ({ people }) => {
  const ana = await friends(people);
  const dov = await Neighbour.of(ana, "Dov", KYOTO);
  const dovs = ana.page.locator(".roster__go").filter({ hasText: "Dov" });
  const time = dovs.locator(".local-time");
  await dov.beAt(KYOTO, "Asia/Tokyo");
  await expect(time).toBeVisible();
  await dov.beAt(KYOTO, "Mars/Olympus_Mons");
  await expect(time).toHaveCount(0);
  await dovs.click();
  await expect(ana.page.getByRole("dialog", { name: "Dov" })).toContainText("near Kyoto, Japan");
});
