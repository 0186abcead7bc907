// The users of a project, which are the key's business alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, PASSWORD, plain, refused, server } from "../people.mjs";

const home = await openHome();
const { users } = home.key;
const { ID, Query } = server;

/** A user without a session. */
async function create(name) {
  const email = `${name}.${ID.unique()}@example.com`;
  return users.create({ userId: ID.unique(), email, password: PASSWORD, name });
}

test("the key creates, reads and deletes users", async () => {
  const alice = await create("alice");
  assert.deepEqual([alice.name, alice.status, alice.emailVerification, alice.labels], ["alice", true, false, []]);
  assert.equal((await users.get({ userId: alice.$id })).email, alice.email);
  await refused(users.create({ userId: alice.$id }), 409, "user_already_exists");
  await refused(users.create({ userId: ID.unique(), email: alice.email }), 409, "user_already_exists");
  await refused(users.create({ userId: ID.unique(), email: "nobody" }), 400, "general_argument_invalid");
  await users.delete({ userId: alice.$id });
  await refused(users.get({ userId: alice.$id }), 404, "user_not_found");
  await refused(users.delete({ userId: alice.$id }), 404, "user_not_found");
});

test("users are found by e-mail, by a search and page by page", async () => {
  const [ben, cleo] = [await create("benedict"), await create("cleopatra")];
  const ids = (list) => list.users.map((user) => user.$id);
  assert.deepEqual(ids(await users.list({ queries: [Query.equal("email", ben.email)] })), [ben.$id]);
  assert.deepEqual(ids(await users.list({ search: "cleo" })), [cleo.$id]);
  const newest = [Query.orderDesc("$createdAt"), Query.limit(1)];
  const first = await users.list({ queries: newest });
  assert.deepEqual([ids(first), first.total >= 2], [[cleo.$id], true]);
  const next = await users.list({ queries: [...newest, Query.cursorAfter(cleo.$id)], total: false });
  assert.deepEqual([ids(next), next.total], [[ben.$id], 0]);
  await refused(users.list({ queries: [Query.equal("shoeSize", 42)] }), 400, "general_argument_invalid");
  await refused(users.list({ queries: [Query.cursorAfter("nobody")] }), 400, "general_cursor_not_found");
});

test("what is known of a user can be changed", async () => {
  const { $id: userId } = await create("alice");
  const taken = await create("ben");
  assert.equal((await users.updateName({ userId, name: "Alicia" })).name, "Alicia");
  const email = `${ID.unique()}@example.com`;
  assert.equal((await users.updateEmail({ userId, email })).email, email);
  await assert.rejects(users.updateEmail({ userId, email: taken.email }), { code: 409 });
  assert.equal((await users.updatePhone({ userId, number: "+4366012345678" })).phone, "+4366012345678");
  assert.equal((await users.updateEmailVerification({ userId, emailVerification: true })).emailVerification, true);
  assert.equal((await users.updatePhoneVerification({ userId, phoneVerification: true })).phoneVerification, true);
  assert.deepEqual((await users.updateLabels({ userId, labels: ["vip", "vip"] })).labels, ["vip"]);
  assert.deepEqual(plain(await users.updatePrefs({ userId, prefs: { theme: "dark" } })), { theme: "dark" });
  assert.deepEqual(plain(await users.getPrefs({ userId })), { theme: "dark" });
  await users.updatePassword({ userId, password: "an even better battery" });
  const session = await home.key.account.createEmailPasswordSession({ email, password: "an even better battery" });
  assert.equal(session.userId, userId);
  await refused(users.updateName({ userId: "nobody", name: "x" }), 404, "user_not_found");
});

test("a blocked user is out, and back in when unblocked", async () => {
  const alice = await home.person("alice");
  assert.equal((await users.updateStatus({ userId: alice.id, status: false })).status, false);
  await refused(alice.server.account.get(), 403, "user_blocked");
  await users.updateStatus({ userId: alice.id, status: true });
  assert.equal((await alice.server.account.get()).$id, alice.id);
});

test("sessions, tokens and JWTs are made for a user and ended", async () => {
  const { $id: userId } = await create("alice");
  const session = await users.createSession({ userId });
  assert.equal(session.provider, "server");
  const alice = home.session(server, session.secret);
  assert.equal((await alice.account.get()).$id, userId);

  const { jwt } = await users.createJWT({ userId });
  assert.equal((await home.jwt(server, jwt).account.get()).$id, userId);
  const token = await users.createToken({ userId, length: 32, expire: 60 });
  assert.equal(token.secret.length, 32);
  const second = await home.key.account.createSession({ userId, secret: token.secret });
  assert.equal(second.provider, "token");
  assert.equal((await users.listSessions({ userId })).total, 2);

  await users.deleteSession({ userId, sessionId: session.$id });
  await refused(alice.account.get(), 401, "general_unauthorized_scope");
  await refused(users.deleteSession({ userId, sessionId: session.$id }), 404, "user_session_not_found");
  await users.deleteSessions({ userId });
  assert.equal((await users.listSessions({ userId })).total, 0);
  await refused(users.createSession({ userId: "nobody" }), 404, "user_not_found");
});

test("a session may not ask about users at all", async () => {
  const alice = await home.person("alice");
  await refused(alice.server.users.list(), 401, "general_unauthorized_scope");
  await refused(alice.server.users.get({ userId: alice.id }), 401, "general_unauthorized_scope");
  await refused(home.guest(server).users.list(), 401, "general_unauthorized_scope");
});
