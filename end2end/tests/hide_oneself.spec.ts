// Who sees what of me: ghost mode from every page, precision in words, one friend hidden, one person blocked.
import { befriend, expect, test, type Person } from "../people";

/** Turns ghost mode on by one tap, wherever the person is. */
async function hide(person: Person) {
  await person.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
  await expect(pill(person)).toBeVisible();
}

/** What says that a person is a ghost; a tap on it ends it. */
const pill = (person: Person) => person.page.getByRole("button", { name: /^Ghost · \d+ min/ });

/** Drops a pin and waits until the other sees it. */
async function appear(person: Person, other: Person) {
  await person.goto("/app");
  await other.goto("/app");
  await person.tapGlobe(0.1, -0.2);
  await expect(other.pin(person)).toBeAttached();
}

test("a ghost is gone for their friend within a second, wears it on every page, and comes back", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await appear(ana, ben);

  await hide(ana);
  await expect(ben.pin(ana)).toHaveCount(0);
  await ana.shoot("globe-ghost");
  for (const path of ["/app/friends", "/app/inbox", "/app/snap", "/app/me", "/app"]) {
    await ana.goto(path);
    await expect(pill(ana)).toBeVisible();
    await expect(ana.page.locator(".shell[data-ghost]")).toBeAttached();
  }
  // A ghost still sees their friends.
  await ben.tapGlobe(-0.3, 0.1);
  await expect(ana.pin(ben)).toBeAttached();
  await expect(ben.pin(ana)).toHaveCount(0);

  await pill(ana).click();
  await expect(pill(ana)).toHaveCount(0);
  await expect(ben.pin(ana)).toBeAttached();
});

test("precision is said in words, and is saved as it is chosen", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.context.grantPermissions(["geolocation"]);
  await ana.context.setGeolocation({ latitude: 45.757813, longitude: 4.832011 });
  await ana.goto("/app");
  await ana.page.getByRole("button", { name: "Use my location" }).click();
  await expect(ana.pin(ana)).toBeAttached();

  await ana.goto("/app/me");
  const location = ana.page.getByRole("region", { name: "Location" });
  await expect(location).toContainText("Your friends see you near Lyon, France.");
  await ana.shoot("you");
  await location.getByLabel("Precision", { exact: true }).selectOption("Country");
  await expect(location.getByText("Saved")).toBeVisible();
  await expect(location).toContainText("Your friends see you in France.");
  await ana.page.reload();
  await expect(location.getByLabel("Precision", { exact: true })).toHaveValue("country");

  await ana.alive();
  await location.getByLabel("Ben", { exact: true }).selectOption("Hidden from them");
  await location.getByLabel("Friend", { exact: true }).selectOption("Ben");
  await expect(location).toContainText("Ben does not see you.");
  await location.getByLabel("Ben", { exact: true }).selectOption("City");
  await expect(location).toContainText("Ben sees you near Lyon, France.");
});

test("whoever is blocked loses sight of me and cannot ask, until I unblock them", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await appear(ana, ben);

  await ana.goto("/app/friends");
  const row = await ana.openFriendMenu(ben, "Block");
  await row.getByRole("button", { name: "Block Ben" }).click();
  await expect(ana.friendRow(ben)).toHaveCount(0);
  await expect(ben.pin(ana)).toHaveCount(0);
  await ben.goto("/app/friends");
  await ben.ask(ana);
  await ben.hasAsked(ana);

  await ana.goto("/app/me");
  await ana.page.getByRole("button", { name: "Unblock Ben" }).click();
  await expect(ana.page.getByText("Nobody. Whoever you block")).toBeVisible();
  await ben.ask(ana);
  await ben.hasAsked(ana);
  await ana.goto("/app/friends");
  await expect(ana.page.getByRole("button", { name: "Accept Ben" })).toBeVisible();
});
