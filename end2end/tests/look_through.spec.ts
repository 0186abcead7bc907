// Several snaps in one go, how many wait where no page is looked at, and a photo that is nearly left behind.
import type { Locator } from "@playwright/test";
import { befriend, expect, test } from "../people";

/** What a picture that is shown looks like on the whole: red, green and blue. */
function mean(picture: Locator): Promise<number[]> {
  return picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const pen = new OffscreenCanvas(width, height).getContext("2d")!;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    const sums = [0, 0, 0];
    data.forEach((value, at) => (sums[at % 4] += value));
    return sums.slice(0, 3).map((sum) => sum / (width * height));
  });
}

test("two snaps are looked through in one go, and the title counts what waits", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await expect(ben.page).toHaveTitle("Friends · AppChat");
  await ana.sendSnap(ben);
  await ana.sendSnap(ben, 480, 640);
  await expect(ben.page).toHaveTitle("(2) Friends · AppChat");

  await ben.open("Inbox");
  await ben.snaps("Received").first().getByRole("link").click();
  const viewer = ben.page.getByRole("dialog");
  await expect(viewer.getByAltText("Snap from Ana")).toBeVisible();
  await expect(viewer.getByRole("status").filter({ hasText: "Snap 1 of 2" })).toBeAttached();
  await expect(ben.page).toHaveTitle("(1) Inbox · AppChat");
  await ben.shoot("viewer-first-of-two");

  // The next one is held up on its way: until it is here, its colour is.
  let arrive = () => {};
  const held = new Promise<void>((done) => (arrive = done));
  await ben.page.route("**/v1/functions/serve-snap/executions*", async (route) => {
    await held;
    await route.continue();
  });
  const first = await viewer.getByAltText("Snap from Ana").getAttribute("src");
  await viewer.getByRole("button", { name: "Next snap" }).click();
  await expect(viewer.getByRole("status").filter({ hasText: "Snap 2 of 2" })).toBeAttached();
  await expect(viewer.getByText("Opening…")).toBeVisible();
  const colour = viewer.locator(".viewer-colour");
  await expect(colour).toBeVisible();
  const stood = await colour.evaluate((element) => getComputedStyle(element).backgroundColor.match(/\d+/g)!.map(Number));
  await ben.shoot("viewer-colour");
  arrive();
  await expect(viewer.getByAltText("Snap from Ana")).not.toHaveAttribute("src", first ?? "");
  await expect(colour).toBeHidden();
  const shown = await mean(viewer.getByAltText("Snap from Ana"));
  shown.forEach((channel, at) => expect(Math.abs(channel - stood[at])).toBeLessThan(4));
  await expect(viewer.getByRole("button", { name: "Next snap" })).toHaveAttribute("aria-disabled", "true");
  await expect(ben.page).toHaveTitle("Inbox · AppChat");
  await ben.shoot("viewer-second-of-two");

  await ben.page.keyboard.press("ArrowLeft");
  await expect(viewer.getByRole("status").filter({ hasText: "Snap 1 of 2" })).toBeAttached();
  await expect(viewer.getByAltText("Snap from Ana")).toHaveAttribute("src", first ?? "");
  await ben.page.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(ben.page).toHaveURL(/\/app\/inbox$/);
});

test("whoever leaves with an unsent photo is asked once, and a sent one is no reason to ask", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/snap");
  await ana.choosePhoto();
  const asked: string[] = [];
  const stay = ana.page.waitForEvent("dialog");
  await Promise.all([stay.then((question) => question.dismiss()), ana.page.getByRole("link", { name: "Inbox" }).click()]);
  asked.push((await stay).message());
  await expect(ana.page.getByAltText("Your photo, ready to send")).toBeVisible();
  await expect(ana.page).toHaveURL(/\/app\/snap$/);

  await ana.address(ben);
  await ana.page.getByRole("button", { name: "Send to Ben" }).click();
  await expect(ana.page.getByText("Sent to Ben.")).toBeVisible();
  ana.page.on("dialog", (question) => void question.accept().then(() => asked.push(question.message())));
  await ana.open("Inbox");
  await expect(ana.page).toHaveURL(/\/app\/inbox/);

  await ana.open("Snap");
  await ana.choosePhoto();
  await ana.open("Inbox");
  await expect(ana.page).toHaveURL(/\/app\/inbox/);
  expect(asked).toEqual(Array(2).fill("Leave without sending? Your photo is not kept."));
});
