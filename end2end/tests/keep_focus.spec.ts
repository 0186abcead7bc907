// Whatever has the focus may go: then the next of its kind has it, or a heading, and never the page as a whole.
import { befriend, expect, test, type Person } from "../people";
import type { Locator } from "@playwright/test";

/** What is read out. */
const said = (person: Person, words: string) =>
  expect(person.page.locator("[role=status], [aria-live]").filter({ hasText: words }).first()).toBeAttached();

/** Presses a control with a key, as somebody without a mouse does. */
async function press(control: Locator) {
  await control.focus();
  await control.press("Enter");
}

/** Whatever has the focus is on the page and can be seen. */
async function keepsFocus(person: Person) {
  await expect(async () => {
    const has = await person.page.evaluate(() => {
      const element = document.activeElement;
      return !!element && element !== document.body && element.getClientRects().length > 0 && !element.matches(":disabled");
    });
    expect(has).toBe(true);
  }).toPass();
}

/** Holds back the events that the server sends to this person's next pages, from `hold` to `release`. */
async function eventsOf(person: Person) {
  let held: (() => void)[] | undefined;
  await person.page.routeWebSocket(/\/v1\/realtime/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const send = () => socket.send(message);
      if (held && JSON.parse(message.toString()).type === "event") held.push(send);
      else send();
    });
  });
  return {
    hold: () => void (held = []),
    release() {
      const late = held ?? [];
      held = undefined;
      for (const send of late) send();
    },
  };
}

/** Ana with a request of Ben's on her page, and her events in our hands. */
async function asked(people: (...names: string[]) => Promise<Person[]>) {
  const [ana, ben] = await people("Ana", "Ben");
  const events = await eventsOf(ana);
  await ana.register();
  await ben.register();
  await ben.goto("/app/friends");
  await ben.ask(ana);
  await ben.hasAsked(ana);
  // The page asks what has changed when its subscriptions are confirmed; what comes after that, only events tell.
  const read = ana.page.waitForResponse((answer) => answer.url().endsWith("/api/what_changed"));
  await ana.goto("/app/friends");
  await (await read).finished();
  const accept = ana.page.getByRole("button", { name: "Accept Ben" });
  await expect(accept).toBeVisible();
  const words = ana.page.locator("[role=status], [aria-live]").filter({ hasText: "You and Ben are friends now." });
  return { ana, ben, events, accept, words };
}

async function three(people: (...names: string[]) => Promise<Person[]>) {
  const all = await people("Ana", "Ben", "Cai");
  for (const person of all) await person.register();
  return all as [Person, Person, Person];
}

test("of a request that is accepted or declined the next one, then a heading", async ({ people }) => {
  const [ana, ben, cai] = await three(people);
  for (const other of [ben, cai]) {
    await other.goto("/app/friends");
    await other.ask(ana);
    await other.hasAsked(ana);
  }
  await ana.goto("/app/friends");
  const request = (of: Person) => ana.page.getByRole("listitem").filter({ hasText: of.name }).filter({ hasText: "would like" });
  await press(ana.page.getByRole("button", { name: "Accept Ben" }));
  await expect(ana.friendRow(ben)).toBeVisible();
  await expect(request(cai)).toBeFocused();
  await said(ana, "You and Ben are friends now.");
  await press(ana.page.getByRole("button", { name: "Decline Cai" }));
  await expect(request(cai)).toHaveCount(0);
  await keepsFocus(ana);
  await expect(ana.page.locator(":focus")).toHaveText(/Friends|Live now|Everyone|Add a friend/);
});

test("of a friend who is removed or blocked the next one, then a heading", async ({ people }) => {
  const [ana, ben, cai] = await three(people);
  await befriend(ben, ana);
  await befriend(cai, ana);
  await ana.goto("/app/friends");
  const row = await ana.openFriendMenu(ben, "Remove");
  await press(row.getByRole("button", { name: "Remove Ben" }));
  await expect(ana.friendRow(ben)).toHaveCount(0);
  await expect(ana.friendRow(cai)).toBeFocused();
  await said(ana, "Ben is no longer your friend.");
  const last = await ana.openFriendMenu(cai, "Block");
  await press(last.getByRole("button", { name: "Block Cai" }));
  await expect(ana.friendRow(cai)).toHaveCount(0);
  await keepsFocus(ana);
  await said(ana, "Cai is blocked.");

  await ana.goto("/app/me");
  await press(ana.page.getByRole("button", { name: "Unblock Cai" }));
  await expect(ana.page.getByRole("button", { name: "Unblock Cai" })).toHaveCount(0);
  await expect(ana.page.locator(":focus")).toHaveText("Privacy");
  await said(ana, "Cai is no longer blocked.");
});

