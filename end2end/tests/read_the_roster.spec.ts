// The list of people beside the globe: whatever stands in a row is there to be read.
import { expect, test } from "../people";
import { photoWithGps } from "../photo";
import { GRAZ, KYOTO, LYON, Neighbour } from "../townsfolk";

// 1440 is the desktop of the project; 1024 is the narrowest window with a list beside the globe.
for (const width of [1440, 1024]) {
  test(`no words of a row are cut, with and without new snaps, at ${width} pixels`, async ({ people }) => {
    const [ana] = await people("Ana");
    await ana.page.setViewportSize({ width, height: 900 });
    await ana.register();
    const [two, one] = [await Neighbour.of(ana, "Noor", LYON), await Neighbour.of(ana, "Bartholomea Featherstonehaugh", GRAZ)];
    await Neighbour.of(ana, "Kei", KYOTO);
    const photo = await photoWithGps(ana.page);
    for (const sender of [two, two, one]) await sender.send(photo);
    await two.says("out for a very long lunch with everybody from the studio");
    await one.says("🎧 in the studio");
    await ana.goto("/app");
    const row = ana.page.locator(".roster__row");
    await expect(row.filter({ hasText: "Noor" })).toContainText("2 new snaps");
    await expect(row.filter({ hasText: "Noor" })).toContainText("everybody from the studio · near Lyon, France");
    const cut = await row.locator(".roster__name, .roster__where, .roster__snap").evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent));
    expect(cut).toEqual([]);
    await ana.shoot(`roster-${width}`);
  });
}
