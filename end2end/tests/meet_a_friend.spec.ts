// One person up close: the card beside their pin, how one gets to it, and how one gets away.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Person } from "../people";
import { GRAZ, LYON, Neighbour } from "../townsfolk";

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
const pin = (ana: Person) => ana.page.locator(".pin").filter({ hasText: "Ben" });
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

test("the card leads to what one's friend sees", async ({ people }) => {
  const ana = await friends(people);
  await row(ana).click();
  await bens(ana).getByRole("link", { name: "What they see of you" }).click();
  await expect(ana.page.getByText("Ben sees you near Lyon, France.")).toBeVisible();
});
