// Rows as AppChat's server writes them, with the key, and as it reads them, as the person who asks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deployment } from "../../backend.mjs";
import { between, FRIENDSHIPS, openHome, refused, REQUESTS, server, SNAPS } from "../people.mjs";

const home = await openHome();
const { tablesDB: rows } = home.key;
const { ID, Permission, Query, Role } = server;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;

/** A snap's row, which both people may read. */
function snap(sender, recipient, more = {}) {
  const data = { senderId: sender.id, recipientId: recipient.id, fileId: ID.unique() };
  return rows.createRow({ ...SNAPS, rowId: ID.unique(), data, permissions: between(sender, recipient), ...more });
}

test("a row comes back with all its columns and everything the server adds", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const row = await snap(alice, ben);
  assert.deepEqual(
    [row.senderId, row.recipientId, row.viewedAt, row.$tableId, row.$databaseId],
    [alice.id, ben.id, null, "snaps", "appchat-db"],
  );
  assert.match(row.$createdAt, DATE);
  assert.equal(row.$updatedAt, row.$createdAt);
  assert.equal(typeof row.$sequence, "string");
  assert.deepEqual(row.$permissions, between(alice, ben));
  assert.deepEqual(await rows.getRow({ ...SNAPS, rowId: row.$id }), row);
});

test("sender and recipient read a snap, a stranger and a guest find nothing", async () => {
  const people = ["alice", "ben", "cleo"].map((name) => home.person(name));
  const [alice, ben, cleo] = await Promise.all(people);
  const { $id: rowId } = await snap(alice, ben);
  const own = [Query.equal("senderId", alice.id)];
  for (const person of [alice, ben]) {
    assert.equal((await person.server.tablesDB.getRow({ ...SNAPS, rowId })).$id, rowId);
    assert.equal((await person.server.tablesDB.listRows({ ...SNAPS, queries: own })).total, 1);
  }
  const { jwt } = await ben.server.account.createJWT();
  assert.equal((await home.jwt(server, jwt).tablesDB.getRow({ ...SNAPS, rowId })).$id, rowId);
  for (const outsider of [cleo.server, home.guest(server)]) {
    await refused(outsider.tablesDB.getRow({ ...SNAPS, rowId }), 404, "row_not_found");
    assert.deepEqual((await outsider.tablesDB.listRows({ ...SNAPS, queries: own })).rows, []);
  }
});

test("a session may write no row of AppChat's", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const { $id: rowId } = await snap(alice, ben);
  const { tablesDB } = alice.server;
  for (const table of [SNAPS, FRIENDSHIPS, REQUESTS]) {
    const row = { ...table, rowId: ID.unique(), data: { userA: alice.id, userB: ben.id } };
    await refused(tablesDB.createRow(row), 401, "user_unauthorized");
  }
  const data = { viewedAt: new Date().toISOString() };
  await refused(tablesDB.updateRow({ ...SNAPS, rowId, data }), 401, "user_unauthorized");
  await refused(tablesDB.deleteRow({ ...SNAPS, rowId }), 401, "user_unauthorized");
  await refused(tablesDB.deleteRow({ ...SNAPS, rowId: "absent" }), 404, "row_not_found");
});

test("two people are friends once, by the row's id and by the unique index", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const pair = { ...FRIENDSHIPS, data: { userA: alice.id, userB: ben.id }, permissions: between(alice, ben) };
  const { $id: rowId } = await rows.createRow({ ...pair, rowId: ID.unique() });
  const other = { ...pair, data: { userA: ben.id, userB: alice.id } };
  await refused(rows.createRow({ ...other, rowId }), 409, "row_already_exists");
  await refused(rows.createRow({ ...pair, rowId: ID.unique() }), 409, "row_unique_constraint_violation");
  await rows.deleteRow({ ...FRIENDSHIPS, rowId });
  await rows.createRow({ ...pair, rowId });
});

test("a row is stamped, shared anew, put in place and deleted", async () => {
  const people = ["alice", "ben", "cleo"].map((name) => home.person(name));
  const [alice, ben, cleo] = await Promise.all(people);
  const { $id: rowId, $createdAt, fileId } = await snap(alice, ben);

  const viewed = await rows.updateRow({ ...SNAPS, rowId, data: { viewedAt: "2026-05-26T09:00:00Z" } });
  assert.deepEqual(
    [viewed.viewedAt, viewed.fileId, viewed.$createdAt],
    ["2026-05-26T09:00:00.000+00:00", fileId, $createdAt],
  );
  await rows.updateRow({ ...SNAPS, rowId, permissions: between(cleo) });
  await refused(ben.server.tablesDB.getRow({ ...SNAPS, rowId }), 404, "row_not_found");
  assert.equal((await cleo.server.tablesDB.getRow({ ...SNAPS, rowId })).viewedAt, viewed.viewedAt);
  await refused(rows.updateRow({ ...SNAPS, rowId }), 400, "row_missing_payload");

  const data = { senderId: ben.id, recipientId: cleo.id, fileId: "f2" };
  const replaced = await rows.upsertRow({ ...SNAPS, rowId, data });
  assert.deepEqual([replaced.senderId, replaced.$permissions], [ben.id, between(cleo)]);
  const made = await rows.upsertRow({ ...SNAPS, rowId: ID.unique(), data });
  assert.deepEqual([made.fileId, made.$permissions], ["f2", []]);

  await rows.deleteRow({ ...SNAPS, rowId });
  await refused(rows.getRow({ ...SNAPS, rowId }), 404, "row_not_found");
});

