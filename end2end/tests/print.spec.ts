// A page on paper: its words, dark on white, and nothing that is pressed or floats.
import { expect, test } from "../people";
import { KYOTO, LYON, Neighbour } from "../townsfolk";

test("pages print their words alone, dark on white", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await Neighbour.of(ana, "Kei", KYOTO);
  await Neighbour.of(ana, "Noor", LYON);
  const printed: [string, string[]][] = [
    ["/app", ["Kei", "near Kyoto, Japan"]],
    ["/app/friends", ["Friends", "Kei", "Noor"]],
    ["/app/me", ["Ana", "Security"]],
  ];
  for (const [path, words] of printed) {
    await ana.goto(path);
    await ana.page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const said of words) await expect(ana.page.getByText(said).locator("visible=true").first(), said).toBeVisible();
    for (const gone of [".nav", ".ghost", ".globe__world", ".globe__controls", ".place", ".toasts", ".page-close"]) {
      await expect(ana.page.locator(gone).locator("visible=true"), gone).toHaveCount(0);
    }
    await expect(ana.page.locator("html")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await expect(ana.page.locator("html")).toHaveCSS("color", "rgb(0, 0, 0)");
    // Nothing is cut where the window ends.
    const cut = await ana.page.locator(".panel, .roster__list").evaluateAll((all) =>
      all.filter((one) => one.checkVisibility() && one.scrollHeight > one.clientHeight + 1).length);
    expect(cut, path).toBe(0);
    await ana.page.emulateMedia({ media: "screen" });
  }
});
