// The calls of Appwrite's public page on presences, as it makes them, endpoint and project aside; and what the page
// promises of each. They come in the page's order: upsert, get, list, update, delete, subscribe, expiry, permissions;
// and "while connected" last.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, plain, refused, server, web } from "./people.mjs";
import { caughtUp, event, gone, listening } from "./listening.mjs";

const home = await openHome();
const sdk = server; // the page's name for it
const { ID, Permission, Query, Role, Channel } = web;

/** Somebody signed in, and the page's `presences` for them. */
async function somebody(name) {
  const person = await home.person(name);
  return { person, presences: person.web.presences };
}

test("upsert, from a page: the session says whose it is", async () => {
  const { person, presences } = await somebody("alice");
  const presence = await presences.upsert({
    presenceId: ID.unique(),
    status: "online",
    metadata: { page: "/dashboard" },
    permissions: [Permission.read(Role.users())],
  });
  assert.deepEqual([presence.userId, presence.status, presence.source], [person.id, "online", "rest"]);
  assert.deepEqual(plain(presence.metadata), { page: "/dashboard" });
  assert.deepEqual(presence.$permissions, ['read("users")']);
});

test("upsert, from a server: the key says whose it is", async () => {
  const { person } = await somebody("alice");
  const presences = new sdk.Presences(home.key.client);
  const upsert = {
    presenceId: "presence-of-alice",
    userId: person.id,
    status: "online",
    permissions: [sdk.Permission.read(sdk.Role.users())],
  };
  const presence = await presences.upsert(upsert);
  assert.deepEqual([presence.$id, presence.userId], ["presence-of-alice", person.id]);
  // "Call it on every heartbeat without worrying about duplicates": the same record, further away from its end.
  const again = await presences.upsert(upsert);
  assert.deepEqual([again.$id, again.$createdAt], [presence.$id, presence.$createdAt]);
  assert.ok(again.expiresAt >= presence.expiresAt);
  assert.throws(() => presences.upsert({ ...upsert, userId: undefined }), /Missing required parameter: "userId"/);
});

test("get, from a page and from a server", async () => {
  const { presences } = await somebody("alice");
  const { presences: readers } = await somebody("ben");
  const permissions = [Permission.read(Role.users())];
  const { $id } = await presences.upsert({ presenceId: ID.unique(), status: "online", permissions });
  assert.equal((await readers.get({ presenceId: $id })).status, "online");
  assert.equal((await home.key.presences.get({ presenceId: $id })).status, "online");
  await refused(readers.get({ presenceId: "absent" }), 404, "presence_not_found");
});

test("list, from a page and from a server: who is here right now", async () => {
  const { person, presences } = await somebody("alice");
  const status = `online-${person.id}`;
  await presences.upsert({ presenceId: person.id, status });
  const page = await presences.list({ queries: [Query.equal("status", [status])] });
  assert.deepEqual([page.total, page.presences[0].userId], [1, person.id]);
  const byKey = await home.key.presences.list({ queries: [sdk.Query.equal("status", [status])] });
  assert.deepEqual(byKey.presences, page.presences);
  const { presences: strangers } = await somebody("ben");
  assert.equal((await strangers.list({ queries: [Query.equal("status", [status])] })).total, 0);
  assert.equal((await presences.list({ queries: [Query.equal("userId", person.id)], ttl: 60 })).total, 1);
});

test("update changes what it names and leaves the rest", async () => {
  const { person, presences } = await somebody("alice");
  const { $id, expiresAt } = await presences.upsert({ presenceId: ID.unique(), status: "online", metadata: { a: 1 } });
  const presence = await presences.update({ presenceId: $id, status: "away" });
  assert.deepEqual([presence.status, plain(presence.metadata), presence.expiresAt], ["away", { a: 1 }, expiresAt]);
  // The page calls the server's method `updatePresence`; this SDK calls it `update`.
  const byKey = await home.key.presences.update({ presenceId: $id, userId: person.id, status: "busy" });
  assert.equal(byKey.status, "busy");
});

test("delete takes a record away at once, from a page and from a server", async () => {
  const { presences } = await somebody("alice");
  for (const by of [presences, home.key.presences]) {
    const { $id: presenceId } = await presences.upsert({ presenceId: ID.unique(), status: "online" });
    assert.deepEqual(plain(await by.delete({ presenceId })), { message: "" });
    await refused(by.get({ presenceId }), 404, "presence_not_found");
  }
});