test("AppChat's questions: by person, newest first, since yesterday, one way or the other, page by page", async () => {
  const people = ["alice", "ben", "cleo"].map((name) => home.person(name));
  const [alice, ben, cleo] = await Promise.all(people);
  const sent = [];
  for (const [from, to] of [[alice, ben], [ben, alice], [cleo, alice], [ben, cleo]]) sent.push(await snap(from, to));
  const ids = async (...queries) => (await rows.listRows({ ...SNAPS, queries })).rows.map((row) => row.$id);
  const [first, second, third, fourth] = sent.map((row) => row.$id);
  const { equal, or, and } = Query;

  assert.deepEqual(await ids(equal("senderId", ben.id)), [second, fourth]);
  assert.deepEqual(await ids(equal("senderId", ben.id), Query.orderDesc("$createdAt")), [fourth, second]);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const received = equal("recipientId", alice.id);
  assert.deepEqual(await ids(received, Query.greaterThan("$createdAt", yesterday)), [second, third]);
  assert.deepEqual(await ids(received, Query.lessThan("$createdAt", yesterday)), []);
  const both = or([
    and([equal("senderId", alice.id), equal("recipientId", ben.id)]),
    and([equal("senderId", ben.id), equal("recipientId", alice.id)]),
  ]);
  assert.deepEqual(await ids(both), [first, second]);
  assert.deepEqual(await ids(equal("senderId", [alice.id, cleo.id]), Query.isNull("viewedAt")), [first, third]);
  assert.deepEqual(await ids(both, Query.limit(1)), [first]);
  assert.deepEqual(await ids(both, Query.limit(1), Query.cursorAfter(first)), [second]);
  assert.deepEqual(await ids(both, Query.cursorBefore(second)), [first]);
  assert.deepEqual(await ids(both, Query.offset(1)), [second]);
  assert.equal((await rows.listRows({ ...SNAPS, queries: [both], total: false })).total, 0);
});

test("what is wrong with a row or a question is said by its type", async () => {
  const row = { ...SNAPS, rowId: ID.unique() };
  const data = { senderId: "a", recipientId: "b", fileId: "c" };
  await refused(rows.createRow({ ...row, data: { senderId: "a" } }), 400, "row_invalid_structure");
  await refused(rows.createRow({ ...row, data: { ...data, colour: "red" } }), 400, "row_invalid_structure");
  await refused(rows.createRow({ ...row, data: { ...data, senderId: 7 } }), 400, "row_invalid_structure");
  await refused(rows.createRow({ ...row, data: { ...data, viewedAt: "soon" } }), 400, "row_invalid_structure");
  await refused(rows.createRow({ ...row, data: {} }), 400, "row_missing_data");
  await refused(rows.createRow({ ...row, rowId: "-no", data }), 400, "general_argument_invalid");
  const forbidden = [Permission.create(Role.any())];
  await refused(rows.createRow({ ...row, data, permissions: forbidden }), 400, "general_argument_invalid");

  const asked = (query) => rows.listRows({ ...SNAPS, queries: [query] });
  await refused(asked(Query.equal("colour", "red")), 400, "general_query_invalid");
  await refused(asked("not a query"), 400, "general_query_invalid");
  await refused(asked(Query.cursorAfter("absent")), 400, "general_cursor_not_found");
  await refused(rows.listRows({ ...SNAPS, tableId: "absent" }), 404, "table_not_found");
  await refused(rows.listRows({ ...SNAPS, databaseId: "absent" }), 404, "database_not_found");
});

test("the key sees the deployment's table, columns and indexes", async () => {
  const table = await rows.getTable(SNAPS);
  assert.deepEqual([table.name, table.rowSecurity, table.$permissions], ["Snaps", true, []]);
  const { columns } = await rows.listColumns(SNAPS);
  const described = deployment().tables.find((table) => table.$id === SNAPS.tableId).columns;
  assert.deepEqual(
    columns.map((column) => [column.key, column.type, column.status]),
    described.map((column) => [column.key, column.type, "available"]),
  );
  const { indexes } = await rows.listIndexes(FRIENDSHIPS);
  assert.deepEqual(indexes.map((index) => [index.key, index.type]), [["pair", "unique"], ["userB", "key"]]);
});
