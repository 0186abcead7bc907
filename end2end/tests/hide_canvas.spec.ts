// Browsers that hand back other pixels than a page has drawn, so that nobody can tell devices apart: what they hand back
// is never sent.
import type { Page } from "@playwright/test";
import { befriend, expect, test, type Person } from "../people";
import { hasExif, photoWithGps } from "../photo";

/** A canvas that is written out as noise, as by Firefox with `resistFingerprinting`. */
function noiseWhenWritten() {
  const written = HTMLCanvasElement.prototype.toDataURL;
  HTMLCanvasElement.prototype.toDataURL = function (...how) {
    const noise = document.createElement("canvas");
    [noise.width, noise.height] = [this.width, this.height];
    const pen = noise.getContext("2d")!;
    for (let x = 0; x < noise.width; x += 4) {
      pen.fillStyle = `hsl(${(x * 77) % 360} 90% 50%)`;
      pen.fillRect(x, 0, 4, noise.height);
    }
    return written.apply(noise, how);
  };
}

/** A canvas whose pixels are all white when they are read. */
function whiteWhenRead() {
  const read = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function (...where) {
    const pixels = read.apply(this, where);
    pixels.data.fill(255);
    return pixels;
  };
}

/** A canvas that nothing may be read from. */
function nothingIsRead() {
  const refuse = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  HTMLCanvasElement.prototype.toDataURL = refuse;
  CanvasRenderingContext2D.prototype.getImageData = refuse;
}

async function choose(page: Page, buffer: Buffer, name = "sunset.jpg") {
  const chooser = page.waitForEvent("filechooser");
  await page.getByText("Choose a photo", { exact: true }).click();
  await (await chooser).setFiles({ name, mimeType: "image/jpeg", buffer });
}

/** Sends this photo to a friend. Answers with what left the browser, and what came to be stored. */
async function send(from: Person, to: Person, photo: Buffer) {
  const { page } = from;
  await from.goto("/app/snap");
  await choose(page, photo);
  await expect(page.getByAltText("Your photo, ready to send")).toBeVisible();
  await from.address(to);
  const request = page.waitForRequest("**/api/send_snap*");
  await page.getByRole("button", { name: `Send to ${to.name}` }).click();
  const { snap } = (await request).postDataJSON();
  await expect(page.getByText(`Sent to ${to.name}.`)).toBeVisible();
  const headers = { "x-appwrite-project": "appchat" };
  const stored = await from.context.request.get(`/v1/storage/buckets/snaps/files/${snap.id}/view`, { headers });
  expect(stored.ok()).toBe(true);
  return { sent: Buffer.from(snap.image_base64, "base64"), stored: await stored.body() };
}

for (const [what, lie] of [
  ["writes noise", noiseWhenWritten],
  ["reads white", whiteWhenRead],
  ["lets nothing be read", nothingIsRead],
] as const) {
  test(`a browser whose canvas ${what} sends the photo as it was chosen`, async ({ people }) => {
    const [ana, ben] = await people("Ana", "Ben");
    await ana.register();
    await ben.register();
    await befriend(ana, ben);
    const photo = await photoWithGps(ana.page);
    await ana.page.addInitScript(lie);
    const { sent, stored } = await send(ana, ben, photo);
    expect(sent.equals(photo)).toBe(true);
    expect(hasExif(stored)).toBe(false);
  });
}

test("a browser that hands back what was drawn sends that, and nothing the file knew", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  const photo = await photoWithGps(ana.page);
  const { sent } = await send(ana, ben, photo);
  expect(hasExif(photo)).toBe(true);
  expect(hasExif(sent)).toBe(false);
});

test("where a photo can be neither made smaller nor sent as it is, words say why", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const { page } = ana;
  const photo = await photoWithGps(page);
  await page.addInitScript(noiseWhenWritten);
  await ana.goto("/app/snap");
  await choose(page, Buffer.concat([photo, Buffer.alloc(10 * 1024 * 1024)]));
  await expect(page.getByRole("alert").getByText("can't be made smaller here. Pick one under 10 MB")).toBeVisible();
  await page.getByRole("button", { name: "Take a photo" }).click();
  await expect(page.getByText("so no photo can be taken here")).toBeVisible();
});

test("a file that cannot be opened is called what it is", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const { page } = ana;
  await ana.goto("/app/snap");
  const photo = await photoWithGps(page);
  const alert = page.getByRole("alert");
  await choose(page, Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "IMG_2041.jpg");
  await expect(alert.getByText("This browser can't read HEIC photos.")).toBeVisible();
  await choose(page, photo.subarray(0, 400));
  await expect(alert.getByText("That photo is damaged, cut off or too large for this browser.")).toBeVisible();
  await choose(page, Buffer.from("milk, bread"), "notes.txt");
  await expect(alert.getByText("That file isn't a photo this browser can read.")).toBeVisible();
});