test("subscribe: the first words, the changes and the end of each presence arrive", async () => {
  const { presences } = await somebody("alice");
  const { person: ben } = await somebody("ben");
  const heard = listening();
  const { realtime } = ben.web;
  await realtime.subscribe(Channel.presences(), (response) => {
    if (response.events.includes("presences.*.delete")) heard.tell({ ...response, gone: true });
    else if (response.events.includes("presences.*.upsert") || response.events.includes("presences.*.update")) {
      heard.tell(response);
    }
  });
  const permissions = [Permission.read(Role.users()), Permission.write(Role.users())];
  await caughtUp(home, realtime);
  await presences.upsert({ presenceId: "one", status: "online", permissions });
  assert.equal((await heard.until(event("presences.one.upsert"))).payload.status, "online");
  await presences.update({ presenceId: "one", status: "away" });
  assert.equal((await heard.until(event("presences.one.update"))).payload.status, "away");
  await presences.delete({ presenceId: "one" });
  assert.ok((await heard.until(event("presences.one.delete"))).gone);
  assert.ok(!heard.messages.some(event("presences.one.create")));
  await realtime.disconnect();
});

test("expiry: a record with an end of its own is gone by then, with an event", async () => {
  const { presences } = await somebody("alice");
  const heard = listening();
  const { realtime } = (await somebody("ben")).person.web;
  await realtime.subscribe(Channel.presence("brief"), heard.tell);
  await caughtUp(home, realtime);
  const inFiveMinutes = await presences.upsert({
    presenceId: "brief",
    status: "online",
    expiresAt: new Date(Date.now() + 5 * 60 * 1000).toISOString(),
    permissions: [Permission.read(Role.users()), Permission.update(Role.users())],
  });
  const left = new Date(inFiveMinutes.expiresAt) - Date.now();
  assert.ok(left > 290_000 && left <= 300_000, `${left} ms`);

  await presences.update({ presenceId: "brief", expiresAt: new Date(Date.now() + 500).toISOString() });
  await heard.until(event("presences.brief.delete"));
  await realtime.disconnect();
  await refused(presences.get({ presenceId: "brief" }), 404, "presence_not_found");

  const tooLate = new Date(Date.now() + 31 * 86_400_000).toISOString();
  await refused(presences.upsert({ presenceId: "b", status: "x", expiresAt: tooLate }), 400, "general_argument_invalid");
});

test("permissions: for a team, only somebody who may speak for it", async () => {
  const { person, presences } = await somebody("alice");
  const permissions = [Permission.read(Role.team("crew"))];
  const upsert = { presenceId: ID.unique(), status: "online", permissions };
  await refused(presences.upsert(upsert), 401, "user_unauthorized");
  const byKey = { presenceId: ID.unique(), userId: person.id, status: "online", permissions };
  assert.deepEqual((await home.key.presences.upsert(byKey)).$permissions, ['read("team:crew")']);
});

test("permissions: without any, only its owner and keys see a record", async () => {
  const { person, presences } = await somebody("alice");
  const { $id: presenceId, $permissions } = await presences.upsert({ presenceId: ID.unique(), status: "online" });
  assert.deepEqual($permissions, ["delete", "read", "update", "write"].map((verb) => `${verb}("user:${person.id}")`));
  await presences.get({ presenceId });
  await home.key.presences.get({ presenceId });
  await refused((await somebody("ben")).presences.get({ presenceId }), 404, "presence_not_found");
  await refused(home.guest(web).presences.get({ presenceId }), 401, "general_unauthorized_scope");
});

test("while connected: the record lives as long as the socket", async () => {
  const { person } = await somebody("alice");
  const { presences } = await somebody("ben");
  const { realtime } = person.web;
  const heard = listening();
  await realtime.subscribe(Channel.presences(), heard.tell);
  await realtime.upsertPresence({
    presenceId: ID.unique(),
    status: "online",
    permissions: [Permission.read(Role.users())],
  });
  const { payload } = await heard.until((message) => message.payload.userId === person.id);
  assert.equal(payload.source, "realtime");
  assert.equal((await presences.get({ presenceId: payload.$id })).status, "online");
  await realtime.disconnect();
  await gone(() => presences.get({ presenceId: payload.$id }));
});
