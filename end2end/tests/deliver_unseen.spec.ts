// "Delivered" tells a sender that the recipient's app is open. Somebody they do not see does not tell them.
import { befriend, expect, test, type Person } from "../people";

/** Resolves when the server has answered this person's page about what is in its list, with how many it left unmarked. */
async function unmarked(person: Person): Promise<number> {
  const answer = await person.page.waitForResponse(/\/api\/mark_snaps_delivered$/);
  return (await answer.json()).length;
}

test("a snap to a ghost is delivered when ghost mode ends, and to somebody hidden when they show themselves", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.goto("/app/inbox");
  await ben.alive();
  await ben.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
  const pill = ben.page.getByRole("button", { name: /^Ghost · \d+ min/ });
  await expect(pill).toBeVisible();

  const first = unmarked(ben);
  await ana.sendSnap(ben);
  await expect(ben.snaps("Received")).toHaveCount(1);
  expect(await first).toBe(1);
  await ana.goto("/app/inbox?box=sent");
  await expect(ana.snaps("Sent")).toContainText("not delivered yet");
  await pill.click();
  await expect(ana.snaps("Sent")).toContainText("Delivered");

  await ben.goto("/app/me");
  await ben.alive();
  const location = ben.page.getByRole("region", { name: "Location" });
  await location.getByLabel("Ana", { exact: true }).selectOption("Hidden from them");
  await expect(location.getByText("Saved")).toBeVisible();
  const second = unmarked(ben);
  await ana.sendSnap(ben);
  expect(await second).toBe(1);
  await ana.goto("/app/inbox?box=sent");
  await expect(ana.snaps("Sent").filter({ hasText: "not delivered yet" })).toHaveCount(1);
  await location.getByLabel("Ana", { exact: true }).selectOption("Like everyone");
  await expect(ana.snaps("Sent").filter({ hasText: /Delivered/ })).toHaveCount(2);
});