test("what is done is read out although no event of it comes", async ({ people }) => {
  const { ana, ben, events, accept, words } = await asked(people);
  events.hold();
  await press(accept);
  await expect(words).toBeAttached();
  events.release();
  await expect(ana.friendRow(ben)).toBeVisible();
});

test("what is done is read out when the answer says so, although its event has removed the row before", async ({ people }) => {
  const { ana, accept, words } = await asked(people);
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await ana.page.route("**/api/accept_request*", async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await press(accept);
  await expect(accept).toHaveCount(0);
  await keepsFocus(ana);
  await expect(words).toHaveCount(0);
  answer();
  await expect(words).toBeAttached();
});

test("what is refused is not read out as done, although its row goes at once", async ({ people }) => {
  const { ana, ben, events, accept, words } = await asked(people);
  events.hold();
  await ben.page.getByRole("button", { name: /^Cancel the request/ }).click();
  await expect(ben.page.getByRole("button", { name: /^Cancel the request/ })).toHaveCount(0);
  await press(accept);
  await expect(ana.page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  events.release();
  await expect(accept).toHaveCount(0);
  await keepsFocus(ana);
  await expect(words).toHaveCount(0);
});

test("of a friend who removes me while I am at their row", async ({ people }) => {
  const [ana, ben, cai] = await three(people);
  await befriend(ben, ana);
  await befriend(cai, ana);
  await ana.goto("/app/friends");
  await ana.friendRow(ben).getByRole("link", { name: "Send Ben a snap" }).focus();
  await ben.goto("/app/friends");
  await (await ben.openFriendMenu(ana, "Remove")).getByRole("button", { name: "Remove Ana" }).click();
  await expect(ana.friendRow(ben)).toHaveCount(0);
  await expect(ana.friendRow(cai)).toBeFocused();
});

test("of a snap that is taken back its row, and of one that goes while it is looked at the inbox", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.sendSnap(ben);
  await ben.goto("/app/inbox");
  await press(ben.snaps("Received").getByRole("link"));
  await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();
  await ana.goto("/app/inbox?box=sent");
  await press(ana.page.getByRole("button", { name: "Delete the snap to Ben" }));
  await expect(ana.snaps("Sent").first()).toBeFocused();
  await said(ana, "The snap to Ben is deleted.");
  await ben.page.keyboard.press("Escape");
  await expect(ben.page.locator("dialog[open]")).toHaveCount(0);
  await keepsFocus(ben);
});

test("of a session that is signed out and a link that is revoked", async ({ people, browser, baseURL }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const elsewhere = await browser.newContext({ baseURL });
  await elsewhere.request.post("/api/sign_in", {
    form: { email: ana.email, password: "correct horse battery" },
    maxRedirects: 0,
  });
  await ana.goto("/app/me");
  const other = ana.page.locator(".device").getByRole("button", { name: /^Sign out/ });
  await press(other);
  await expect(other).toHaveCount(0);
  await expect(ana.page.locator(".device").first()).toBeFocused();
  await said(ana, "is signed out.");
  await elsewhere.close();

  await ana.goto("/app/friends?add");
  await press(ana.page.getByRole("button", { name: "Make a link" }));
  await expect(ana.page.getByRole("button", { name: "Revoke" })).toBeVisible();
  await keepsFocus(ana);
  await press(ana.page.getByRole("button", { name: "Revoke" }));
  await expect(ana.page.getByRole("button", { name: "Make a link" })).toBeVisible();
  await keepsFocus(ana);
  await said(ana, "Your link no longer works.");
});

test("of a toast that is dismissed what had it before, and of the ghost's pill the button in its place", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/inbox");
  const link = ana.page.getByRole("navigation", { name: "AppChat" }).getByRole("link", { name: "Snap" });
  const toast = await ana.holdToast("Ben sent a snap", () => ben.sendSnap(ana));
  const dismiss = toast.getByRole("button", { name: "Dismiss" });
  await link.focus();
  await press(dismiss);
  await expect(dismiss).toHaveCount(0);
  await expect(link).toBeFocused();

  await press(ana.page.getByRole("button", { name: "Ghost for 1 hour" }));
  await expect(ana.page.getByRole("button", { name: /^Ghost · \d+ min/ })).toBeVisible();
  await keepsFocus(ana);
  await press(ana.page.getByRole("button", { name: /^Ghost · \d+ min/ }));
  await expect(ana.page.getByRole("button", { name: "Ghost for 1 hour" })).toBeVisible();
  await keepsFocus(ana);
});

test("a press beside everything takes the focus away, and nothing gives it back", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/me");
  await ana.page.getByRole("button", { name: "Ghost for 1 hour" }).focus();
  await ana.page.getByRole("heading", { level: 1 }).click();
  await ana.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const focused = await ana.page.evaluate(() => document.activeElement?.tagName);
  expect(["BODY", "H1", "MAIN"]).toContain(focused);
});
