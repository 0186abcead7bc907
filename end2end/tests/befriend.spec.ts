// The friends page: found by handle, sorted and searched, muted and reported.
import type { Page } from "@playwright/test";
import { befriend, expect, test, type Person } from "../people";

/** Chooses a handle on the page about oneself. */
async function choose(person: Person, handle: string) {
  await person.goto("/app/me");
  await person.page.getByLabel("Your @handle").fill(handle);
  await person.page.getByRole("region", { name: "Handle" }).getByRole("button", { name: "Save" }).click();
}

/** Makes this many guests friends of a person, through their link. */
async function fill(person: Person, friends: Person[]) {
  await person.goto("/app/friends");
  await person.page.getByRole("link", { name: "Invite a friend" }).click();
  await person.page.getByRole("button", { name: "Make a link" }).click();
  const link = await person.page.getByRole("textbox", { name: "Your link" }).inputValue();
  for (const friend of friends) {
    await friend.page.goto(link);
    await friend.createAccount();
  }
}

test("somebody is found by their handle, and friends see it", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  const handle = `Ben_${Date.now() % 1e9}`;
  await choose(ben, handle);
  await expect(ben.page.getByText(`Saved. You are @${handle.toLowerCase()}.`)).toBeVisible();

  await ana.goto("/app/friends");
  await ana.openAdd();
  await ana.page.getByLabel("Their @handle or e-mail").fill(`@${handle}`);
  await ana.page.getByRole("button", { name: "Send request" }).click();
  await expect(ana.page.getByText("Ben has your request now.")).toBeVisible();
  await ben.goto("/app/friends");
  await ben.accept(ana);
  await expect(ana.friendRow(ben)).toContainText(`@${handle.toLowerCase()}`);

  await choose(ana, handle);
  await expect(ana.page.getByText("Somebody else is")).toBeVisible();
});

test("many friends are searched and sorted, and who is live stands first", async ({ people }) => {
  const [ana, ben, maya, noor, zoe] = await people("Ana", "Ben", "Maya", "Noor", "Zoe");
  await ana.register();
  await fill(ana, [zoe, noor, maya, ben]);
  for (const gone of [ben, maya, noor]) await gone.close();
  await ana.goto("/app/friends");
  const rows = (section: string) =>
    ana.page.getByRole("region", { name: section }).getByRole("listitem").locator(".person-name");
  await expect(rows("Live now")).toHaveText(["Zoe"], { timeout: 30_000 });
  await expect(rows("Everyone")).toHaveText(["Ben", "Maya", "Noor"]);
  await ana.shoot("friends-many");

  await ana.page.getByLabel("Order").selectOption("By name");
  await expect(rows("Everyone")).toHaveText(["Ben", "Maya", "Noor", "Zoe"]);
  await ana.page.getByLabel("Search your friends").fill("o");
  await expect(rows("Everyone")).toHaveText(["Noor", "Zoe"]);
  await ana.page.getByLabel("Search your friends").fill("nobody");
  await expect(ana.page.getByText("No friend of yours is called that.")).toBeVisible();

  // Favourites are found among themselves, in every tab.
  await ana.page.getByLabel("Search your friends").fill("");
  const favourites = ana.page.getByRole("checkbox", { name: "Favourites" });
  await favourites.check({ force: true });
  await expect(ana.page.getByText("No favourites yet: the star beside a friend makes them one.")).toBeVisible();
  await favourites.uncheck({ force: true });
  const star = (page: Page, name: string) => page.getByRole("button", { name: `Favourite: ${name}` });
  const tab = await ana.context.newPage();
  await tab.goto("/app/friends");
  await expect(tab.locator(".connection[data-state=online]")).toBeAttached();
  await expect(star(tab, "Noor")).toHaveAttribute("aria-pressed", "false");
  await star(ana.page, "Noor").click();
  await star(ana.page, "Zoe").press("Enter");
  await expect(star(ana.page, "Zoe")).toBeFocused();
  for (const page of [ana.page, tab]) {
    await expect(star(page, "Noor")).toHaveAttribute("aria-pressed", "true");
    await expect(star(page, "Zoe")).toHaveAttribute("aria-pressed", "true");
    await expect(star(page, "Maya")).toHaveAttribute("aria-pressed", "false");
  }
  await favourites.check({ force: true });
  await expect(rows("Everyone")).toHaveText(["Noor", "Zoe"]);
  await ana.shoot("friends-favourites");
  await star(tab, "Zoe").click();
  await expect(rows("Everyone")).toHaveText(["Noor"]);
  await tab.close();

  // The address says the same, for whoever has no script.
  await ana.goto("/app/friends?q=ma&sort=name");
  await expect(rows("Everyone")).toHaveText(["Maya"]);
  await ana.goto("/app/friends?only=favourites&sort=name");
  await expect(rows("Everyone")).toHaveText(["Noor"]);
  await expect(favourites).toBeChecked();
});

