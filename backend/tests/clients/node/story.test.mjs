// AppChat's own story, told with the official clients alone: its server has the key, its pages have a session.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, BUCKET, FRIENDSHIPS, openHome, plain, refused, REQUESTS, server, SNAPS, web } from "./people.mjs";
import { caughtUp, event, gone, listening } from "./listening.mjs";
import { photo } from "./photo.mjs";

const { Channel } = web;
const { ID, Permission, Query, Role } = server;

const home = await openHome();

test("two people become friends, see each other on the globe and send a photograph that is gone again", async () => {
  const { key } = home;
  const people = await Promise.all(["alice", "ben", "cleo"].map((name) => home.person(name)));
  const [alice, ben, cleo] = people;

  // Each page listens to what concerns it.
  const heard = new Map();
  for (const { web: page, id } of people) {
    heard.set(id, listening());
    const channels = [Channel.presences()];
    for (const table of ["snaps", "friendRequests", "friendships"]) {
      channels.push(Channel.tablesdb("appchat-db").table(table).row());
    }
    await page.realtime.subscribe(channels, heard.get(id).tell);
    await caughtUp(home, page.realtime);
  }
  const hears = (person, name) => heard.get(person.id).until(event(name));

  // Alice finds Ben by his e-mail and asks him. The server writes; both are told.
  const { users } = await key.users.list({ queries: [Query.equal("email", ben.email), Query.limit(1)] });
  assert.deepEqual(users.map((user) => user.$id), [ben.id]);
  const asked = { fromUserId: alice.id, toUserId: ben.id, status: "pending" };
  const pending = await key.tablesDB.createRow({
    ...REQUESTS,
    rowId: ID.unique(),
    data: asked,
    permissions: between(alice, ben),
  });
  const request = await hears(ben, `tablesdb.*.tables.friendRequests.rows.${pending.$id}.create`);
  assert.equal(request.payload.status, "pending");
  const inbox = [Query.equal("toUserId", ben.id), Query.equal("status", "pending")];
  assert.equal((await ben.server.tablesDB.listRows({ ...REQUESTS, queries: inbox })).total, 1);

  // Ben accepts: the request is answered and a friendship begins, once whoever comes first in the alphabet.
  await key.tablesDB.updateRow({ ...REQUESTS, rowId: pending.$id, data: { status: "accepted" } });
  const [userA, userB] = [alice.id, ben.id].sort();
  const rowId = ID.unique();
  const friendship = { ...FRIENDSHIPS, rowId, data: { userA, userB }, permissions: between(alice, ben) };
  await key.tablesDB.createRow(friendship);
  await refused(key.tablesDB.createRow({ ...friendship, rowId: ID.unique() }), 409, "row_unique_constraint_violation");
  await hears(alice, `tablesdb.*.tables.friendships.rows.${rowId}.create`);

  // Alice's heartbeat: the server says where she is, readable by her friends.
  const beat = (metadata) =>
    key.presences.upsert({
      presenceId: alice.id,
      userId: alice.id,
      status: "online",
      metadata,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      permissions: [...between(alice, ben), Permission.write(Role.user(alice.id))],
    });
  await beat({ lat: 47.07, lng: 15.44 });
  const pin = await hears(ben, `presences.${alice.id}.upsert`);
  assert.deepEqual(plain(pin.payload.metadata), { lat: 47.07, lng: 15.44 });
  const { presences } = await ben.web.presences.list({ queries: [Query.equal("userId", alice.id)] });
  assert.deepEqual(presences.map((presence) => presence.status), ["online"]);
  await refused(cleo.web.presences.get({ presenceId: alice.id }), 404, "presence_not_found");

  // The photograph is Alice's alone; the row about it is for both.
  const { file, bytes } = photo();
  const fileId = ID.unique();
  await key.storage.createFile({ ...BUCKET, fileId, file, permissions: between(alice) });
  const data = { senderId: alice.id, recipientId: ben.id, fileId };
  const snap = await key.tablesDB.createRow({ ...SNAPS, rowId: ID.unique(), data, permissions: between(alice, ben) });
  const arrived = await hears(ben, `tablesdb.appchat-db.tables.snaps.rows.${snap.$id}.create`);
  assert.equal(arrived.payload.senderId, alice.id);
  await refused(ben.web.storage.getFile({ ...BUCKET, fileId }), 404, "storage_file_not_found");

  // Ben opens it: a function runs as him, the server reads the bytes, and the row is stamped once it was seen.
  const open = { functionId: "echo", xpath: `/snap/${snap.$id}`, method: "GET" };
  const opened = await ben.web.functions.createExecution(open);
  const { path, headers } = JSON.parse(opened.responseBody);
  assert.deepEqual([path, headers["x-appwrite-user-id"]], [`/snap/${snap.$id}`, ben.id]);
  assert.equal((await ben.server.tablesDB.getRow({ ...SNAPS, rowId: snap.$id })).recipientId, ben.id);
  assert.deepEqual(Buffer.from(await key.storage.getFileView({ ...BUCKET, fileId })), bytes);
  const viewedAt = new Date().toISOString();
  await key.tablesDB.updateRow({ ...SNAPS, rowId: snap.$id, data: { viewedAt } });
  assert.ok((await hears(alice, `tablesdb.*.tables.snaps.rows.${snap.$id}.update`)).payload.viewedAt);

  // A day later the row goes, and the file after it.
  const old = [Query.lessThan("$createdAt", new Date(Date.now() + 1000).toISOString()), Query.limit(100)];
  for (const row of (await key.tablesDB.listRows({ ...SNAPS, queries: old })).rows) {
    await key.tablesDB.deleteRow({ ...SNAPS, rowId: row.$id });
    await key.storage.deleteFile({ ...BUCKET, fileId: row.fileId });
  }
  await hears(ben, `tablesdb.*.tables.snaps.rows.${snap.$id}.delete`);
  await refused(key.storage.getFile({ ...BUCKET, fileId }), 404, "storage_file_not_found");

  // They part: the friendship's row goes, and Alice's next heartbeat is for herself alone.
  await key.tablesDB.deleteRow({ ...FRIENDSHIPS, rowId });
  await hears(ben, `tablesdb.*.tables.friendships.rows.${rowId}.delete`);
  await key.presences.upsert({ presenceId: alice.id, userId: alice.id, status: "online", permissions: between(alice) });
  await refused(ben.web.presences.get({ presenceId: alice.id }), 404, "presence_not_found");

  // Alice signs out: her presence goes with her, and her session is nobody's.
  await key.presences.delete({ presenceId: alice.id });
  await gone(() => alice.web.presences.get({ presenceId: alice.id }));
  await alice.server.account.deleteSession({ sessionId: "current" });
  await refused(alice.server.account.get(), 401, "general_unauthorized_scope");

  // Cleo, who is nobody's friend, has heard nothing of all this.
  await caughtUp(home, cleo.web.realtime);
  assert.deepEqual(heard.get(cleo.id).messages.filter((message) => message.payload.userId !== "lighthouse"), []);
});
