// What has just happened is seen once: a friend who comes, and a snap on its way. Afterwards the globe is still.
import { expect, test, type Person } from "../people";
import { photoWithGps } from "../photo";
import { GRAZ, LYON, Neighbour } from "../townsfolk";

const pin = (person: Person, name: string) => person.page.locator(".globe__pins .pin").filter({ hasText: name });

/** Somebody in Lyon whose globe is on show. */
async function onShow(person: Person, motion: "reduce" | "no-preference") {
  await person.page.emulateMedia({ reducedMotion: motion, colorScheme: "dark" });
  await person.context.grantPermissions(["geolocation"]);
  await person.context.setGeolocation({ latitude: LYON[0], longitude: LYON[1] });
  await person.goto("/app");
  await person.page.getByRole("button", { name: "Use my location" }).click();
  await expect(person.pin(person)).toHaveAttribute("data-visible", "true");
}

/** Counts from now on how many arcs are thrown. */
async function countArcs(person: Person) {
  await person.page.evaluate(() => {
    Object.assign(window, { arcs: 0 });
    new MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]);
      const paths = added.filter((node) => node.nodeName === "path").length;
      Object.assign(window, { arcs: (window as unknown as { arcs: number }).arcs + paths });
    }).observe(document.querySelector(".globe__canvas")!, { subtree: true, childList: true });
  });
  return () => person.page.evaluate(() => (window as unknown as { arcs: number }).arcs);
}

test("a friend who comes is ringed once, and one who was there already is not", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await Neighbour.of(ana, "Ben", GRAZ);
  await onShow(ana, "no-preference");
  await expect(pin(ana, "Ben")).toHaveAttribute("data-visible", "true");
  await expect(pin(ana, "Ben").locator(".pin__ring")).toHaveCount(0);
  const cai = await Neighbour.of(ana, "Cai", [6.52, 3.38]);
  await expect(pin(ana, "Cai").locator(".pin__ring")).toHaveCount(1);

  // Who is back within half a minute was never seen to leave.
  await cai.leave();
  await expect(pin(ana, "Cai")).toHaveCount(0);
  await cai.beAt([6.52, 3.38]);
  await expect(pin(ana, "Cai")).toHaveCount(1);
  await expect(pin(ana, "Cai").locator(".pin__ring")).toHaveCount(0);
});

test("a snap travels from its sender's pin to mine, once, and the globe is not drawn for it", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const ben = await Neighbour.of(ana, "Ben", GRAZ);
  await onShow(ana, "no-preference");
  const [arcs, frames] = [await countArcs(ana), async () => Number(await ana.globe().getAttribute("data-frames"))];
  const photo = await photoWithGps(ana.page);
  await expect
    .poll(async () => {
      const before = await frames();
      await ana.page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))));
      return (await frames()) - before;
    })
    .toBe(0);
  const before = await frames();
  await ben.send(photo);
  await expect.poll(arcs).toBe(1);
  await expect(ana.page.locator(".globe__arcs path")).toHaveCount(0);
  await expect(pin(ana, "Ben")).toHaveAttribute("data-waiting", "1");
  expect(await arcs()).toBe(1);
  expect((await frames()) - before).toBeLessThan(6);
});

test("whoever asked for less motion sees the badge and nothing travel", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const ben = await Neighbour.of(ana, "Ben", GRAZ);
  await onShow(ana, "reduce");
  const arcs = await countArcs(ana);
  await ben.send(await photoWithGps(ana.page));
  await expect(pin(ana, "Ben")).toHaveAttribute("data-waiting", "1");
  expect(await arcs()).toBe(0);
});
