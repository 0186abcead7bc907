// What somebody new is led through, and may leave at any point.
import { expect, test, type Person } from "../people";

/** The heading of a step, which says where one is. */
const step = (person: Person, number: number, title: string) =>
  person.page.getByRole("heading", { level: 1, name: new RegExp(`^Step ${number} of 3\\W+${title}$`) });

const next = (person: Person) => person.page.getByRole("link", { name: "Next" }).click();

/** What friends see of one's pin, on the globe: its circle, and what that is called. */
const circle = (person: Person) => person.page.locator(".globe__halo-edge");
const called = (person: Person) => person.page.locator(".globe__halo-name");

/** How large the circle is on the screen, in pixels. */
const size = async (person: Person) => (await circle(person).boundingBox())?.width ?? 0;

/** How far from straight above the globe one looks from. */
const zoom = async (person: Person) => Number(await person.globe().getAttribute("data-zoom"));

/** A handle nobody else has. */
const fresh = (name: string) => `${name}_${Date.now() % 1e9}`;

test("somebody new picks a handle, places their pin and makes a link, and lands on the globe", async ({ people }) => {
  const [ana] = await people("Ana");
  const { page } = ana;
  await page.goto("/?mode=register");
  await ana.createAccount();
  await ana.alive();
  await expect(step(ana, 1, "Pick your handle")).toBeVisible();
  const preview = page.locator(".first-preview");
  await expect(preview).toContainText("@handle");
  const handle = fresh("Ana");
  await page.getByLabel("Your @handle").fill(handle);
  await expect(preview).toContainText(`@${handle.toLowerCase()}`);
  // Whichever was hers from the first, one of these is another.
  for (const colour of ["Sky", "Coral"]) await page.getByRole("radio", { name: colour }).check({ force: true });
  await expect(ana.picture(preview)).toHaveAttribute("data-hue", "coral");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(ana.globe()).toHaveAttribute("data-land", "here");
  // A tap beside the panel is no wish to be anywhere.
  await ana.tapGlobe(0.1, 0.1);
  await expect(ana.pin(ana)).toHaveCount(0);
  await ana.shoot("first-run-1");
  await page.getByRole("button", { name: "Save and go on" }).click();

  await expect(step(ana, 2, "Place your pin")).toBeFocused();
  await expect(page.getByText("Your friends will see the nearest city")).toBeVisible();
  await ana.shoot("first-run-2-empty");
  await page.getByRole("combobox", { name: "Search a place" }).fill("lyon");
  await expect(page.getByRole("listbox", { name: "Places" }).getByRole("option").first()).toContainText("Lyon");
  await ana.shoot("first-run-2-search");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your friends will see you near Lyon, France.")).toBeVisible();
  // What they see is drawn, and the globe comes as near as it takes to see it.
  await expect(called(ana)).toHaveText("near Lyon, France");
  await expect.poll(() => zoom(ana)).toBeGreaterThan(10);
  await expect(called(ana)).toBeInViewport({ ratio: 1 });
  expect(await size(ana)).toBeGreaterThan(16);
  await ana.shoot("first-run-2-city");
  await page.getByRole("radio", { name: "Exact" }).check({ force: true });
  await expect(page.getByText("Your friends will see you exactly where you are")).toBeVisible();
  await expect(circle(ana)).toHaveCount(0);
  await expect(called(ana)).toHaveCount(0);
  await ana.shoot("first-run-2-exact");
  await page.getByRole("radio", { name: "Country" }).check({ force: true });
  await expect(page.getByText("Your friends will see you in France.")).toBeVisible();
  await expect(called(ana)).toHaveText("in France");
  await expect.poll(() => zoom(ana)).toBeLessThan(8);
  expect(await zoom(ana)).toBeGreaterThan(1.5);
  expect(await size(ana)).toBeGreaterThan(60);
  await expect(called(ana)).toBeInViewport({ ratio: 1 });
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Country" })).toBeChecked();
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
  await ana.shoot("first-run-2");
  await page.getByRole("button", { name: "Whole world" }).click();
  await expect.poll(() => zoom(ana)).toBe(1);
  // Beside the pin, which would open its card.
  await ana.tapGlobe(0.6, 0.3);
  await expect(page.getByText("Your friends will see you in France.")).toBeHidden();

  // What was chosen is there again for whoever comes back.
  await page.getByRole("link", { name: "Back" }).click();
  await expect(step(ana, 1, "Pick your handle")).toBeFocused();
  await expect(page.getByLabel("Your @handle")).toHaveValue(handle.toLowerCase());
  await expect(page.getByRole("radio", { name: "Coral" })).toBeChecked();
  await next(ana);
  await expect(page.getByRole("radio", { name: "Country" })).toBeChecked();
  await next(ana);

  await expect(step(ana, 3, "Invite someone")).toBeFocused();
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByRole("textbox", { name: "Your link" })).toHaveValue(/\/invite\//);
  await expect(page.getByRole("img", { name: "Your link as a QR code" })).toBeAttached();
  await ana.shoot("first-run-3");
  await page.getByRole("link", { name: "Done" }).click();
  await page.waitForURL("**/app");
  await expect(ana.pin(ana)).toHaveAttribute("data-lands", "");
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
  await ana.shoot("first-run-landed");

  await page.reload();
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
  await expect(ana.pin(ana)).not.toHaveAttribute("data-lands"); // it lands once
  await ana.goto("/app/me");
  await expect(page.locator(".you-card")).toContainText(`@${handle.toLowerCase()}`);
  await expect(ana.picture(page.locator(".you-card"))).toHaveAttribute("data-hue", "coral");
  await expect(page.getByText("Finish setting up")).toHaveCount(0);
});

