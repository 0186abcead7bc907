// Names in every script, and names that mean harm: whatever stands beside them stays in its order.
import type { Locator } from "@playwright/test";
import { expect, test } from "../people";
import { LYON, Neighbour } from "../townsfolk";

/** A right-to-left override: what comes after it is drawn from right to left. */
const RLO = "\u202E";

/** From the left edge of the page to that of these words inside an element, in pixels. */
function leftOf(element: Locator, words: string): Promise<number> {
  return element.evaluate((root, words) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const at = (text as Text).data.indexOf(words);
      if (at < 0) continue;
      const range = new Range();
      range.setStart(text, at);
      range.setEnd(text, at + words.length);
      return range.getBoundingClientRect().left;
    }
    throw new Error(`“${words}” is not there`);
  }, words);
}

test("a name with a direction override reverses nothing, anywhere", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const eve = await Neighbour.of(ana, `Eve${RLO}gpj`, LYON);
  await eve.says(`out${RLO}side`);
  for (const path of ["/app", "/app/friends", "/app/snap", "/app/me"]) {
    await ana.goto(path);
    await expect(ana.page.getByText("Evegpj").first()).toBeAttached();
    expect(await ana.page.content(), path).not.toContain(RLO);
  }
  await ana.goto("/app");
  const where = ana.page.locator(".roster__where");
  expect(await leftOf(where, "outside")).toBeLessThan(await leftOf(where, "near Lyon"));
  await ana.goto("/app/friends");
  const name = ana.page.locator(".person-name");
  await expect(name).toHaveCSS("unicode-bidi", "isolate");
  expect(await leftOf(name, "Eve")).toBeLessThan(await leftOf(name, "gpj"));
});

for (const { script, name, letters, isRightToLeft } of [
  { script: "Hebrew", name: "דנה", letters: "ד", isRightToLeft: true },
  { script: "Arabic", name: "مريم علي", letters: "م\u200Cع", isRightToLeft: true },
  { script: "Devanagari", name: "क्षमा राव", letters: "क्ष\u200Cरा", isRightToLeft: false },
  { script: "emoji", name: "👩‍👩‍👧‍👦", letters: "👩‍👩‍👧‍👦", isRightToLeft: false },
]) {
  test(`a ${script} name has initials, and leaves the words beside it in their order`, async ({ people }) => {
    const [ana] = await people("Ana");
    await ana.register();
    const neighbour = await Neighbour.of(ana, name, LYON);
    await neighbour.says("שלום");
    await ana.goto("/app");
    const row = ana.page.locator(".roster__row").filter({ hasText: name });
    await expect(row.locator(".avatar")).toHaveText(letters);
    const where = row.locator(".roster__where");
    await expect(where).toContainText("\u2068שלום\u2069 · near Lyon");
    expect(await leftOf(where, "near Lyon")).toBeGreaterThan(await leftOf(where, "שלום"));

    // What is read aloud has no markup around the name: right-to-left names bring their isolates.
    const isolated = isRightToLeft ? `\u2068${name}\u2069` : name;
    await ana.goto("/app/friends");
    await expect(ana.page.locator(".menu-dots")).toHaveAttribute("aria-label", `More about ${isolated}`);
    await expect(ana.page.locator(".star")).toHaveAttribute("aria-label", `Favourite: ${isolated}`);
  });
}
