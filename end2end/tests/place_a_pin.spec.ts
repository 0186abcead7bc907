// The ways to put one's pin on the globe: a tap, a search, the device, and the keyboard alone.
import { befriend, expect, test, type Person } from "../people";

const search = (person: Person) => person.page.getByRole("combobox", { name: "Search a place" });

const options = (person: Person) => person.page.getByRole("listbox", { name: "Places" }).getByRole("option");

/** Where the middle of the view is, rounded to whole degrees. */
async function middle(person: Person) {
  const centre = (await person.globe().getAttribute("data-center")) ?? "";
  return centre.split(",").map((degrees) => Math.round(Number(degrees)));
}

/** Somebody new, whose globe is there. */
async function newcomer(people: (...names: string[]) => Promise<Person[]>) {
  const [ana] = await people("Ana");
  await ana.register();
  await expect(ana.globe()).toHaveAttribute("data-land", "here");
  return ana;
}

test("a place is searched with the keyboard, the pin goes there, and Undo takes it back", async ({ people }) => {
  const ana = await newcomer(people);
  await search(ana).fill("wellington new");
  await expect(options(ana)).toHaveCount(1);
  await ana.page.keyboard.press("Enter");
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
  await expect.poll(() => middle(ana)).toEqual([-41, 175]);
  await expect(ana.page.getByRole("status").getByText("You are on the globe.")).toBeVisible();

  await search(ana).fill("lyo");
  const first = options(ana).first();
  await expect(first).toContainText("Lyon");
  await ana.shoot("globe-search");
  await ana.page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(search(ana)).toHaveAttribute("aria-activedescendant", (await first.getAttribute("id"))!);
  await expect(search(ana)).toBeFocused();
  const toast = await ana.holdToast("Your pin moved.", () => ana.page.keyboard.press("Enter"));
  await expect(ana.page.getByRole("listbox")).toBeHidden();
  await expect.poll(() => middle(ana)).toEqual([46, 5]);
  await toast.getByRole("button", { name: "Undo" }).press("Enter");
  await expect.poll(() => middle(ana)).toEqual([-41, 175]);
  await expect(ana.page.getByText("Your pin is back.")).toBeVisible();
  await ana.page.reload();
  await expect.poll(() => middle(ana)).toEqual([-41, 175]);
});

test("Escape closes the list and then empties the field; a name nobody gave a place is said to be none", async ({ people }) => {
  const ana = await newcomer(people);
  await search(ana).fill("graz");
  await expect(options(ana).first()).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(search(ana)).toHaveAttribute("aria-expanded", "false");
  await expect(search(ana)).toHaveValue("graz");
  await ana.page.keyboard.press("Escape");
  await expect(search(ana)).toHaveValue("");
  await search(ana).fill("no such town anywhere");
  await expect(ana.page.locator(".town-search__none")).toHaveText("No place is called that.");
  await expect(ana.pin(ana)).toHaveCount(0);
});

test("a place is chosen by a press, and the list does not outlive the focus", async ({ people }) => {
  const ana = await newcomer(people);
  await search(ana).fill("graz");
  await options(ana).filter({ hasText: "Graz Austria" }).click();
  await expect.poll(() => middle(ana)).toEqual([47, 15]);
  await search(ana).fill("oslo");
  await expect(options(ana).first()).toBeVisible();
  await search(ana).blur();
  await expect(ana.page.getByRole("listbox")).toBeHidden();
});

test("a device that may not say where it is is explained, and the other two ways stay", async ({ people }) => {
  const ana = await newcomer(people);
  await ana.context.clearPermissions();
  await ana.page.getByRole("button", { name: "Use my location" }).click();
  const refusal = ana.page.getByRole("status").getByText(/search a place, or tap the globe\.$/i);
  await expect(refusal).toBeVisible();
  await ana.shoot("globe-refused");
  await expect(search(ana)).toBeVisible();
  await ana.tapGlobe(0.1, 0.1);
  await expect(ana.pin(ana)).toBeAttached();
  await expect(refusal).toBeHidden();
});

test("the keyboard alone turns the globe and puts the pin in the middle of it", async ({ people }) => {
  const ana = await newcomer(people);
  await ana.page.getByRole("group", { name: "World" }).focus();
  await ana.page.keyboard.press("ArrowRight");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("Turn the globe until your place is in the ring.")).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(ana.pin(ana)).toHaveCount(0);
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.press("Enter");
  await expect(ana.pin(ana)).toHaveAttribute("data-visible", "true");
});

