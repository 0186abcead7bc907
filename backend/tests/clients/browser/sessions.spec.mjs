// Who a page is, in a browser: by cookies where it may keep them, by its storage where not, and nobody where it has no
// business.
import { expect, listening, ONE_SITE, test, TWO_SITES } from "./people.mjs";

const me = (page) => page.evaluate(() => appwrite.account.get().then((me) => me.$id));

/** The frames a page's sockets send, as they do. */
function frames(page) {
  const sent = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(JSON.parse(payload).type)));
  return sent;
}

test("on one site a cookie no script can read is enough, for HTTP and for the socket", async ({ home, somebody }) => {
  const alice = await somebody(home.page(ONE_SITE));
  const cookies = await alice.context.cookies();
  expect(cookies.map(({ name, domain, httpOnly, path }) => ({ name, domain, httpOnly, path }))).toEqual([
    { name: "a_session_appchat_legacy", domain: ".api.town.test", httpOnly: true, path: "/" },
  ]);
  expect(await alice.page.evaluate(() => localStorage.getItem("cookieFallback"))).toBeNull();

  const sent = frames(alice.page);
  await alice.page.reload();
  expect(await me(alice.page)).toBe(alice.id);
  await listening(home, alice, "presences");
  expect(sent).not.toContain("authentication");

  await alice.page.evaluate(() => appwrite.account.deleteSession({ sessionId: "current" }));
  expect(await alice.context.cookies()).toEqual([]);
  expect(await alice.page.evaluate(() => refusal(appwrite.account.get()))).toEqual({
    code: 401,
    type: "general_unauthorized_scope",
  });
});

test("on two sites the page keeps the session itself, and tells the socket", async ({ home, somebody }) => {
  const alice = await somebody(home.page(TWO_SITES));
  expect(await alice.page.evaluate(() => Object.keys(JSON.parse(localStorage.cookieFallback)))).toEqual([
    "a_session_appchat",
  ]);
  const sent = frames(alice.page);
  await alice.page.reload();
  expect(await me(alice.page)).toBe(alice.id);
  await listening(home, alice, "presences");
  expect(sent).toContain("authentication");

  await alice.page.evaluate(() => appwrite.account.deleteSession({ sessionId: "current" }));
  expect(await alice.page.evaluate(() => localStorage.cookieFallback)).toBe("[]");
  expect(await alice.page.evaluate(() => refusal(appwrite.account.get()))).toMatchObject({ code: 401 });
});

test("a guest becomes somebody, and with an e-mail somebody who can come back", async ({ home, page }) => {
  await page.goto(home.page(ONE_SITE));
  const [before, after] = await page.evaluate(async () => {
    const { account } = appwrite;
    await account.createAnonymousSession();
    const before = await account.get();
    const credentials = { email: `${before.$id}@example.com`, password: "correct horse battery" };
    await account.updateEmail(credentials);
    await account.deleteSession({ sessionId: "current" });
    await account.createEmailPasswordSession(credentials);
    return [before.$id, (await account.get()).$id];
  });
  expect(after).toBe(before);
});

test("errors reach the page with their status and type", async ({ home, somebody }) => {
  const alice = await somebody(home.page(ONE_SITE));
  const refusals = await alice.page.evaluate(
    (credentials) =>
      Promise.all([
        refusal(appwrite.account.create({ userId: "x", ...credentials })),
        refusal(appwrite.account.createEmailPasswordSession(credentials)),
        refusal(appwrite.tablesdb.getRow({ databaseId: "appchat-db", tableId: "snaps", rowId: "absent" })),
        refusal(appwrite.presences.get({ presenceId: "absent" })),
        refusal(appwrite.account.updateName({ name: "" })),
      ]),
    alice.credentials,
  );
  expect(refusals.map(({ code, type }) => `${code} ${type}`)).toEqual([
    "409 user_already_exists",
    "401 user_session_already_exists",
    "404 row_not_found",
    "404 presence_not_found",
    "400 general_argument_invalid",
  ]);
});

test("a page nobody registered is refused, over HTTP and on the socket", async ({ home, page }) => {
  await page.goto(home.page({ page: "stranger.test", api: "api.town.test" }));
  expect(await page.evaluate(() => appwrite.account.get().catch((error) => error.message))).toBe("Failed to fetch");
  await page.evaluate(() => listen("presences"));
  await expect.poll(() => page.evaluate(() => errors)).toEqual([1008]);
});
