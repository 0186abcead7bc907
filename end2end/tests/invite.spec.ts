// An invite link, from the friends page of one to the globe of another.
import { expect, test, type Person } from "../people";

/** Makes a link on the friends page, and answers with it. */
async function makeLink(person: Person) {
  await person.goto("/app/friends");
  await person.openAdd();
  await person.page.getByRole("button", { name: "Make a link" }).click();
  const link = person.page.getByRole("textbox", { name: "Your link" });
  await expect(link).toHaveValue(/\/invite\/[0-9a-f]{32}$/);
  return link.inputValue();
}

test("a guest opens a link, comes in by it, and both see each other on the globe", async ({ people }) => {
  const [maya, guest] = await people("Maya", "Guest");
  await maya.register();
  await maya.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const link = await makeLink(maya);
  await expect(maya.page.getByRole("img", { name: "Your link as a QR code" })).toBeVisible();
  await maya.page.getByRole("button", { name: "Copy" }).click();
  await expect(maya.page.getByText("Copied. Send it")).toBeVisible();
  expect(await maya.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await maya.shoot("friends-link");

  await guest.page.goto(link);
  await expect(guest.page.getByRole("heading", { name: "Maya invited you" })).toBeVisible();
  await guest.page.getByRole("button", { name: "Continue as a guest" }).click();
  await expect(guest.page).toHaveURL(/\/app$/);
  await guest.alive();
  await expect(guest.here(maya)).toBeVisible();

  // Maya's list has learnt of it without a reload.
  await expect(maya.friendRow(guest)).toBeVisible();
  await maya.goto("/app");
  await maya.tapGlobe(0.1, -0.2);
  await expect(guest.pin(maya)).toBeAttached();

  // A guest has a link of their own.
  await makeLink(guest);
});

test("a link that was taken back is a kind page, and a new one works", async ({ people }) => {
  const [maya, ben] = await people("Maya", "Ben");
  await maya.register();
  await ben.register();
  const first = await makeLink(maya);
  await maya.page.getByRole("button", { name: "New link" }).click();
  await expect(maya.page.getByRole("textbox", { name: "Your link" })).not.toHaveValue(first);
  const second = await maya.page.getByRole("textbox", { name: "Your link" }).inputValue();

  await ben.page.goto(first);
  await expect(ben.page.getByRole("heading", { name: "This invitation is over" })).toBeVisible();
  await ben.shoot("invite-over");
  await ben.page.goto(second);
  await expect(ben.page.getByText("You are signed in as Ben.")).toBeVisible();
  await ben.shoot("invite-signed-in");
  await ben.page.getByRole("button", { name: "Become friends" }).click();
  await expect(ben.page).toHaveURL(/\/app$/);
  await expect(maya.friendRow(ben)).toBeVisible();

  await maya.page.getByRole("button", { name: "Revoke" }).click();
  await expect(maya.page.getByRole("button", { name: "Make a link" })).toBeVisible();
  await ben.page.goto(second);
  await expect(ben.page.getByRole("heading", { name: "This invitation is over" })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test("a link is made, opened and accepted, and a wrong password on the way loses nothing", async ({ people }) => {
    const [maya, ben] = await people("Maya", "Ben");
    await maya.page.goto("/?mode=register");
    await maya.createAccount();
    await maya.page.goto("/app/friends?add");
    await maya.page.getByRole("button", { name: "Make a link" }).click();
    const link = await maya.page.getByRole("textbox", { name: "Your link" }).inputValue();

    await ben.page.goto(link);
    await ben.page.getByRole("link", { name: "Sign in" }).click();
    await ben.page.getByLabel("E-mail").fill(ben.email);
    await ben.page.getByLabel("Password").fill("not the password");
    await ben.page.locator("form").getByRole("button", { name: "Sign in" }).click();
    await expect(ben.page.getByRole("alert")).toContainText("do not belong together");
    await expect(ben.page.getByRole("heading", { name: "Maya invited you" })).toBeVisible();
    await ben.page.getByRole("link", { name: "Create account" }).click();
    await ben.createAccount();
    await ben.page.goto("/app/friends");
    await expect(ben.friendRow(maya)).toBeVisible();
    await ben.page.goto(link);
    await expect(ben.page.getByRole("heading", { name: "You and Maya are friends" })).toBeVisible();
  });
});