test("whoever skips it is on the globe at once, and finds the way back on the page about themselves", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.page.goto("/?mode=register");
  await ana.createAccount();
  await ana.skipFirstRun();
  await expect(ana.page.locator(".roster")).toBeVisible();
  await ana.goto("/app/me");
  await ana.shoot("first-run-later");
  const card = ana.page.getByRole("region", { name: "Finish setting up" });
  await card.getByRole("link", { name: "Go on" }).click();
  await expect(step(ana, 1, "Pick your handle")).toBeFocused();

  // A handle that is somebody else's is said to be, and the step stays.
  await ben.register();
  const handle = fresh("ben");
  await ben.goto("/app/welcome?step=1");
  await ben.page.getByLabel("Your @handle").fill(handle);
  await ben.page.keyboard.press("Enter");
  await expect(step(ben, 2, "Place your pin")).toBeFocused();
  await ana.page.getByLabel("Your @handle").fill(handle);
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText(`Somebody else is @${handle} already.`)).toBeVisible();
  await expect(step(ana, 1, "Pick your handle")).toBeVisible();
  await ana.shoot("first-run-taken");
});

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test("a handle is chosen, a precision kept and a link made, step by step", async ({ people }) => {
    const [ana] = await people("Ana");
    const { page } = ana;
    await page.goto("/?mode=register");
    await ana.createAccount();
    const handle = fresh("ana");
    await page.getByLabel("Your @handle").fill(handle);
    await page.getByRole("radio", { name: "Coral" }).check({ force: true });
    await page.getByRole("button", { name: "Save and go on" }).click();
    await expect(step(ana, 2, "Place your pin")).toBeVisible();
    await page.getByRole("link", { name: "Back" }).click();
    await expect(page.getByRole("radio", { name: "Coral" })).toBeChecked();
    await expect(ana.picture(page.locator(".first-preview"))).toHaveAttribute("data-hue", "coral");
    await next(ana);
    await page.getByRole("radio", { name: "Country" }).check({ force: true });
    await page.getByRole("button", { name: "Save what friends see" }).click();
    await expect(page.getByRole("radio", { name: "Country" })).toBeChecked();
    await expect(page.getByText("Your friends will see the country")).toBeVisible();
    await ana.shoot("first-run-no-script");
    await next(ana);
    await page.getByRole("button", { name: "Make a link" }).click();
    await expect(page.getByRole("textbox", { name: "Your link" })).toHaveValue(/\/invite\//);
    await page.getByRole("link", { name: "Done" }).click();
    await expect(page).toHaveURL(/\/app$/);
  });
});
