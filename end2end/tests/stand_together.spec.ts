// Pins that would hide each other are one button, and everybody in it can be reached: by a press, by keys, by the list.
import { expect, test, type Person } from "../people";
import { GRAZ, LYON, Neighbour, VIENNA, type Place } from "../townsfolk";

/** Somebody with a pin in Lyon, and friends who are where they are. */
async function among(people: (...names: string[]) => Promise<Person[]>, friends: Record<string, Place>) {
  const [ana] = await people("Ana");
  await ana.register();
  for (const [name, place] of Object.entries(friends)) await Neighbour.of(ana, name, place);
  await ana.context.grantPermissions(["geolocation"]);
  await ana.context.setGeolocation({ latitude: LYON[0], longitude: LYON[1] });
  await ana.goto("/app");
  await ana.page.getByRole("button", { name: "Use my location" }).click();
  await expect(pin(ana, "Ana")).toHaveAttribute("data-visible", "true");
  return ana;
}

const pin = (person: Person, name: string) => person.page.locator(".globe__pins .pin").filter({ hasText: name });
const groups = (person: Person) => person.page.locator(".crowd[data-visible=true]");

/** Where a pin or a group is drawn. */
async function at(person: Person, selector: string) {
  const style = (await person.page.locator(selector).getAttribute("style")) ?? "";
  const [, x, y] = /translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec(style) ?? [];
  return [Number(x), Number(y)] as const;
}

test("friends in one town are one button that fans them out, and Escape takes them together again", async ({ people }) => {
  const ana = await among(people, { Ben: GRAZ, Cai: GRAZ, Dov: GRAZ });
  const group = ana.page.getByRole("button", { name: "3 people close together: Ben, Cai and Dov" });
  await expect(group).toHaveAttribute("data-visible", "true");
  for (const name of ["Ben", "Cai", "Dov"]) await expect(pin(ana, name)).toHaveAttribute("data-visible", "false");
  await ana.shoot("globe-together");

  await group.focus();
  await ana.page.keyboard.press("Enter");
  for (const name of ["Ben", "Cai", "Dov"]) await expect(pin(ana, name)).toHaveAttribute("data-visible", "true");
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await ana.shoot("globe-fanned");
  await pin(ana, "Cai").click();
  await expect(ana.page.getByRole("dialog", { name: "Cai" })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("dialog")).toHaveCount(0);
  // Whoever has the focus in a fan can be seen there, and stays in the group wherever the globe turns.
  await pin(ana, "Cai").focus();
  await ana.page.keyboard.press("ArrowRight");
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await group.focus();
  await ana.page.keyboard.press("Escape");
  await expect(pin(ana, "Cai")).toHaveAttribute("data-visible", "false");
});

test("friends in two towns come apart closer by", async ({ people }) => {
  const ana = await among(people, { Ben: GRAZ, Cai: VIENNA });
  await ana.page.getByRole("button", { name: "Whole world" }).click();
  const group = ana.page.getByRole("button", { name: "2 people close together: Ben and Cai" });
  await group.click();
  for (const name of ["Ben", "Cai"]) await expect(pin(ana, name)).toHaveAttribute("data-visible", "true");
  await expect(groups(ana)).toHaveCount(0);
});

test("my own pin is never hidden, and who is in my town stands beside it", async ({ people }) => {
  const ana = await among(people, { Ben: LYON });
  await expect(pin(ana, "Ben")).toHaveAttribute("data-visible", "true");
  await expect(pin(ana, "Ana")).toHaveAttribute("data-visible", "true");
  await expect
    .poll(async () => {
      const [mine, theirs] = [await at(ana, ".globe__pins .pin[data-mine=true]"), await at(ana, ".globe__pins .pin[data-mine=false]")];
      return Math.hypot(mine[0] - theirs[0], mine[1] - theirs[1]);
    })
    .toBeGreaterThan(43);
});

test("whoever is in a group can be reached from the list, and is seen while their card is open", async ({ people }) => {
  const ana = await among(people, { Ben: GRAZ, Cai: GRAZ, Dov: GRAZ });
  await expect(groups(ana)).toHaveCount(1);
  await ana.page.locator(".roster__go").filter({ hasText: "Dov" }).click();
  await expect(ana.page.getByRole("dialog", { name: "Dov" })).toBeVisible();
  await expect(pin(ana, "Dov")).toHaveAttribute("data-visible", "true");
  await expect(groups(ana)).toHaveAccessibleName("2 people close together: Ben and Cai");
});
