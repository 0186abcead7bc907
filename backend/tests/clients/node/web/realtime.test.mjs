// The web SDK's `Realtime`: who hears what, under which names, and what becomes of a connection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, BUCKET, openHome, PASSWORD, refused, server, SNAPS, web } from "../people.mjs";
import { caughtUp, event, listening } from "../listening.mjs";
import { photo } from "../photo.mjs";

const home = await openHome();
const { Channel, ID, Permission, Query, Role } = web;
const snaps = Channel.tablesdb("appchat-db").table("snaps");

/** Subscribes as this client and waits until the server knows. */
async function listen({ realtime }, channels, queries) {
  const heard = listening();
  const subscription = await realtime.subscribe(channels, heard.tell, queries);
  await caughtUp(home, realtime);
  return { ...heard, subscription };
}

/** Three people, and a snap's row from the first to the second. */
async function threePeople() {
  const people = await Promise.all(["alice", "ben", "cleo"].map((name) => home.person(name)));
  const [alice, ben] = people;
  const send = () =>
    home.key.tablesDB.createRow({
      ...SNAPS,
      rowId: ID.unique(),
      data: { senderId: alice.id, recipientId: ben.id, fileId: "f" },
      permissions: between(alice, ben),
    });
  return [...people, send];
}

test("a channel's helper says its name", () => {
  const names = [
    [Channel.presences(), "presences"],
    [Channel.presence("p").upsert(), "presences.p.upsert"],
    [snaps.row(), "tablesdb.appchat-db.tables.snaps.rows"],
    [snaps.row("s1").delete(), "tablesdb.appchat-db.tables.snaps.rows.s1.delete"],
    [Channel.database("d").collection("c").document("x"), "databases.d.collections.c.documents.x"],
    [Channel.bucket("snaps").file(), "buckets.snaps.files"],
    [Channel.function("echo"), "functions.echo"],
    [Channel.execution("e"), "executions.e"],
    [Channel.account(), "account"],
  ];
  for (const [channel, name] of names) assert.equal(channel.toString(), name);
});

test("a row is told to those who may read it, under all its names, and to nobody else", async () => {
  const [alice, ben, cleo, send] = await threePeople();
  const hers = await listen(alice.web, snaps.row());
  const his = await listen(ben.web, snaps.row());
  const strangers = [await listen(cleo.web, snaps.row()), await listen(home.guest(web), "rows")];

  const row = await send();
  const created = `tablesdb.appchat-db.tables.snaps.rows.${row.$id}.create`;
  const told = await his.until(event(created));
  await hers.until(event(created));
  assert.equal(told.events[0], created);
  assert.deepEqual([told.events.length, told.channels.length], [64, 16]);
  assert.deepEqual({ ...told.payload }, { ...row });
  assert.ok(Math.abs(new Date(told.timestamp) - new Date(row.$createdAt)) < 10_000);

  await home.key.tablesDB.updateRow({ ...SNAPS, rowId: row.$id, data: { viewedAt: row.$createdAt } });
  await hers.until(event("tablesdb.*.tables.*.rows.*.update"));
  await home.key.tablesDB.deleteRow({ ...SNAPS, rowId: row.$id });
  await his.until(event(`databases.*.tables.snaps.rows.${row.$id}.delete`));

  await caughtUp(home, cleo.web.realtime);
  for (const stranger of strangers) assert.deepEqual(stranger.messages, []);
  assert.deepEqual([hers.messages.length, his.messages.length], [3, 3]);
});

test("a channel of one action hears that action alone", async () => {
  const [alice, , , send] = await threePeople();
  const deletions = await listen(alice.web, snaps.row().delete());
  const { $id: rowId } = await send();
  await home.key.tablesDB.deleteRow({ ...SNAPS, rowId });
  await caughtUp(home, alice.web.realtime);
  assert.deepEqual(deletions.messages.map((message) => message.events[0].split(".").at(-1)), ["delete"]);
});

test("a subscription's questions narrow what it hears", async () => {
  const [alice, ben, , send] = await threePeople();
  const sent = await listen(alice.web, snaps.row(), [Query.equal("senderId", alice.id)]);
  const received = await listen(alice.web, snaps.row(), [Query.equal("recipientId", alice.id)]);
  await send();
  await caughtUp(home, alice.web.realtime);
  assert.deepEqual([sent.messages.length, received.messages.length], [1, 0]);
  assert.equal(sent.messages[0].payload.recipientId, ben.id);
});

test("a subscription moves to other channels, and ends", async () => {
  const [alice, , , send] = await threePeople();
  const heard = await listen(alice.web, "files");
  await send();
  await heard.subscription.update({ channels: [snaps.row().create()], queries: [] });
  await caughtUp(home, alice.web.realtime);
  const { $id } = await send();
  await caughtUp(home, alice.web.realtime);
  assert.deepEqual(heard.messages.map((message) => message.payload.$id), [$id]);
  await heard.subscription.unsubscribe();
  await send();
  await caughtUp(home, alice.web.realtime);
  assert.equal(heard.messages.length, 1);
});

