// One photo for several friends: what they see, what its sender learns, and how it is taken back.
import { befriend, expect, test, type Person } from "../people";

const headers = { "x-appwrite-project": "appchat" };

/** How many photographs of theirs are stored, as their sender may list them. */
async function stored(person: Person) {
  const files = await person.context.request.get("/v1/storage/buckets/snaps/files", { headers });
  return (await files.json()).total as number;
}

test("one photo goes to two friends with words, and its sender learns what becomes of each", async ({ people }) => {
  const [ana, ben, maya] = await people("Ana", "Ben", "Maya");
  for (const person of [ana, ben, maya]) await person.register();
  await befriend(ana, ben);
  await befriend(ana, maya);
  // Maya's app is closed: nothing can be delivered to it.
  await maya.page.goto("about:blank");

  await ana.goto("/app/snap");
  await expect(ana.page.getByText("We can't stop screenshots")).toHaveCount(1);
  await ana.shoot("composer-empty");
  await ana.choosePhoto();
  await ana.page.getByLabel("Caption").fill("Low tide at last");
  await ana.page.getByText("More", { exact: true }).click();
  await ana.page.getByLabel(/^Describe the photo/).fill("An orange sky over a dark sea");
  await ana.address(ben, maya);
  await ana.shoot("composer");
  // However often it is pressed, it is sent once.
  await ana.page.getByRole("button", { name: "Send to Ben + 1" }).dblclick();
  await expect(ana.page.getByText("Sent to Ben + 1.")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "Undo" })).toBeVisible();
  await ana.shoot("composer-sent-to-two");
  expect(await stored(ana)).toBe(1);
  // Six seconds later the undo is gone, and the sent list has taken over.
  await expect(ana.page.getByRole("button", { name: "Undo" })).toBeHidden();

  await ana.page.getByRole("link", { name: "See it in your inbox" }).click();
  await expect(ana.snaps("Sent")).toHaveCount(1);
  const receipt = (of: Person) =>
    ana.page.getByRole("list", { name: "Receipts" }).getByRole("listitem").filter({ hasText: of.name });
  await ana.page.getByText("Who has it").click();
  await expect(receipt(ben)).toContainText("Delivered");
  await expect(receipt(maya)).toContainText("not delivered yet");

  await ben.goto("/app/inbox");
  await expect(ben.snaps("Received")).toHaveCount(1);
  await ben.snaps("Received").getByRole("link").click();
  await expect(ben.page.getByAltText("An orange sky over a dark sea")).toBeVisible();
  await expect(ben.page.getByRole("dialog").getByText("Low tide at last")).toBeVisible();
  await ben.shoot("viewer-caption");
  await expect(receipt(ben)).toContainText("Opened");
  await expect(ana.snaps("Sent")).toContainText("Opened by 1 of 2");
  await ana.shoot("inbox-sent-to-two");

  // Taken back from Ben alone, the photo is still there for Maya.
  await receipt(ben).getByRole("button", { name: "Remove" }).click();
  await expect(receipt(ben)).toContainText("Removed");
  await ben.page.keyboard.press("Escape");
  await expect(ben.snaps("Received")).toContainText("Removed");
  await expect(ben.snaps("Received").getByRole("link")).toHaveCount(0);
  expect(await stored(ana)).toBe(1);
  await maya.goto("/app/inbox");
  await expect(maya.snaps("Received")).toContainText("New");

  // Taken back from everybody, its bytes are gone.
  await ana.page.getByRole("button", { name: "Delete the snap to" }).click();
  await expect(maya.snaps("Received")).toContainText("Removed");
  await maya.shoot("inbox-removed");
  expect(await stored(ana)).toBe(0);
});

test("undo takes a snap back at once and keeps the photo", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.goto("/app/inbox");
  await ana.page.clock.install();
  await ana.goto("/app/snap");
  await ana.choosePhoto();
  await ana.address(ben);
  await ana.stopClock();
  await ana.page.getByRole("button", { name: "Send to Ben" }).click();
  await expect(ben.snaps("Received")).toContainText("New");
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ben.snaps("Received")).toContainText("Removed");
  await ana.page.clock.resume();
  await expect(ana.page.getByAltText("Your photo, ready to send")).toBeVisible();
  expect(await stored(ana)).toBe(0);
  // It can go out again, and is another snap.
  await ana.page.getByRole("button", { name: "Send to Ben" }).click();
  await expect(ana.page.getByText("Sent to Ben.")).toBeVisible();
  await expect(ben.snaps("Received")).toHaveCount(2);
});

test("a snap is answered from the viewer, and one that may be viewed once is", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/snap");
  await ana.choosePhoto();
  await ana.page.getByText("More", { exact: true }).click();
  await ana.page.getByRole("checkbox", { name: /^View once/ }).check();
  await ana.address(ben);
  await ana.page.getByRole("button", { name: "Send to Ben" }).click();
  await expect(ana.page.getByText("Sent to Ben.")).toBeVisible();

  await ben.goto("/app/inbox");
  await expect(ben.snaps("Received")).toContainText("View once");
  await ben.snaps("Received").getByRole("link").click();
  await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();
  // Once the app has written it down, a reload shows nothing any more.
  await ana.page.getByRole("link", { name: "See it in your inbox" }).click();
  await expect(ana.snaps("Sent")).toContainText("Opened");
  await ben.page.reload();
  await expect(ben.page.getByText("You opened this snap already")).toBeVisible();
  await expect(ben.page.getByAltText("Snap from Ana")).toHaveCount(0);

  await ben.page.getByRole("link", { name: "Reply" }).click();
  await expect(ben.page).toHaveURL(/\/app\/snap\?to=/);
  await expect(ben.page.getByRole("checkbox", { name: "Ana" })).toBeChecked();
  await ben.choosePhoto();
  await ben.page.getByRole("button", { name: "Send to Ana" }).click();
  await expect(ben.page.getByText("Sent to Ana.")).toBeVisible();
  await ana.goto("/app/inbox");
  await expect(ana.snaps("Received")).toContainText("Reply");
  await ana.shoot("inbox-reply");
});

test("a snap with a time on screen counts it down, stands while it is held, and closes by itself", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/snap");
  await ana.choosePhoto();
  await ana.page.getByText("More", { exact: true }).click();
  await ana.page.getByLabel("On screen").selectOption("5 seconds");
  await ana.shoot("composer-more");
  await ana.address(ben);
  await ana.page.getByRole("button", { name: "Send to Ben" }).click();
  await expect(ana.page.getByText("Sent to Ben.")).toBeVisible();

  await ben.page.clock.install();
  await ben.goto("/app/inbox");
  await expect(ben.snaps("Received")).toContainText("5 s");
  await ben.snaps("Received").getByRole("link").click();
  const viewer = ben.page.getByRole("dialog", { name: "Ana" });
  await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();
  const hold = viewer.getByRole("button", { name: "Hold" });
  await hold.click();
  await expect(hold).toHaveAttribute("aria-pressed", "true");
  await ben.page.clock.runFor(60_000);
  await expect(viewer).toContainText(/[1-5] s on screen/);
  await ben.shoot("viewer-timed");
  await hold.click();
  await ben.page.clock.runFor(6_000);
  await expect(viewer).toHaveCount(0);
  // It can be opened again while its day lasts.
  await ben.snaps("Received").getByRole("link").click();
  await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();
});
