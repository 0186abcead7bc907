// How AppChat's server signs people in: with the key, which is told the secret, and then as them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, PASSWORD, plain, refused, server } from "../people.mjs";

const home = await openHome();
const { key } = home;
const { ID } = server;

test("the server is there", async () => {
  assert.deepEqual(plain(await key.client.ping()), { message: "Pong!" });
});

test("the key is told the secret of the session it makes, and who has the secret is that person", async () => {
  const email = `${ID.unique()}@example.com`;
  const { $id } = await key.account.create({ userId: ID.unique(), email, password: PASSWORD, name: "Alice" });
  const session = await key.account.createEmailPasswordSession({ email, password: PASSWORD });
  assert.match(session.secret, /^[A-Za-z0-9+/]+=*$/);
  assert.ok(new Date(session.expire) > new Date());
  assert.equal((await home.session(server, session.secret).account.get()).$id, $id);
  // Frameworks encode what they put into a cookie.
  const cookie = `a_session_appchat=${encodeURIComponent(session.secret)}`;
  const { client, account } = home.guest(server);
  client.setCookie(cookie);
  assert.equal((await account.get()).$id, $id);
});

test("a sign-up or sign-in that cannot be is refused, to the key as well", async () => {
  const { id, email } = await home.person("alice");
  const again = { userId: id, email: "other@example.com", password: PASSWORD };
  await refused(key.account.create(again), 409, "user_already_exists");
  await refused(key.account.create({ ...again, userId: ID.unique(), email }), 409, "user_already_exists");
  const wrong = { email, password: "not the password" };
  await refused(key.account.createEmailPasswordSession(wrong), 401, "user_invalid_credentials");
});

test("a key is nobody, a wrong secret is a guest, and a wrong key is told so", async () => {
  await refused(key.account.get(), 401, "general_unauthorized_scope");
  await refused(home.guest(server).account.get(), 401, "general_unauthorized_scope");
  await refused(home.session(server, "bm9ib2R5").account.get(), 401, "general_unauthorized_scope");
  const { client, users } = home.guest(server);
  client.setKey("standard_wrong");
  await refused(users.list(), 401, "user_unauthorized");
  const { client: stray, account } = home.guest(server);
  stray.setProject("elsewhere");
  await refused(account.get(), 404, "project_not_found");
});

test("a person's own calls: preferences, name, sessions, signing out", async () => {
  const alice = await home.person("alice");
  const { account } = alice.server;
  assert.deepEqual(plain((await account.updatePrefs({ prefs: { theme: "dark" } })).prefs), { theme: "dark" });
  assert.equal((await account.updateName({ name: "Alicia" })).name, "Alicia");
  const { sessions } = await account.listSessions();
  assert.deepEqual(sessions.map((session) => [session.current, session.secret]), [[true, ""]]);
  await account.deleteSession({ sessionId: "current" });
  await refused(account.get(), 401, "general_unauthorized_scope");
});

test("a JWT acts as the person, and not beside their session", async () => {
  const alice = await home.person("alice");
  const { jwt } = await alice.server.account.createJWT();
  assert.equal((await home.jwt(server, jwt).account.get()).$id, alice.id);
  const both = home.jwt(server, jwt);
  both.client.setSession(alice.secret);
  await refused(both.account.get(), 403, "user_jwt_and_cookie_set");
});