test("a person hears of their own account, executions and files", async () => {
  const alice = await home.person("alice");
  const account = await listen(alice.web, Channel.account());
  const executions = await listen(alice.web, [Channel.executions(), Channel.function("echo")]);
  const files = await listen(alice.web, Channel.bucket("snaps").file());
  await alice.web.account.updateName({ name: "Alicia" });
  const renamed = await account.until(event(`users.${alice.id}.update.name`));
  assert.equal(renamed.payload.name, "Alicia");
  await home.key.account.createEmailPasswordSession({ email: alice.email, password: PASSWORD });
  await account.until(event(`users.${alice.id}.sessions.*.create`));

  const { $id } = await alice.web.functions.createExecution({ functionId: "echo" });
  assert.equal((await executions.until(event(`functions.echo.executions.${$id}.create`))).payload.$id, $id);
  const upload = { ...BUCKET, fileId: ID.unique(), file: photo().file, permissions: between(alice) };
  const { $id: fileId } = await home.key.storage.createFile(upload);
  assert.equal((await files.until(event(`buckets.snaps.files.${fileId}.create`))).payload.bucketId, "snaps");
});

test("a JWT listens as its person", async () => {
  const [alice, , , send] = await threePeople();
  const { jwt } = await alice.web.account.createJWT();
  const heard = await listen(home.jwt(web, jwt), snaps.row());
  const { $id } = await send();
  assert.equal((await heard.until(() => true)).payload.$id, $id);
});

test("after a cut the client is back by itself, with its subscriptions and its person", async () => {
  const [alice, , , send] = await threePeople();
  const line = await home.line();
  const client = home.session(web, alice.secret, line.endpoint);
  const heard = await listen(client, snaps.row());
  const first = await send();
  await heard.until((message) => message.payload.$id === first.$id);
  const [closed, opened] = [listening(), listening()];
  client.realtime.onClose(() => closed.tell({}));
  client.realtime.onOpen(() => opened.tell({}));
  line.cut();
  await closed.until(() => true);
  await opened.until(() => true);
  await caughtUp(home, client.realtime);
  const { $id } = await send();
  await heard.until((message) => message.payload.$id === $id);
  assert.equal(heard.messages.length, 2);
});

test("what a socket may not is said to onError and leaves it open", async () => {
  const guest = home.guest(web);
  const heard = await listen(guest, "presences");
  const errors = listening();
  guest.realtime.onError((error, code) => errors.tell({ code, message: error.message }));
  await guest.realtime.upsertPresence({ presenceId: ID.unique(), status: "online" });
  assert.deepEqual(await errors.until(() => true), { code: 401, message: "User must be authorized" });
  await guest.realtime.subscribe("rows", () => {}, [Query.search("senderId", "a")]);
  assert.match((await errors.until(({ code }) => code === 1003)).message, /^Invalid query: Query method 'search'/);

  const permissions = [Permission.read(Role.any())];
  const { id: userId } = await home.person("alice");
  await home.key.presences.upsert({ presenceId: userId, userId, status: "online", permissions });
  await heard.until((message) => message.payload.userId === userId);
});

test("an unknown project is told so once, and the client stays away", async () => {
  const { client, realtime } = home.guest(web);
  client.setProject("elsewhere");
  const [errors, closed] = [listening(), listening()];
  realtime.onError((error, code) => errors.tell({ code }));
  realtime.onClose(() => closed.tell({}));
  await realtime.subscribe("rows", () => {});
  assert.deepEqual(await errors.until(() => true), { code: 1008 });
  await closed.until(() => true);
  await refused(home.session(server, "x").account.get(), 401, "general_unauthorized_scope");
});

test("an ended session hears nothing more: its socket closes, and the next one knows nobody", async () => {
  const [alice, , , send] = await threePeople();
  const heard = await listen(alice.web, [snaps.row(), Channel.account()]);
  const [closed, errors] = [listening(), listening()];
  alice.web.realtime.onClose(() => closed.tell({}));
  alice.web.realtime.onError((error, code) => errors.tell({ code, message: error.message }));
  await home.key.users.deleteSessions({ userId: alice.id });
  await heard.until(event(`users.${alice.id}.sessions.*.delete`));
  await closed.until(() => true);
  assert.deepEqual(await errors.until(() => true), { code: 1003, message: "Session is not valid." });
  await caughtUp(home, alice.web.realtime);
  await send();
  await caughtUp(home, alice.web.realtime);
  assert.ok(!heard.messages.some(event("tablesdb.*.tables.*.rows.*.create")));
});
