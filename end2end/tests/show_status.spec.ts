// How one is shown: chosen on any page, and what is said without being chosen.
import { anotherTab, expect, test, watched } from "../people";

test("a status and a label are chosen on any page, and shown in every tab and to friends", async ({ people }) => {
  const { ana, ben } = await watched(people);
  const second = await anotherTab(ana);
  await ana.goto("/app/inbox");
  await ana.openStatusMenu();
  await ana.shoot("status-menu");
  await ana.page.getByRole("radio", { name: "Busy" }).check({ force: true });
  await ana.page.getByRole("button", { name: "🎧" }).click();
  await ana.page.getByLabel("What you are up to").fill("in the studio");
  await ana.page.getByLabel("Clear after").selectOption("1h");
  await ana.page.getByRole("button", { name: "Set" }).click();
  await ben.sees(ana, "busy");
  await expect(ben.here(ana)).toContainText("🎧 in the studio");
  await ben.shoot("globe-busy-friend");
  await second.locator("summary").filter({ hasText: "You" }).click();
  await expect(second.getByRole("radio", { name: "Busy" })).toBeChecked();
  await expect(second.getByLabel("What you are up to")).toHaveValue("in the studio");

  // It outlives the page.
  await ana.page.reload();
  await ana.openStatusMenu();
  await expect(ana.page.getByRole("radio", { name: "Busy" })).toBeChecked();
  await ana.page.getByRole("button", { name: "Clear message" }).click();
  await expect(ben.here(ana)).not.toContainText("in the studio");
  await ben.goto("/app/friends");
  await expect(ben.friendRow(ana)).toContainText("Busy");
  await ben.shoot("friends-busy");
});

test("a friend sees that a snap is being made, and when it no longer is", async ({ people }) => {
  const { ana, ben } = await watched(people);
  await ana.open("Snap");
  await ana.choosePhoto();
  await expect(ben.here(ana)).toContainText("making a snap…");
  await ben.shoot("globe-composing");
  // The photo was not sent, so she is asked whether to leave it.
  ana.page.once("dialog", (question) => void question.accept());
  await ana.open("Inbox");
  await expect(ben.here(ana)).not.toContainText("making a snap…");
});

test("a guest is called one, and can choose as everybody can", async ({ people }) => {
  const [guest] = await people("Guest");
  await guest.page.goto("/");
  await guest.page.getByRole("button", { name: "Continue as a guest" }).click();
  await guest.page.waitForURL("**/app");
  await guest.alive();
  await guest.openStatusMenu();
  await expect(guest.page.locator(".nav-name")).toContainText("Guest");
  // A beat of before may still be under way.
  const beat = guest.page.waitForResponse(
    (answer) => answer.url().includes("/api/upsert_presence") && !!answer.request().postData()?.includes("away"),
  );
  await guest.page.getByRole("radio", { name: "Away" }).check({ force: true });
  // Who it is, and how they are, without the names of the fields.
  const [[, name], , [status]] = (await (await beat).json()).record;
  expect([name, status]).toEqual(["", "away"]);
});
