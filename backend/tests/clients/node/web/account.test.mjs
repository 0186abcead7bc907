// The web SDK as a browser without cookies has it: sessions live in `localStorage.cookieFallback`.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openHome, PASSWORD, plain, refused, web } from "../people.mjs";

const home = await openHome();
const { account, avatars } = home.guest(web);
const { ID } = web;

beforeEach(() => window.localStorage.clear());

/** An account of its own for each test. */
async function register() {
  const email = `${ID.unique()}@example.com`;
  const person = await account.create({ userId: ID.unique(), email, password: PASSWORD, name: "Alice" });
  return { ...person, credentials: { email, password: PASSWORD } };
}

test("the server is there", async () => {
  assert.deepEqual(plain(await home.guest(web).client.ping()), { message: "Pong!" });
});

test("a person registers, signs in, is known, and signs out", async () => {
  const { $id, credentials } = await register();
  await refused(account.get(), 401, "general_unauthorized_scope");

  const session = await account.createEmailPasswordSession(credentials);
  assert.deepEqual([session.userId, session.provider, session.secret], [$id, "email", ""]);
  assert.ok(JSON.parse(window.localStorage.getItem("cookieFallback")).a_session_appchat);
  const person = await account.get();
  assert.deepEqual([person.$id, person.email, person.name], [$id, credentials.email, "Alice"]);
  await refused(account.createEmailPasswordSession(credentials), 401, "user_session_already_exists");

  await account.deleteSession({ sessionId: "current" });
  assert.equal(window.localStorage.getItem("cookieFallback"), "[]");
  await refused(account.get(), 401, "general_unauthorized_scope");
});

test("registering twice, badly, or signing in wrongly is refused", async () => {
  const { $id, credentials } = await register();
  const other = { userId: ID.unique(), email: "new@example.com", password: PASSWORD };
  await refused(account.create({ ...other, ...credentials }), 409, "user_already_exists");
  await refused(account.create({ ...other, userId: $id }), 409, "user_already_exists");
  await refused(account.create({ ...other, email: "nobody" }), 400, "general_argument_invalid");
  await refused(account.create({ ...other, password: "short" }), 400, "general_argument_invalid");
  const wrong = { ...credentials, password: "not the password" };
  await refused(account.createEmailPasswordSession(wrong), 401, "user_invalid_credentials");
  const unknown = { email: "nobody@example.com", password: PASSWORD };
  await refused(account.createEmailPasswordSession(unknown), 401, "user_invalid_credentials");
});

test("preferences are replaced as a whole", async () => {
  await account.createEmailPasswordSession((await register()).credentials);
  assert.deepEqual(plain(await account.getPrefs()), {});
  const { prefs } = await account.updatePrefs({ prefs: { theme: "dark", pins: [1, 2] } });
  assert.deepEqual(plain(prefs), { theme: "dark", pins: [1, 2] });
  await account.updatePrefs({ prefs: { theme: "light" } });
  assert.deepEqual(plain(await account.getPrefs()), { theme: "light" });
  await refused(account.updatePrefs({ prefs: { much: "x".repeat(65_536) } }), 400, "general_argument_invalid");
});

test("name, e-mail and password change with the password at hand", async () => {
  await account.createEmailPasswordSession((await register()).credentials);
  assert.equal((await account.updateName({ name: "Alicia" })).name, "Alicia");
  await refused(account.updateName({ name: "" }), 400, "general_argument_invalid");

  const email = `${ID.unique()}@example.com`;
  await refused(account.updateEmail({ email, password: "not the password" }), 401, "user_invalid_credentials");
  const taken = (await register()).email;
  await refused(account.updateEmail({ email: taken, password: PASSWORD }), 409, "user_target_already_exists");
  assert.equal((await account.updateEmail({ email, password: PASSWORD })).email, email);

  const password = "an even better battery";
  await refused(account.updatePassword({ password, oldPassword: "no" }), 401, "user_invalid_credentials");
  await account.updatePassword({ password, oldPassword: PASSWORD });
  window.localStorage.clear();
  await account.createEmailPasswordSession({ email, password });
});

