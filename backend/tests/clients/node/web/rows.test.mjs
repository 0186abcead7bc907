// Rows as a page reads them: only what the person may see, and nothing to write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, openHome, refused, server, SNAPS, web } from "../people.mjs";

const home = await openHome();
const { ID, Permission, Query, Role } = web;
const NOTES = { databaseId: "appchat-db", tableId: "notes" };

const snap = (sender, recipient) =>
  home.key.tablesDB.createRow({
    ...SNAPS,
    rowId: ID.unique(),
    data: { senderId: sender.id, recipientId: recipient.id, fileId: ID.unique() },
    permissions: between(sender, recipient),
  });

test("a page lists and reads what its person may", async () => {
  const people = ["alice", "ben", "cleo"].map((name) => home.person(name));
  const [alice, ben, cleo] = await Promise.all(people);
  const older = await snap(alice, ben);
  const newer = await snap(alice, ben);
  const queries = [Query.equal("recipientId", ben.id), Query.orderDesc("$createdAt"), Query.limit(50)];

  const inbox = await ben.web.tablesDB.listRows({ ...SNAPS, queries });
  assert.deepEqual([inbox.total, ...inbox.rows.map((row) => row.$id)], [2, newer.$id, older.$id]);
  assert.equal((await ben.web.tablesDB.getRow({ ...SNAPS, rowId: older.$id })).senderId, alice.id);
  assert.deepEqual((await cleo.web.tablesDB.listRows({ ...SNAPS, queries })).rows, []);
  await refused(cleo.web.tablesDB.getRow({ ...SNAPS, rowId: older.$id }), 404, "row_not_found");
  await refused(home.guest(web).tablesDB.getRow({ ...SNAPS, rowId: older.$id }), 404, "row_not_found");
});

test("a page may write none of AppChat's rows", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const { $id: rowId } = await snap(alice, ben);
  const { tablesDB } = ben.web;
  const data = { senderId: ben.id, recipientId: alice.id, fileId: "f" };
  await refused(tablesDB.createRow({ ...SNAPS, rowId: ID.unique(), data }), 401, "user_unauthorized");
  await refused(tablesDB.upsertRow({ ...SNAPS, rowId: ID.unique(), data }), 401, "user_unauthorized");
  await refused(tablesDB.updateRow({ ...SNAPS, rowId, data: { fileId: "x" } }), 401, "user_unauthorized");
  await refused(tablesDB.deleteRow({ ...SNAPS, rowId }), 401, "user_unauthorized");
  await refused(tablesDB.listRows({ ...SNAPS, queries: [Query.equal("colour", "red")] }), 400, "general_query_invalid");
});

test("in a table that lets people write, rows are theirs until they share them", async () => {
  const { key } = home;
  await key.tablesDB.createTable({
    ...NOTES,
    name: "Notes",
    rowSecurity: true,
    permissions: [server.Permission.create(server.Role.users())],
  });
  await key.tablesDB.createVarcharColumn({ ...NOTES, key: "text", size: 64, required: true });
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const mine = alice.web.tablesDB;

  const note = await mine.createRow({ ...NOTES, rowId: ID.unique(), data: { text: "hello" } });
  const self = Role.user(alice.id);
  assert.deepEqual(note.$permissions, [Permission.read(self), Permission.update(self), Permission.delete(self)]);
  const { $id: rowId } = note;
  await refused(ben.web.tablesDB.getRow({ ...NOTES, rowId }), 404, "row_not_found");
  await refused(ben.web.tablesDB.updateRow({ ...NOTES, rowId, data: { text: "x" } }), 401, "user_unauthorized");

  const foreign = [Permission.read(Role.user(ben.id))];
  const rowOfBens = { ...NOTES, rowId: ID.unique(), data: { text: "for you" }, permissions: foreign };
  await refused(mine.createRow(rowOfBens), 401, "user_unauthorized");
  const permissions = [Permission.read(Role.users()), Permission.write(self)];
  const shared = await mine.updateRow({ ...NOTES, rowId, data: { text: "hello all" }, permissions });
  assert.deepEqual(shared.$permissions, [permissions[0], Permission.update(self), Permission.delete(self)]);
  assert.equal((await ben.web.tablesDB.getRow({ ...NOTES, rowId })).text, "hello all");

  assert.equal((await mine.upsertRow({ ...NOTES, rowId, data: { text: "again" } })).text, "again");
  await mine.deleteRow({ ...NOTES, rowId });
  await refused(mine.getRow({ ...NOTES, rowId }), 404, "row_not_found");
});
