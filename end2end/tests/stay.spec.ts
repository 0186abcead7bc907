// A guest who stays: with a name, an e-mail and a password the account is theirs, and everything in it still is.
import { expect, test, type Person } from "../people";

const PASSWORD = "correct horse battery";

async function comeAsGuest(guest: Person) {
  await guest.page.goto("/");
  await guest.page.getByRole("button", { name: "Continue as a guest" }).click();
  await guest.page.waitForURL("**/app");
}

async function fillIn(guest: Person, email = guest.email) {
  const form = guest.page.getByRole("region", { name: "Keep your account" });
  await form.getByLabel("Name").fill(guest.name);
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await form.getByRole("button", { name: "Keep my account" }).click();
}

test("a guest becomes a full account, keeps their friend, and the friend sees the new name", async ({ people }) => {
  const [guest, ana] = await people("Gus", "Ana");
  await ana.register();
  await comeAsGuest(guest);
  await guest.alive();
  await guest.goto("/app/friends");
  await guest.ask(ana);
  await ana.goto("/app/friends");
  await ana.page.getByRole("button", { name: "Accept Guest" }).click();
  const rows = ana.page.getByRole("region", { name: /^(Live now|Everyone)/ }).getByRole("listitem");
  await expect(rows).toContainText("Guest");

  await guest.openMenu();
  await guest.page.getByRole("link", { name: "Keep it" }).click();
  await expect(guest.page.getByRole("heading", { name: "Keep your account" })).toBeVisible();
  await guest.shoot("you-guest");
  await fillIn(guest, ana.email);
  await expect(guest.page.getByRole("alert")).toContainText("already an account");
  await expect(guest.page.getByLabel("E-mail")).toHaveValue(ana.email);
  await guest.shoot("you-guest-taken");
  await fillIn(guest);
  await expect(guest.page.getByText("This account is yours now")).toBeVisible();
  await guest.alive();
  await guest.openMenu();
  await expect(guest.page.getByText("Signing out ends")).toHaveCount(0);

  // Ana's page was open all the time.
  await expect(rows).toContainText("Gus");
  await guest.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(guest.page).toHaveURL(/\/$/);
  await guest.signIn();
  await guest.page.waitForURL("**/app");
  await guest.goto("/app/friends");
  await expect(guest.friendRow(ana)).toBeVisible();
});

test("another tab of a guest who stays follows", async ({ people }) => {
  const [guest] = await people("Gus");
  await comeAsGuest(guest);
  await guest.goto("/app/me");
  const other = await guest.context.newPage();
  await other.goto("/app/me");
  await expect(other.locator(".connection[data-state=online]")).toBeAttached();
  await fillIn(guest);
  await expect(guest.page.getByText("This account is yours now")).toBeVisible();
  await expect(other.getByRole("heading", { name: "Keep your account" })).toHaveCount(0);
  await other.close();
});

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test("a guest stays all the same", async ({ people }) => {
    const [guest] = await people("Gus");
    await comeAsGuest(guest);
    await guest.page.goto("/app/me");
    await fillIn(guest);
    await expect(guest.page.getByText("This account is yours now")).toBeVisible();
    await expect(guest.page.getByRole("heading", { name: "Keep your account" })).toHaveCount(0);
  });
});
