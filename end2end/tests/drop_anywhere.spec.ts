// A photo that is dropped or pasted on any page: the composer opens with it.
import type { Page } from "@playwright/test";
import { expect, test } from "../people";
import { photoWithGps } from "../photo";

type Thing = { kind: "file"; name: string; type: string; base64: string } | { kind: "text"; text: string };

const NOTES: Thing = { kind: "file", name: "notes.txt", type: "text/plain", base64: btoa("milk, bread") };

async function photo(page: Page): Promise<Thing> {
  return { kind: "file", name: "sunset.jpg", type: "image/jpeg", base64: (await photoWithGps(page)).toString("base64") };
}

/** Lets these things happen, one after the other, in the middle of the page: what a browser tells of a drag or a paste. */
async function happens(page: Page, thing: Thing, ...names: string[]) {
  await page.evaluate(
    ([thing, names]) => {
      const data = new DataTransfer();
      if (thing.kind === "text") {
        data.setData("text/plain", thing.text);
      } else {
        const bytes = Uint8Array.from(atob(thing.base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], thing.name, { type: thing.type }));
      }
      const usual = { bubbles: true, cancelable: true };
      for (const name of names) {
        const target = name === "paste" ? document.activeElement! : document.elementFromPoint(innerWidth / 2, innerHeight / 2)!;
        target.dispatchEvent(
          name === "paste"
            ? new ClipboardEvent(name, { ...usual, clipboardData: data })
            : new DragEvent(name, { ...usual, dataTransfer: data }),
        );
      }
    },
    [thing, names] as const,
  );
}

const zone = (page: Page) => page.getByText("Drop a photo to send it");
const ready = (page: Page) => page.getByAltText("Your photo, ready to send");

test("a photo dropped on any page opens the composer with it, and so does one that is pasted", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const { page } = ana;
  const sunset = await photo(page);
  const ways = [
    ["/app", "drop"],
    ["/app", "paste"],
    ["/app/friends", "drop"],
    ["/app/inbox", "paste"],
    ["/app/me", "drop"],
  ] as const;
  for (const [path, way] of ways) {
    await ana.goto(path);
    // Gone with the next load, and kept by a navigation within the app.
    await page.evaluate(() => Object.assign(window, { sameLoad: true }));
    if (way === "drop") {
      await happens(page, sunset, "dragenter", "dragover");
      await expect(zone(page)).toBeVisible();
      await ana.shoot(`drop-zone${path.replaceAll("/", "-")}`);
    }
    await happens(page, sunset, way);
    await expect(ready(page)).toBeVisible();
    await expect(page).toHaveURL(/\/app\/snap$/);
    await expect(zone(page)).toBeHidden();
    expect(await page.evaluate(() => "sameLoad" in window)).toBe(true);
    await page.getByRole("button", { name: "Another photo" }).click();
  }
});

test("the zone goes when the file leaves the window or Escape is pressed, and is never there for text", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const { page } = ana;
  const sunset = await photo(page);
  await happens(page, { kind: "text", text: "https://example.com" }, "dragenter", "dragover");
  await expect(zone(page)).toBeHidden();
  await happens(page, sunset, "dragenter");
  await expect(zone(page)).toBeVisible();
  // From here on the zone itself is under the pointer.
  await happens(page, sunset, "dragenter", "dragleave");
  await expect(zone(page)).toBeHidden();
  await happens(page, sunset, "dragenter");
  await expect(zone(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(zone(page)).toBeHidden();
  await expect(page).toHaveURL(/\/app$/);

  // A picture of this page that is dragged about is nobody's photo to send.
  await happens(page, sunset, "dragstart", "dragenter");
  await expect(zone(page)).toBeHidden();
});

test("a file that is no photo is explained, and text is pasted where it was meant to be", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const { page } = ana;
  await ana.open("Friends");
  await ana.openAdd();
  const field = page.getByLabel("Their @handle or e-mail");
  await field.focus();
  await happens(page, { kind: "text", text: "ben@example.com" }, "paste");
  await expect(page).toHaveURL(/\/app\/friends$/);
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("ben@example.com"));
  await page.keyboard.press("Control+V");
  await expect(field).toHaveValue("ben@example.com");

  await happens(page, NOTES, "dragenter", "drop");
  await expect(page).toHaveURL(/\/app\/snap$/);
  await expect(page.getByRole("alert").getByText("That file isn't a photo this browser can read.")).toBeVisible();
  await ana.shoot("drop-no-photo");

  // In the composer a file goes where it always went, and one that misses the well is not lost.
  const sunset = await photo(page);
  await happens(page, sunset, "dragenter", "dragover");
  await expect(zone(page)).toBeHidden();
  await happens(page, sunset, "paste");
  await expect(ready(page)).toBeVisible();
});
