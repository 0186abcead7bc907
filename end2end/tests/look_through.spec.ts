// Several snaps in one go, how many wait where no page is looked at, and a photo that is nearly left behind.
import { befriend, expect, test } from "../people";

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

  const first = await viewer.getByAltText("Snap from Ana").getAttribute("src");
  await viewer.getByRole("button", { name: "Next snap" }).click();
  await expect(viewer.getByRole("status").filter({ hasText: "Snap 2 of 2" })).toBeAttached();
  await expect(viewer.getByAltText("Snap from Ana")).not.toHaveAttribute("src", first ?? "");
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