test("while a pin is placed, the place in the ring is named once the globe rests, and asked for once", async ({ people }) => {
  const ana = await newcomer(people);
  await search(ana).fill("lyo");
  await expect(options(ana).first()).toContainText("Lyon");
  await ana.page.keyboard.press("ArrowDown");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("You are near Lyon, France.")).toBeVisible();
  const asked: string[] = [];
  ana.page.on("request", (request) => {
    if (request.url().includes("/api/name_areas")) asked.push(request.postData() ?? "");
  });
  const aim = ana.page.locator(".globe__aim");
  await expect(aim).toHaveText("");

  await ana.page.getByRole("button", { name: "Place by hand" }).click();
  await expect(aim).toHaveText("near Lyon, France");
  await expect(ana.page.getByRole("group", { name: "World" })).toBeFocused();
  // Where it is already known, nobody asks.
  expect(asked).toHaveLength(0);

  const atSea = /^about \d+ km from .+$/;
  await ana.page.keyboard.press("Shift+ArrowLeft");
  await expect(aim).toHaveText(atSea);
  expect(asked).toHaveLength(1);
  await ana.shoot("globe-aim-sea");
  // Where one has been, nobody asks again.
  await ana.page.keyboard.press("Home");
  await expect(aim).toHaveText("near Lyon, France");
  await ana.page.keyboard.press("Shift+ArrowLeft");
  await expect(aim).toHaveText(atSea);
  expect(asked).toHaveLength(1);

  await ana.page.keyboard.press("Escape");
  await expect(aim).toHaveText("");
});

test("what friends see of one's pin is said beside it and drawn around where they see it, and not while nobody does", async ({ people }) => {
  const ana = await newcomer(people);
  const choose = (what: string, form: Record<string, string>) => ana.page.request.post(`/api/${what}`, { form });
  const called = ana.page.locator(".globe__halo-name");
  const said = ana.page.locator(".place__hint");
  await search(ana).fill("lyo");
  await expect(options(ana).first()).toContainText("Lyon");
  await ana.page.keyboard.press("Enter");
  await expect(said).toHaveText("You are near Lyon, France. Friends see the city.");
  // From afar it is no larger than the tip of the pin.
  await expect(called).toBeAttached();
  await expect(called).toBeHidden();
  await expect(ana.page.locator(".globe__halo")).toBeHidden();
  await ana.page.getByRole("group", { name: "World" }).focus();
  for (let step = 0; step < 6; step++) await ana.page.keyboard.press("+");
  await expect(called).toBeVisible();
  await expect(called).toHaveText("near Lyon, France");
  await expect(ana.page.locator(".globe__halo")).toHaveAttribute("aria-hidden", "true");
  await ana.shoot("globe-halo-city");
  await ana.globeRests();

  // While it is placed, what lies in the ring is what it is about.
  await ana.page.getByRole("button", { name: "Place by hand" }).click();
  await ana.page.keyboard.press("Shift+ArrowRight");
  await expect(called).toHaveText(/^near (?!Lyon)/);
  await expect(called).toBeInViewport({ ratio: 1 });
  await ana.shoot("globe-halo-aim");
  await ana.page.keyboard.press("Escape");
  await expect(called).toHaveText("near Lyon, France");

  await choose("set_precision", { precision: "country" });
  await expect(said).toHaveText("You are near Lyon, France. Friends see the country.");
  await expect(called).toHaveText("in France");
  await ana.page.keyboard.press("0");
  await ana.page.keyboard.press("+");
  await expect(called).toBeInViewport({ ratio: 1 });
  await ana.shoot("globe-halo-country");
  await choose("set_precision", { precision: "exact" });
  await expect(said).toHaveText("You are near Lyon, France. Friends see the very spot.");
  await expect(called).toHaveCount(0);

  await choose("set_precision", { precision: "city" });
  await expect(called).toHaveText("near Lyon, France");
  await choose("set_ghost", { length: "until-turned-off" });
  await expect(called).toHaveCount(0);
  await expect(said).toHaveText("You are near Lyon, France. Tap the globe to move your pin.");
  await choose("set_ghost", { length: "off" });
  await expect(called).toHaveCount(1);

  await said.getByRole("link", { name: "Friends see the city." }).click();
  await expect(ana.page.getByLabel("Precision", { exact: true })).toBeVisible();
});

test("where people are is said in words: to me of my own pin, to a friend of the town and no nearer", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.goto("/app");
  await ana.context.grantPermissions(["geolocation"]);
  await ana.context.setGeolocation({ latitude: 45.757813, longitude: 4.832011 });
  await ana.goto("/app");
  await ana.page.getByRole("button", { name: "Use my location" }).click();
  await expect(ana.page.getByText("You are near Lyon, France.")).toBeVisible();
  await expect(ben.here(ana)).toContainText("near Lyon, France");
  await expect(ben.pin(ana)).toHaveAccessibleName("Ana, online, near Lyon, France");
  await search(ben).fill("graz");
  await ben.page.keyboard.press("Enter");
  await expect(ben.pin(ana)).toHaveAccessibleName(/^Ana, online, near Lyon, France, 8\d\d km away$/);

  // The words are in the page as it is sent, before any script.
  const sent = await (await ben.page.request.get("/app")).text();
  expect(sent).toContain("near Lyon, France");

  await ana.goto("/app/me");
  await ana.page.getByRole("region", { name: "Location" }).getByLabel("Precision", { exact: true }).selectOption("Country");
  await expect(ben.here(ana)).toContainText("in France");
  await expect(ben.pin(ana)).toHaveAccessibleName("Ana, online, in France");
});
