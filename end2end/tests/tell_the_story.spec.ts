// The whole story, with two people in two browsers.
import { befriend, expect, test } from "../people";
import { hasExif } from "../photo";

test("two people befriend each other, see each other move, and send a photo that is opened once", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await ana.shoot("globe-empty");

  await ana.goto("/app/friends");
  await ben.goto("/app/friends");
  await ana.shoot("friends-empty");
  await ana.ask(ben);
  await ana.hasAsked(ben);
  await expect(ben.page.getByRole("button", { name: "Accept Ana" })).toBeVisible();
  await ben.shoot("friends-request");
  await ben.accept(ana);
  await expect(ben.friendRow(ana)).toBeVisible();
  await expect(ana.friendRow(ben)).toBeVisible();
  await ana.shoot("friends");

  // Each drops a pin, and the other sees it without a reload, .
  await ana.goto("/app");
  await ben.goto("/app");
  await ana.tapGlobe(0.1, -0.2);
  await expect(ana.pin(ana)).toBeAttached();
  await expect(ben.pin(ana)).toBeAttached();
  await ben.tapGlobe(-0.3, 0.1);
  await expect(ana.pin(ben)).toBeAttached();
  const before = await ben.pin(ana).getAttribute("style");
  await ana.tapGlobe(0.35, 0.3);
  await expect(ben.pin(ana)).not.toHaveAttribute("style", before ?? "");
  await ana.shoot("globe");

  // The pin is still there after a reload.
  await ana.page.reload();
  await expect(ana.pin(ana)).toBeAttached();

  // Ben reads his friends while the photo arrives: a toast says so, on that page.
  await ben.open("Friends");
  const toast = await ben.holdToast("Ana", () => ana.sendSnap(ben));
  await ana.shoot("composer-sent");
  await expect(ben.page.getByRole("status").filter({ has: toast })).toBeVisible();
  await ben.shoot("toast");
  await toast.getByRole("link").first().click();
  await expect(ben.page).toHaveURL(/\/app\/inbox/);
  const received = ben.page.getByRole("list", { name: "Received snaps" }).getByRole("listitem");
  await expect(received).toHaveCount(1);
  await expect(received).toContainText("New");
  await ben.shoot("inbox");

  // The photo that is shown was turned upright and carries no metadata.
  await received.getByRole("link").first().click();
  const photo = ben.page.getByAltText("Snap from Ana");
  await expect(photo).toBeVisible();
  const shown = await photo.evaluate((image: HTMLImageElement) => ({
    source: image.src,
    upright: image.naturalHeight > image.naturalWidth,
  }));
  expect(shown.upright).toBe(true);
  expect(shown.source).toMatch(/^data:image\//);
  expect(hasExif(Buffer.from(shown.source.split(",")[1], "base64"))).toBe(false);
  await ben.shoot("viewer");

  // Ana learns that it was opened, without a reload.
  await ana.goto("/app/inbox?box=sent");
  await expect(ana.page.getByRole("list", { name: "Sent snaps" })).toContainText("Opened");
  await ana.shoot("inbox-sent");
  await ben.page.keyboard.press("Escape");
  await expect(photo).toBeHidden();
  await expect(received).toContainText("Opened");
});

test("a waiting photo makes its sender's pin glow, and a removed friend's pin goes at once", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app");
  await ben.goto("/app");
  await ana.tapGlobe(0.1, -0.2);
  await expect(ben.pin(ana)).toBeAttached();
  await ana.sendSnap(ben);
  await expect(ben.pin(ana)).toHaveAttribute("data-waiting", /.+/);
  await ben.shoot("globe-waiting");

  await ana.goto("/app/friends");
  const row = await ana.openFriendMenu(ben, "Remove");
  await row.getByRole("button", { name: "Remove Ben" }).click();
  await expect(ana.friendRow(ben)).toHaveCount(0);
  await expect(ben.pin(ana)).toHaveCount(0);
});