test("sessions are listed, renewed and ended one by one or all at once", async () => {
  const { credentials } = await register();
  const first = await account.createEmailPasswordSession(credentials);
  window.localStorage.clear();
  const second = await account.createEmailPasswordSession(credentials);

  const { total, sessions } = await account.listSessions();
  assert.equal(total, 2);
  assert.deepEqual(sessions.filter((session) => session.current).map((session) => session.$id), [second.$id]);
  assert.equal((await account.getSession({ sessionId: "current" })).$id, second.$id);
  const renewed = await account.updateSession({ sessionId: first.$id });
  assert.ok(renewed.expire >= first.expire);

  await account.deleteSession({ sessionId: first.$id });
  await refused(account.getSession({ sessionId: first.$id }), 404, "user_session_not_found");
  await account.deleteSessions();
  await refused(account.get(), 401, "general_unauthorized_scope");
});

test("a JWT stands for its session and ends with it", async () => {
  const { $id, credentials } = await register();
  await account.createEmailPasswordSession(credentials);
  const { jwt } = await account.createJWT({ duration: 60 });
  const bearer = home.jwt(web, jwt);
  await refused(bearer.account.get(), 403, "user_jwt_and_cookie_set");

  const session = window.localStorage.getItem("cookieFallback");
  window.localStorage.clear();
  assert.equal((await bearer.account.get()).$id, $id);
  await refused(bearer.account.createJWT(), 403, "user_jwt_creation_denied");
  await refused(home.jwt(web, "not.a.token").account.get(), 401, "user_jwt_invalid");
  await refused(account.createJWT(), 401, "general_unauthorized_scope");

  window.localStorage.setItem("cookieFallback", session);
  await account.deleteSession({ sessionId: "current" });
  window.localStorage.clear();
  await refused(bearer.account.get(), 401, "general_unauthorized_scope");
});

test("a guest becomes somebody without a name, and later somebody with an e-mail", async () => {
  const session = await account.createAnonymousSession();
  assert.deepEqual([session.provider, session.factors], ["anonymous", ["anonymous"]]);
  const nameless = await account.get();
  assert.deepEqual([nameless.name, nameless.email], ["", ""]);
  await refused(account.createAnonymousSession(), 401, "user_session_already_exists");

  const email = `${ID.unique()}@example.com`;
  const real = await account.updateEmail({ email, password: PASSWORD });
  assert.deepEqual([real.$id, real.email], [nameless.$id, email]);
  assert.equal((await account.getSession({ sessionId: "current" })).$id, session.$id);
  window.localStorage.clear();
  assert.equal((await account.createEmailPasswordSession({ email, password: PASSWORD })).userId, nameless.$id);
});

test("a token made by the key signs in once", async () => {
  const { $id } = await register();
  const { secret } = await home.key.users.createToken({ userId: $id });
  await refused(account.createSession({ userId: $id, secret: "wrong!" }), 401, "user_invalid_token");
  assert.equal((await account.createSession({ userId: $id, secret })).userId, $id);
  window.localStorage.clear();
  await refused(account.createSession({ userId: $id, secret }), 401, "user_invalid_token");
});

test("who blocks their own account is out, and the right password tells them so", async () => {
  const { credentials } = await register();
  await account.createEmailPasswordSession(credentials);
  const session = window.localStorage.getItem("cookieFallback");
  assert.equal((await account.updateStatus()).status, false);
  window.localStorage.setItem("cookieFallback", session);
  await refused(account.get(), 403, "user_blocked");
  window.localStorage.clear();
  await refused(account.createEmailPasswordSession(credentials), 403, "user_blocked");
});

test("where no mail is sent, a verification says so", async () => {
  await account.createEmailPasswordSession((await register()).credentials);
  await refused(account.createEmailVerification({ url: "http://localhost/" }), 503, "general_smtp_disabled");
});

test("the address of somebody's initials is a picture", async () => {
  const picture = await fetch(avatars.getInitials({ name: "Alice Ray", width: 64, height: 64 }));
  assert.deepEqual([picture.status, picture.headers.get("content-type")], [200, "image/png"]);
  const refusal = await fetch(avatars.getInitials({ name: "Alice", width: 4000 }));
  assert.equal((await refusal.json()).type, "general_argument_invalid");
});