test("a muted friend raises no toast and stays in every list; a report is thanked for", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  let row = await ana.openFriendMenu(ben);
  await ana.shoot("friends-menu");
  await row.getByRole("button", { name: "Mute" }).click();
  await expect(ana.friendRow(ben)).toContainText("Muted");

  await ben.sendSnap(ana);
  // The badge says it, so the page has heard of it; no toast does.
  await expect(ana.page.getByRole("link", { name: /Inbox/ })).toContainText("1");
  await expect(ana.page.getByText("Ben sent a snap")).toHaveCount(0);
  await ana.goto("/app/inbox");
  await expect(ana.snaps("Received")).toHaveCount(1);

  await ana.goto("/app/friends");
  row = await ana.openFriendMenu(ben, "Report");
  await row.getByLabel("What is wrong?").selectOption("Spam");
  await row.getByLabel("What happened").fill("Twelve pictures of the same cat.");
  await row.getByRole("button", { name: "Send report" }).click();
  await expect(row.getByText("Thank you. It will be looked at.")).toBeVisible();
  await ana.shoot("friends-report");
  await ana.page.keyboard.press("Escape");
  await expect(row.getByRole("button", { name: "Send report" })).toBeHidden();
  await expect(row.getByLabel("More about Ben")).toBeFocused();
});

test("what is half done with a friend stays while others come and go", async ({ people }) => {
  const [ana, ben, maya] = await people("Ana", "Ben", "Maya");
  await ana.register();
  await ben.register();
  await maya.register();
  await befriend(ana, ben);
  const row = await ana.openFriendMenu(ben, "Report");
  await row.getByLabel("What happened").fill("It began on");
  await maya.goto("/app/friends");
  await maya.ask(ana);
  await expect(ana.page.getByRole("button", { name: "Accept Maya" })).toBeVisible();
  await expect(row.getByLabel("What happened")).toBeVisible();
  await expect(row.getByLabel("What happened")).toBeFocused();
  await ana.page.keyboard.type(" Monday");
  await expect(row.getByLabel("What happened")).toHaveValue("It began on Monday");

  // What is done with one press gives the keys back to where the menu was opened.
  await ana.page.keyboard.press("Escape");
  await ana.openFriendMenu(ben);
  await row.getByRole("button", { name: "Mute" }).press("Enter");
  await expect(ana.friendRow(ben)).toContainText("Muted");
  await expect(row.getByLabel("More about Ben")).toBeFocused();

  // Closed, it is not there. The arrow down opens it and goes into it, and the button that opened it closes it.
  await expect(ana.page.locator(".menu-card")).toHaveCount(0);
  await row.getByLabel("More about Ben").press("ArrowDown");
  await expect(row.getByRole("button", { name: "Unmute" })).toBeFocused();
  // On a phone the menu may lie over the button, so a key presses it.
  await row.getByLabel("More about Ben").press("Enter");
  await expect(ana.page.locator(".menu-card")).toHaveCount(0);
});

test("a decline is undone from its toast", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await ana.goto("/app/friends");
  await ana.ask(ben);
  await ben.goto("/app/friends");
  const decline = ben.page.getByRole("button", { name: "Decline Ana" });
  const toast = await ben.holdToast("Ana's request is declined.", () => decline.click());
  await expect(decline).toHaveCount(0);
  await ben.shoot("friends-declined");
  const undo = toast.getByRole("button", { name: "Undo" });
  const back = await ben.holdToast("Ana's request is back.", () => undo.click());
  await expect(decline).toBeVisible();

  // A toast is swept away to a side; a short way is none.
  const sweep = async (by: number) => {
    const box = await back.boundingBox();
    if (!box) throw new Error("the toast is gone");
    await ben.page.mouse.move(box.x + 100, box.y + box.height / 2);
    await ben.page.mouse.down();
    await ben.page.mouse.move(box.x + 100 + by, box.y + box.height / 2, { steps: 4 });
    await ben.page.mouse.up();
  };
  await sweep(40);
  await expect(back).toBeVisible();
  await sweep(120);
  await expect(back).toHaveCount(0);
  await ben.accept(ana);
  await expect(ben.friendRow(ana)).toBeVisible();
});

test("a declined request is gone for one and waits on for the other", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await ana.goto("/app/friends");
  await ana.ask(ben);
  await ben.goto("/app/friends");
  await ben.page.getByRole("button", { name: "Decline Ana" }).click();
  await expect(ben.page.getByRole("button", { name: "Decline Ana" })).toHaveCount(0);
  await expect(ana.page.getByRole("region", { name: /^Sent/ })).toContainText(ben.email);

  // Asking once more looks as it did the first time, and disturbs nobody.
  await ana.page.getByRole("button", { name: `Cancel the request to ${ben.email}` }).click();
  await expect(ana.page.getByRole("region", { name: /^Sent/ })).toHaveCount(0);
  await ana.ask(ben);
  await ana.hasAsked(ben);
  await expect(ana.page.getByRole("region", { name: /^Sent/ })).toContainText(ben.email);
  await ben.page.reload();
  await ben.alive();
  await expect(ben.page.getByRole("button", { name: "Decline Ana" })).toHaveCount(0);
});

test("what is said of a long address stays within its card", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/friends?add");
  await ana.page.getByLabel("Their @handle or e-mail").fill(`${"a".repeat(60)}@example.com`);
  await ana.page.getByRole("button", { name: "Send request" }).click();
  const notice = ana.page.getByText("they have your request now");
  await expect(notice).toBeVisible();
  const [card, said] = await Promise.all([ana.page.getByRole("region", { name: "Friends", exact: true }).boundingBox(), notice.boundingBox()]);
  expect(said!.x + said!.width).toBeLessThanOrEqual(card!.x + card!.width);
});
